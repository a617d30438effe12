// PostgreSQL's programs where their user can reach them: in node_modules, or in a copy.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findBinaries } from '../../sandbox/postgres/binaries';
import { mirrorFolder } from '../../sandbox/postgres/binaries';
import { canRun, findRunner } from '../../sandbox/postgres/binaries';

const ANOTHER_USER = { uid: 65_000, gid: 65_000 };
const folder = mkdtempSync(join(tmpdir(), 'track-types-binaries-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => chmodSync(folder, 0o755));

function aPackage(name: string): string {
  const source = join(folder, name);
  mkdirSync(join(source, 'bin'), { recursive: true });
  writeFileSync(join(source, 'bin', 'postgres'), 'program', { mode: 0o700 });
  writeFileSync(join(source, 'settings'), 'text', { mode: 0o600 });
  return source;
}

test('the programs of the package find their libraries without an install script', () => {
  const { postgres, major } = findBinaries(findRunner(folder));

  const { stdout } = spawnSync(join(dirname(postgres), 'postgres'), ['--version'], {
    encoding: 'utf8',
    env: {},
  });
  expect(stdout).toContain(`PostgreSQL) ${major}.`);
});

test.each([
  [0o755, 0o755, true],
  [0o755, 0o750, false],
  [0o700, 0o755, false],
])(
  'a program in a folder of mode %o, itself of mode %o, can be run by another user: %s',
  (above, own, can) => {
    const program = join(aPackage('reach'), 'bin', 'postgres');
    chmodSync(program, own);
    chmodSync(folder, above);

    expect(canRun(ANOTHER_USER, program)).toBe(can);
  },
);

test('a copy is readable by everybody and writable by us, whatever the original was', () => {
  const copy = join(folder, 'copy');

  mirrorFolder(aPackage('closed'), copy);

  expect(readFileSync(join(copy, 'bin', 'postgres'), 'utf8')).toBe('program');
  const modes = ['', 'bin', 'bin/postgres', 'settings'].map(
    (path) => statSync(join(copy, path)).mode & 0o777,
  );
  expect(modes).toEqual([0o755, 0o755, 0o755, 0o644]);
});

test('a copy with deleted parts is repaired', () => {
  const [source, copy] = [aPackage('whole'), join(folder, 'cleaned')];
  mirrorFolder(source, copy);
  rmSync(join(copy, 'bin'), { recursive: true });
  writeFileSync(join(copy, 'settings'), '');

  mirrorFolder(source, copy);

  expect(readFileSync(join(copy, 'bin', 'postgres'), 'utf8')).toBe('program');
  expect(readFileSync(join(copy, 'settings'), 'utf8')).toBe('text');
});

test('a copy that other users can write to is not trusted', () => {
  const copy = join(folder, 'foreign');
  mkdirSync(copy);
  chmodSync(copy, 0o777);

  expect(() => mirrorFolder(aPackage('trusted'), copy)).toThrow('cannot be trusted. Remove it.');
});
