// Defines the commands, with their flags. A command is loaded when it runs, so that help and mistakes cost little time.
import { Command, InvalidArgumentError, Option } from 'commander';
import { DATABASE_ALONE } from '../settings/config';
import { MAX_BULK_RATE } from '../model/bulk-change';
import { TARGETS } from '../model/provisioning';
import { commandAction, EXIT_CODES, withoutValues } from './command';
import { aPair, aRate, FORMATS, forHistory } from './flags';
import { addImports } from './import/commands';

/** Throws a CommanderError for errors that it has already printed. */
export const program = new Command('npm run cli --')
  .description('Manages the Track Types database. Settings: docs/configuration.md.')
  .showHelpAfterError('Add --help to the command to see its flags.')
  .exitOverride()
  .configureOutput({ outputError: (message, write) => write(withoutValues(message)) })
  .configureHelp({ sortSubcommands: true });

program
  .command('export')
  .description('write courses, runs, products, the catalogue and all changes to files, for a warehouse')
  .requiredOption('--out <folder>', 'the folder to create')
  .addOption(new Option('--format <format>', 'the file format').choices(FORMATS).default('jsonl'))
  .option('--since <folder or cursor>', 'only what changed since another export')
  .option('--replace', 'replace an existing export')
  .action(commandAction(async () => (await import('./export/export.js')).exportCommand));

program
  .command('migrate')
  .description('bring the database schema up to date, with DATABASE_OWNER_URL')
  .option(
    '--application-role <name>',
    'grant this role (that of DATABASE_URL) the use of the tables and nothing more',
  )
  .action(commandAction(async () => (await import('./migrate.js')).migrateCommand, DATABASE_ALONE));

addImports(program);

forHistory(program.command('reconcile'), 'Reconciled on the command line.')
  .description('compare E-Commerce and the LMS with the desired state; exits with 1 if drift remains')
  .addOption(new Option('--course <key>', 'the runs of one course').conflicts('all'))
  .option('--all', 'the runs of all courses, ordered by key (without --course)')
  .option('--repair', 'queue again whatever differs; a relay delivers it')
  .option('--report <file>', 'append a line of JSON per run; continues an existing report')
  .option('--resume-from <key>', 'continue after this run')
  .option('--rate <runs>', 'runs per second', aRate, 10)
  .action(commandAction(async () => (await import('./reconcile.js')).reconcileCommand));

forHistory(program.command('retry'))
  .description('try FAILED provisionings again, after the cause is fixed')
  .addOption(new Option('--system <name>', 'those for one system').choices(TARGETS))
  .option('--course <key>', 'those of one course')
  .addOption(new Option('--all', 'all that FAILED').conflicts(['system', 'course']))
  .action(commandAction(async () => (await import('./retry.js')).retryCommand, DATABASE_ALONE));

program
  .command('verify-history')
  .description('check that history is unaltered and the state matches it; exits with 1 if not')
  .option('--anchor <file>', 'also check against the chain heads in this file, such as that of an export')
  .option('--write-anchor <file>', 'if everything is well, write the heads of all chains to this file')
  .action(
    commandAction(async () => (await import('./verify-history.js')).verifyHistoryCommand, DATABASE_ALONE),
  );

const shop = program.command('shop').description('prepare deliveries to a WooCommerce shop');
shop
  .command('plan')
  .description('print what would change in the shop, without changing it')
  .action(commandAction(async () => (await import('./shop.js')).shopPlanCommand));
shop
  .command('confirm')
  .description('start deliveries to the shop')
  .action(commandAction(async () => (await import('./shop.js')).shopConfirmCommand));

const memberships = program
  .command('memberships')
  .description('manage who may do what in which organization');

forHistory(memberships.command('import'), 'Imported on the command line.')
  .argument('<file>', 'CSV with the columns organization,user,role; - reads stdin')
  .description('add the memberships of a file; if it has mistakes, saves nothing and exits with 1')
  .option('--dry-run', 'only print what would be added')
  .action(
    commandAction(async () => (await import('./memberships.js')).importMembershipsCommand, DATABASE_ALONE),
  );

forHistory(program.command('bulk-change'))
  .description('change many courses at once; exits with 1 if some were refused or failed')
  .requiredOption('--name <text>', 'a name for the bulk change')
  .option('--keys <file>', 'the courses, one key per line; - reads stdin')
  .option('--of-organization <organization>', 'all courses of an organization')
  .option('--of-type <slug>', 'all courses of a course type')
  .option('--matching <text>', 'all courses whose key or title contains this text')
  .option('--type <slug>', 'the course type to set')
  .option(
    '--price <seat type=amount>',
    'a price to set; repeatable',
    aPair(['seatType', 'amount'], 'seat type=amount, such as verified=49'),
  )
  .option(
    '--run-type <from=to>',
    'the run type to set, depending on the current one; repeatable',
    aPair(['from', 'to'], 'from=to, such as masters=masters-verified-audit'),
  )
  .option('--rate <courses>', 'courses per minute (default: BULK_CHANGES_PER_MINUTE)', aBulkRate)
  .option('--override', 'waive the waivable rules')
  .option('--dry-run', 'save nothing, and print what would happen to the courses')
  .action(commandAction(async () => (await import('./bulk-change.js')).bulkChangeCommand));

function aBulkRate(text: string): number {
  const rate = Number(text);
  if (Number.isInteger(rate) && rate >= 1 && rate <= MAX_BULK_RATE) return rate;
  throw new InvalidArgumentError(`Give 1 to ${MAX_BULK_RATE}.`);
}

/** The commands that do something, without those that only group them, in the order of their names. */
export function commandsIn(parent: Command): Command[] {
  if (parent.commands.length === 0) return [parent];
  return parent.commands.toSorted((a, b) => a.name().localeCompare(b.name())).flatMap(commandsIn);
}

const codes = Object.entries(EXIT_CODES).map(([code, says]) => `  ${code}  ${says}`);
program.addHelpText('afterAll', `\nExit codes:\n${codes.join('\n')}`);
for (const command of commandsIn(program))
  command.option('--json', 'print the result as JSON and nothing else');
