// What is installed: no package runs a script unless allowed, and the list of all parts can be generated.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allowScripts } from '../../package.json';
import { ROOT } from './project-files';

interface Lockfile {
  readonly packages: Readonly<Record<string, { readonly hasInstallScript?: boolean }>>;
}
const lockfile = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as Lockfile;

test('allowScripts decides every package of the lockfile with an install script: none may run it', () => {
  const scripted = Object.entries(lockfile.packages)
    .filter(([, { hasInstallScript }]) => hasInstallScript)
    .map(([path]) => path.replace(/.*node_modules\//, ''));

  expect(scripted).not.toEqual([]);
  expect(scripted.filter((name) => !(name in allowScripts))).toEqual([]);
  expect(Object.values(allowScripts).filter(Boolean)).toEqual([]);
});

test('npm run sbom lists what is deployed, in CycloneDX', () => {
  const printed = execFileSync('npm', ['run', '--silent', 'sbom'], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 50_000_000,
  });
  const { bomFormat, components } = JSON.parse(printed) as {
    bomFormat: string;
    components: { name: string }[];
  };
  const names = components.map(({ name }) => name);

  expect(bomFormat).toBe('CycloneDX');
  expect(names).toEqual(expect.arrayContaining(['express', 'typeorm']));
  expect(names).not.toContain('jest');
});
