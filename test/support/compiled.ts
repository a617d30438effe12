// The service and the command line as child processes. A test run compiles the sources once, since tsx costs each
// process half a second of processor time; outside of test runs, tsx runs them.
import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { transformFileSync, type Options } from '@swc/core';
import { ROOT } from '../project/project-files';
import options from './swc.json';

const BUILD = join(ROOT, 'node_modules/.cache/track-types-test');
const FOLDERS = ['src', 'sandbox', 'migrations', 'schema', 'examples'];

/** Node's arguments that run this source file, named from the root. */
export function programOf(file: string): string[] {
  const build = process.env['COMPILED_SOURCES'];
  return build ? [join(build, compiledName(file))] : ['--import', 'tsx', join(ROOT, file)];
}

/** Compiles what has changed since the last run; `programOf` uses it from then on, in jest's workers too. */
export function compileSources(): void {
  for (const name of ['package.json', ...FOLDERS.flatMap(filesIn)]) {
    const [from, to] = [join(ROOT, name), join(BUILD, compiledName(name))];
    if (timeOf(from) < timeOf(to)) continue;
    const text = name.endsWith('.ts') ? transformFileSync(from, options as Options).code : readFileSync(from);
    mkdirSync(dirname(to), { recursive: true });
    // Renamed into place: a process of another run may be reading the old one.
    writeFileSync(`${to}.${process.pid}`, text);
    renameSync(`${to}.${process.pid}`, to);
  }
  process.env['COMPILED_SOURCES'] = BUILD;
}

const compiledName = (name: string) => name.replace(/\.ts$/, '.js');
const timeOf = (path: string) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

function filesIn(folder: string): string[] {
  const names = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => /^[^.].*\.(ts|graphql|json)$/.test(name) && !name.includes('publisher'))
    .map((name) => join(folder, name));
}
