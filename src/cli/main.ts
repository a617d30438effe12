// The command line: npm run cli -- <command>. Mistakes of the user are told in a sentence, without a stack.
import { Command } from 'commander';
import { ConfigError, readConfig } from '../config';
import { migrateCommand } from './migrate';

const program = new Command('track-types')
  .description('Tends the database of the Track Types service.')
  .showHelpAfterError()
  .configureHelp({ sortSubcommands: true });

program
  .command('migrate')
  .description('bring the schema of the database up to date')
  .action(() => migrateCommand(readConfig(), console.log));

program.parseAsync().catch((error: unknown) => {
  const isMistake = error instanceof ConfigError;
  console.error(isMistake ? error.message : error);
  process.exitCode = isMistake ? 2 : 1;
});
