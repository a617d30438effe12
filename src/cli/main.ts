// The command line: npm run cli -- <command>. Mistakes of the user are told in a sentence, without a stack.
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { HIGHEST_RATE } from '../changes/bulk/start-bulk-change';
import { ConfigError, readConfig } from '../config';
import { SERVICE } from '../identity/permissions';
import { Unprepared } from '../store/database';
import { bulkChangeCommand } from './bulk-change';
import type { BulkChangeFlags } from './bulk-change';
import { exportCommand } from './export/export';
import type { ExportFlags } from './export/export';
import { FORMATS } from './export/write-export';
import { importMembershipsCommand } from './memberships';
import type { ImportFlags } from './memberships';
import { addImports } from './import/commands';
import { aRate } from './flags';
import { migrateCommand } from './migrate';
import type { MigrateFlags } from './migrate';
import { reconcileCommand } from './reconcile';
import type { ReconcileFlags } from './reconcile';
import { verifyHistoryCommand } from './verify-history';

const program = new Command('track-types')
  .description('Tends the database of the Track Types service.')
  .showHelpAfterError()
  .exitOverride()
  .configureHelp({ sortSubcommands: true });

program
  .command('export')
  .description('write courses, runs, what is sold, the catalogue and all changes as files, for a warehouse')
  .requiredOption('--out <folder>', 'the folder to be made')
  .addOption(new Option('--format <format>', 'of the files').choices(FORMATS).default('jsonl'))
  .option('--since <cursor>', 'only what changed after the cursor of another export')
  .option('--replace', 'put it in the place of an export that is there')
  .action(async (flags: ExportFlags) => {
    process.exitCode = await exportCommand(readConfig(), flags);
  });

program
  .command('migrate')
  .description('bring the schema of the database up to date, as DATABASE_OWNER_URL')
  .option('--application-role <name>', 'let this role use the tables, and no more (that of DATABASE_URL)')
  .action((flags: MigrateFlags) => migrateCommand(readConfig(), flags, console.log));

addImports(program);

program
  .command('reconcile')
  .description('hold E-Commerce and the LMS against what they should have; exit code 1 where drift is left')
  .addOption(new Option('--course <key>', 'the runs of one course').conflicts('all'))
  .option('--all', 'the runs of all courses, in the order of their keys (without --course)')
  .option('--repair', 'ask again for what differs; a relay delivers it')
  .option('--report <file>', 'append a line of JSON per run; a report that is there is continued')
  .option('--resume-from <key>', 'go on after this run')
  .option('--rate <runs>', 'runs per second', aRate, 10)
  .option('--actor <name>', 'who asks again, for the history', SERVICE.username)
  .option('--reason <text>', 'why, for the history', 'Reconciled on the command line.')
  .action(async (flags: ReconcileFlags) => {
    process.exitCode = await reconcileCommand(readConfig(), flags);
  });

program
  .command('verify-history')
  .description('check that history is as it was written; exit code 1 where an entry does not fit')
  .action(async () => {
    process.exitCode = await verifyHistoryCommand(readConfig());
  });

program
  .command('memberships')
  .description('say who may do what in which organization')
  .command('import')
  .argument('<file>', 'CSV with the columns organization,user,role')
  .description('add the memberships of a file; exit code 1 where it has mistakes, and then nothing is saved')
  .option('--dry-run', 'only say what would be new')
  .option('--actor <name>', 'who adds them, for the history', SERVICE.username)
  .option('--reason <text>', 'why, for the history', 'Imported on the command line.')
  .action(async (file: string, flags: ImportFlags) => {
    process.exitCode = await importMembershipsCommand(readConfig(), file, flags);
  });

program
  .command('bulk-change')
  .description('change many courses in one go; exit code 1 where some were refused or failed')
  .requiredOption('--name <text>', 'what to call it')
  .requiredOption('--reason <text>', 'why, for the history')
  .option('--keys <file>', 'the courses, a key a line; - for what is piped in')
  .option('--of-organization <organization>', 'the courses of an organization')
  .option('--of-type <slug>', 'the courses of a course type')
  .option('--matching <text>', 'the courses whose key or title contains this')
  .option('--type <slug>', 'the course type that they get')
  .option('--price <seat type=amount>', 'a price that they get, also several times', aPrice)
  .option(
    '--run-type <from=to>',
    'the run type that runs get, by the one that they have, also several times',
    aMove,
  )
  .option('--rate <courses>', 'courses per minute; left out: BULK_CHANGES_PER_MINUTE', aBulkRate)
  .option('--override', 'waive the waivable rules')
  .option('--dry-run', 'save nothing, and say what would become of the courses')
  .option('--json', 'print the result as JSON')
  .option('--actor <name>', 'who changes them, for the history', SERVICE.username)
  .action(async (flags: BulkChangeFlags) => {
    process.exitCode = await bulkChangeCommand(readConfig(), flags);
  });

function pairOf(text: string, form: string): [string, string] {
  const [left = '', right = '', ...rest] = text.split('=');
  if (!left || !right || rest.length > 0) throw new InvalidArgumentError(`Give ${form}.`);
  return [left, right];
}

function aPrice(text: string, others: NonNullable<BulkChangeFlags['price']> = []) {
  const [seatType, amount] = pairOf(text, 'seat type=amount, such as verified=49');
  return [...others, { seatType, amount }];
}

function aMove(text: string, others: NonNullable<BulkChangeFlags['runType']> = []) {
  const [from, to] = pairOf(text, 'from=to, such as masters=masters-verified-audit');
  return [...others, { from, to }];
}

function aBulkRate(text: string): number {
  const rate = Number(text);
  if (Number.isInteger(rate) && rate >= 1 && rate <= HIGHEST_RATE) return rate;
  throw new InvalidArgumentError(`Give 1 to ${HIGHEST_RATE}.`);
}

program.parseAsync().catch((error: unknown) => {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : 2;
    return;
  }
  const isMistake = error instanceof ConfigError || error instanceof Unprepared;
  console.error(isMistake ? error.message : error);
  process.exitCode = isMistake ? 2 : 1;
});
