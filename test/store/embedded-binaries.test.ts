// PostgreSQL's programs where their user can reach them: in node_modules, or in a copy.
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBinaries, findRunner, runnablePackage } from '../../sandbox/postgres/binaries';

const RUNNER = findRunner('/nowhere');
const folder = mkdtempSync(join(tmpdir(), 'track-types-binaries-'));
const cache = join(folder, 'cache');
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => {
  rmSync(cache, { recursive: true, force: true });
  chmodSync(folder, 0o755);
});

/** A package whose program says a version, as installed by somebody who shares nothing, in a folder of that mode. */
function aPackage(name: string, mode: number): string {
  const source = join(folder, name, 'package');
  mkdirSync(join(source, 'native', 'bin'), { recursive: true });
  writeFileSync(join(source, 'package.json'), '{ "version": "1.2.3" }', { mode: 0o600 });
  writeFileSync(join(source, 'native', 'bin', 'postgres'), '#!/bin/sh\necho 18.4\n', { mode: 0o755 });
  chmodSync(join(folder, name), mode);
  return source;
}

const runs = (found: string) =>
  execFileSync(join(found, 'native', 'bin', 'postgres'), { ...RUNNER, encoding: 'utf8' }) === '18.4\n';

test('the programs of the package find their libraries without an install script', () => {
  const { bin, major } = findBinaries(RUNNER);

  const { stdout } = spawnSync(join(bin, 'postgres'), ['--version'], { encoding: 'utf8', env: {} });
  expect(stdout).toContain(`PostgreSQL) ${major}.`);
});

test('a package that its user can run is used where it is', () => {
  const source = aPackage('open', 0o755);

  expect(runnablePackage(source, RUNNER, cache)).toBe(source);
});

(RUNNER.uid === undefined ? describe.skip : describe)('for root, whose home is closed to that user', () => {
  test('a copy is used, which others can read and only root can write', () => {
    const copy = runnablePackage(aPackage('closed', 0o700), RUNNER, cache);

    expect(copy).toBe(join(cache, 'track-types-postgresql-1.2.3'));
    expect(runs(copy)).toBe(true);
    expect(execFileSync('find', [cache, '-perm', '/022'], { encoding: 'utf8' })).toBe('');
  });

  test('a copy is made once, and an unfinished one is never used', () => {
    const source = aPackage('again', 0o700);
    mkdirSync(join(cache, 'track-types-postgresql-1.2.3.killed'), { recursive: true });

    const copies = [runnablePackage(source, RUNNER, cache), runnablePackage(source, RUNNER, cache)];

    expect(copies.map(runs)).toEqual([true, true]);
    expect(readdirSync(cache)).toHaveLength(2);
  });
});
