// `npm run docs`: writes the generated pages. With --check it writes nothing, names each stale page and exits with 1.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stalePages } from './pages';

const fileOf = (name: string): string => join(__dirname, name);
const read = (name: string) => (existsSync(fileOf(name)) ? readFileSync(fileOf(name), 'utf8') : undefined);

async function printPages(isCheck: boolean): Promise<void> {
  for (const { name, text } of await stalePages(read)) {
    if (isCheck) {
      console.error(`docs/${name} is stale: run \`npm run docs\` and commit it.`);
      process.exitCode = 1;
    } else {
      writeFileSync(fileOf(name), text);
      console.log(`wrote docs/${name}`);
    }
  }
}

printPages(process.argv.includes('--check')).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
