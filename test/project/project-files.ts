// Lists the project's files, so that tests can check all of them. Never reads what git ignores.
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

/** A file by its path from the root, with slashes; its text is read on demand. */
export type ProjectFile = { path: string; text: () => string };

export const ROOT = join(__dirname, '..', '..');

const IGNORED = ['.git', ...ignoredByGit()];

/** Every file below `folder`, a path from the root, in the order of their paths. */
export function projectFiles(folder = ''): ProjectFile[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter(({ name }) => !IGNORED.includes(name) && !name.endsWith('.log'))
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => {
      const path = posix.join(folder, entry.name);
      return entry.isDirectory()
        ? projectFiles(path)
        : [{ path, text: () => readFileSync(join(ROOT, path), 'utf8') }];
    });
}

function ignoredByGit(): string[] {
  const lines = readFileSync(join(ROOT, '.gitignore'), 'utf8').split('\n');
  return lines.filter((line) => /^[\w.]+\/?$/.test(line)).map((line) => line.replace('/', ''));
}
