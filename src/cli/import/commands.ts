// The commands under import, with their flags.
import type { Command } from 'commander';
import { readConfig } from '../../config';
import { SERVICE } from '../../identity/permissions';
import { again, aRate } from '../flags';
import { importCsv, importDiscovery } from './run';
import type { DiscoveryFlags, ImportFlags } from './run';

/** Adds them to the program. */
export function addImports(program: Command): void {
  const imports = program
    .command('import')
    .description(
      'bring courses here, again and again until they are kept here; exit code 1 where some are refused',
    );
  const importing = (name: string, reason: string) =>
    imports
      .command(name)
      .option('--dry-run', 'say what would be done, and do nothing')
      .option('--report <file>', 'append a line of JSON for each course')
      .option('--org <key>', 'only courses of this organization; may be given again', again)
      .option('--actor <name>', 'who imports, for the history', SERVICE.username)
      .option('--reason <text>', 'why, for the history', reason);

  importing('course-discovery', 'Imported from course-discovery.')
    .description('from its API, a file of JSON or JSON Lines, or a folder of pages')
    .argument(
      '<source>',
      'a file, a folder, or an address such as https://discovery.example.com/api/v1/courses/',
    )
    .option(
      '--type-options <source>',
      "file or address of the answer to OPTIONS, which names the types' UUIDs",
    )
    .option('--rate <requests>', 'requests per minute, instead of DISCOVERY_REQUESTS_PER_MINUTE', aRate)
    .action(async (source: string, flags: DiscoveryFlags) => {
      process.exitCode = await importDiscovery(readConfig(), source, flags);
    });

  importing('csv', 'Imported from a CSV.')
    .description('from a CSV with a row per run; docs/importing.md names its columns')
    .argument('<file>', 'the CSV')
    .action(async (file: string, flags: ImportFlags) => {
      process.exitCode = await importCsv(readConfig(), file, flags);
    });
}
