// Checks the sizes and names in the tree, and keeps out what belongs to one machine.
import { posix } from 'node:path';
import { projectFiles } from './project-files';

const FILES = projectFiles();
const CODE = FILES.filter(({ path }) => /\.[jt]sx?$/.test(path) && !/\bgenerated(\.ts$|\/)/.test(path));
const BINARY = /\.(png|jpe?g|gif|ico|woff2?|gz)$/;
// Put together here, so that this file does not hold what it forbids.
const MACHINE_PATHS = ['work', 'root', 'home'].map((folder) => new RegExp(`(?<![\\w.-])/${folder}/`));
const REGISTRIES = ['npmjs', 'registry', 'artifactory', 'verdaccio', 'nexus'].map(
  (host) => new RegExp(`https?:/{2}[^/\\s"']*${host}`, 'i'),
);

function linesOf(text: string): number {
  return text.split('\n').length - 1;
}

/** The machine path or registry that a text names; undefined if it names none. */
function foreignWordIn(text: string): string | undefined {
  return [...MACHINE_PATHS, ...REGISTRIES].map((pattern) => pattern.exec(text)?.[0]).find(Boolean);
}

function namesOf(paths: string[], pattern: RegExp): string[] {
  return paths.filter((path) => pattern.test(posix.basename(path)));
}

test('a source file has at most 250 lines, a test file 300, a migration as many as its data', () => {
  const tooLong = CODE.filter(({ path, text }) => {
    const limit = /(^|\/)test\//.test(path) ? 300 : path.startsWith('migrations/') ? Infinity : 250;
    return linesOf(text()) > limit;
  });

  expect(tooLong.map(({ path }) => path)).toEqual([]);
});

test('a folder of src has at most 15 files', () => {
  const perFolder = new Map<string, number>();
  for (const { path } of FILES.filter((file) => file.path.startsWith('src/'))) {
    const folder = posix.dirname(path);
    perFolder.set(folder, (perFolder.get(folder) ?? 0) + 1);
  }

  expect([...perFolder].filter(([, count]) => count > 15)).toEqual([]);
});

describe('a file is named for its content', () => {
  const VAGUE = /^(utils?|helpers?|common|shared|misc|services?|managers?)(\.|$)/;
  const sources = CODE.map(({ path }) => path);
  const folders = [...new Set(sources.map((path) => posix.dirname(path)))];

  test('and never vaguely', () => {
    expect(namesOf([...sources, ...folders], VAGUE)).toEqual([]);
  });

  test('in kebab case', () => {
    expect(namesOf(sources, /[^a-z0-9.-]/)).toEqual([]);
  });

  test.each(['src/store/utils.ts', 'src/helpers', 'test/common.ts'])('%s would be found', (path) => {
    expect(namesOf([path], VAGUE)).toEqual([path]);
  });
});

describe('nothing committed belongs to one machine', () => {
  test("no file names a machine's path or a registry's host", () => {
    const found = FILES.filter(({ path }) => !BINARY.test(path)).flatMap(({ path, text }) => {
      const word = foreignWordIn(text());
      return word === undefined ? [] : [`${path}: ${word}`];
    });

    expect(found).toEqual([]);
  });

  test('no lockfile says where a package was fetched from', () => {
    const lockfiles = FILES.filter(({ path }) => path.endsWith('package-lock.json')).map(({ text }) =>
      text(),
    );

    expect(lockfiles.filter((text) => text.includes('"lockfileVersion": 3'))).toHaveLength(4);
    expect(lockfiles.filter((text) => text.includes('"resolved"'))).toEqual([]);
  });

  test.each([
    ['a path', ['see ', 'work', 'main'].join('/')],
    ['a home folder', ['', 'home', 'someone', '.npmrc'].join('/')],
    ['a registry', ['https:', '', ['registry', 'example', 'org'].join('.'), 'x.tgz'].join('/')],
  ])('%s that is planted is found', (_, text) => {
    expect(foreignWordIn(text)).toBeDefined();
  });

  test.each(['docs/work/notes.md', 'https://open-edx.example/registry', 'course-v1:edX+DemoX'])(
    '%s is left alone',
    (text) => {
      expect(foreignWordIn(text)).toBeUndefined();
    },
  );
});
