// Defines the commands under import, with their flags.
import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import { commandAction } from '../command';
import { again, aRate, forHistory } from '../flags';
import type { PaidTo } from './lms';

/** Adds them to the program. */
export function addImports(program: Command): void {
  const imports = program
    .command('import')
    .description('import courses; repeatable until cut-over; exits with 1 if some are refused');
  const importing = (name: string, reason: string) =>
    forHistory(imports.command(name), reason)
      .option('--dry-run', 'print what would be done, and do nothing')
      .option('--report <file>', 'append a line of JSON for each course')
      .option('--org <key>', 'only courses of this organization; repeatable', again);

  importing('course-discovery', 'Imported from course-discovery.')
    .description(
      "import courses from course-discovery's API, a JSON or JSON Lines file, or a folder of pages",
    )
    .argument(
      '<source>',
      'a file, a folder, or an address such as https://discovery.example.com/api/v1/courses/',
    )
    .option(
      '--type-options <source>',
      'file or URL of the response to OPTIONS, which names the UUIDs of the types',
    )
    .option('--rate <requests>', 'requests per minute (default: DISCOVERY_REQUESTS_PER_MINUTE)', aRate)
    .action(commandAction(async () => (await import('./run.js')).importDiscovery));

  importing('csv', 'Imported from a CSV.')
    .description('import courses from a CSV with one row per run; docs/importing.md lists the columns')
    .argument('<file>', 'the CSV')
    .action(commandAction(async () => (await import('./run.js')).importCsv));

  importing('lms', 'Imported from the LMS.')
    .description('import the runs of an LMS; runs with the same organization and number become one course')
    .argument('<url>', 'the base URL of the LMS, such as https://lms.example.com')
    .option(
      '--paid-to <whom:track types>',
      'who is paid for track types that have a price in the LMS, such as platform:honor; repeatable',
      aPayee,
    )
    .action(commandAction(async () => (await import('./lms.js')).importLms));
}

/** Who is paid for which track types, including earlier flags. */
function aPayee(text: string, others: PaidTo = {}): PaidTo {
  const [, whom, slugs] = /^(platform|partner):([^\s:]+)$/.exec(text) ?? [];
  if (whom === undefined || slugs === undefined)
    throw new InvalidArgumentError(
      'Use platform or partner with track types, such as platform:honor,verified.',
    );
  const given = slugs.split(',').filter(Boolean);
  return { ...others, ...Object.fromEntries(given.map((slug) => [slug, { ...others[slug], [whom]: true }])) };
}
