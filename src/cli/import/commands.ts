// The commands under import, with their flags.
import type { Command } from 'commander';
import { doing } from '../command';
import { again, aRate, forHistory } from '../flags';
import { importCsv, importDiscovery } from './run';

/** Adds them to the program. */
export function addImports(program: Command): void {
  const imports = program
    .command('import')
    .description('bring courses here, again and again until they are kept here; 1 where some are refused');
  const importing = (name: string, reason: string) =>
    forHistory(imports.command(name), reason)
      .option('--dry-run', 'say what would be done, and do nothing')
      .option('--report <file>', 'append a line of JSON for each course')
      .option('--org <key>', 'only courses of this organization; may be given again', again);

  importing('course-discovery', 'Imported from course-discovery.')
    .description('bring courses here from its API, a file of JSON or JSON Lines, or a folder of pages')
    .argument(
      '<source>',
      'a file, a folder, or an address such as https://discovery.example.com/api/v1/courses/',
    )
    .option(
      '--type-options <source>',
      "file or address of the answer to OPTIONS, which names the types' UUIDs",
    )
    .option('--rate <requests>', 'requests per minute, instead of DISCOVERY_REQUESTS_PER_MINUTE', aRate)
    .action(doing(importDiscovery));

  importing('csv', 'Imported from a CSV.')
    .description('bring courses here from a CSV with a row per run; docs/importing.md names its columns')
    .argument('<file>', 'the CSV')
    .action(doing(importCsv));
}
