// The commands under import, with their flags.
import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import { doing } from '../command';
import { again, aRate, forHistory } from '../flags';
import { importLms } from './lms';
import type { PaidTo } from './lms';
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

  importing('lms', 'Imported from the LMS.')
    .description('bring the runs here that an LMS has, each course from its organization and number')
    .argument('<url>', 'of the LMS, such as https://lms.example.com')
    .option(
      '--paid-to <whom:track types>',
      'who is paid for tracks that have a price there, such as platform:honor; also several times',
      aPayee,
    )
    .action(doing(importLms));
}

/** Who is paid for which track types, with those that were given before. */
function aPayee(text: string, others: PaidTo = {}): PaidTo {
  const [, whom, slugs] = /^(platform|partner):([^\s:]+)$/.exec(text) ?? [];
  if (whom === undefined || slugs === undefined)
    throw new InvalidArgumentError(
      'Give platform or partner with track types, such as platform:honor,verified.',
    );
  const given = slugs.split(',').filter(Boolean);
  return { ...others, ...Object.fromEntries(given.map((slug) => [slug, { ...others[slug], [whom]: true }])) };
}
