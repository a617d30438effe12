// The commands, with their flags.
import { Command, InvalidArgumentError, Option } from 'commander';
import { DATABASE_ALONE } from '../config';
import { HIGHEST_RATE } from '../changes/bulk/start-bulk-change';
import { bulkChangeCommand } from './bulk-change';
import { doing, EXIT_CODES } from './command';
import { exportCommand } from './export/export';
import { FORMATS } from './export/write-export';
import { aPair, aRate, forHistory } from './flags';
import { addImports } from './import/commands';
import { importMembershipsCommand } from './memberships';
import { migrateCommand } from './migrate';
import { reconcileCommand } from './reconcile';
import { shopConfirmCommand, shopPlanCommand } from './shop';
import { verifyHistoryCommand } from './verify-history';

/** Throws a CommanderError for what it has told already. */
export const program = new Command('npm run cli --')
  .description('Tends the database of the Track Types service. Settings: docs/configuration.md.')
  .showHelpAfterError('Say --help after the command for its flags.')
  .exitOverride()
  .configureHelp({ sortSubcommands: true });

program
  .command('export')
  .description('write courses, runs, what is sold, the catalogue and all changes as files, for a warehouse')
  .requiredOption('--out <folder>', 'the folder to be made')
  .addOption(new Option('--format <format>', 'of the files').choices(FORMATS).default('jsonl'))
  .option('--since <folder or cursor>', 'only what changed after another export')
  .option('--replace', 'put it in the place of an export that is there')
  .action(doing(exportCommand));

program
  .command('migrate')
  .description('bring the schema of the database up to date, as DATABASE_OWNER_URL')
  .option('--application-role <name>', 'let this role use the tables, and no more (that of DATABASE_URL)')
  .action(doing(migrateCommand, DATABASE_ALONE));

addImports(program);

forHistory(program.command('reconcile'), 'Reconciled on the command line.')
  .description('hold E-Commerce and the LMS against what they should have; 1 where drift is left')
  .addOption(new Option('--course <key>', 'the runs of one course').conflicts('all'))
  .option('--all', 'the runs of all courses, in the order of their keys (without --course)')
  .option('--repair', 'ask again for what differs; a relay delivers it')
  .option('--report <file>', 'append a line of JSON per run; a report that is there is continued')
  .option('--resume-from <key>', 'go on after this run')
  .option('--rate <runs>', 'runs per second', aRate, 10)
  .action(doing(reconcileCommand));

program
  .command('verify-history')
  .description('check that history is as it was written, and the state as history says; 1 where not')
  .option('--anchor <file>', 'also hold it against the ends of chains in this file, of an export for example')
  .option('--write-anchor <file>', 'where all is well, write the ends of all chains down')
  .action(doing(verifyHistoryCommand, DATABASE_ALONE));

const shop = program.command('shop').description('a WooCommerce shop, before anything is sent to it');
shop
  .command('plan')
  .description('print what the shop would get, and change nothing')
  .action(doing(shopPlanCommand));
shop.command('confirm').description('let deliveries to the shop begin').action(doing(shopConfirmCommand));

const memberships = program.command('memberships').description('say who may do what in which organization');

forHistory(memberships.command('import'), 'Imported on the command line.')
  .argument('<file>', 'CSV with the columns organization,user,role; - for what is piped in')
  .description('add the memberships of a file; 1 where it has mistakes, and then nothing is saved')
  .option('--dry-run', 'only say what would be new')
  .action(doing(importMembershipsCommand, DATABASE_ALONE));

forHistory(program.command('bulk-change'))
  .description('change many courses in one go; 1 where some were refused or failed')
  .requiredOption('--name <text>', 'what to call it')
  .option('--keys <file>', 'the courses, a key a line; - for what is piped in')
  .option('--of-organization <organization>', 'the courses of an organization')
  .option('--of-type <slug>', 'the courses of a course type')
  .option('--matching <text>', 'the courses whose key or title contains this')
  .option('--type <slug>', 'the course type that they get')
  .option(
    '--price <seat type=amount>',
    'a price that they get, also several times',
    aPair(['seatType', 'amount'], 'seat type=amount, such as verified=49'),
  )
  .option(
    '--run-type <from=to>',
    'the run type that runs get, by the one that they have, also several times',
    aPair(['from', 'to'], 'from=to, such as masters=masters-verified-audit'),
  )
  .option('--rate <courses>', 'courses per minute; left out: BULK_CHANGES_PER_MINUTE', aBulkRate)
  .option('--override', 'waive the waivable rules')
  .option('--dry-run', 'save nothing, and say what would become of the courses')
  .action(doing(bulkChangeCommand));

function aBulkRate(text: string): number {
  const rate = Number(text);
  if (Number.isInteger(rate) && rate >= 1 && rate <= HIGHEST_RATE) return rate;
  throw new InvalidArgumentError(`Give 1 to ${HIGHEST_RATE}.`);
}

/** Those that do something, in the order of their names; the others hold them together. */
export function commandsIn(parent: Command): Command[] {
  if (parent.commands.length === 0) return [parent];
  return parent.commands.toSorted((a, b) => a.name().localeCompare(b.name())).flatMap(commandsIn);
}

const codes = Object.entries(EXIT_CODES).map(([code, says]) => `  ${code}  ${says}`);
program.addHelpText('afterAll', `\nExit codes:\n${codes.join('\n')}`);
for (const command of commandsIn(program)) command.option('--json', 'print the result as JSON, and only it');
