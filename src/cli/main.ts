// Runs the command line: npm run cli -- <command>.
import { CommanderError } from 'commander';
import { reportError } from './command';
import { program } from './program';

// The reader of the output may close it early.
process.stdout.on('error', () => process.exit());
process.on('uncaughtException', (error) => process.exit(reportError(error)));

program.parseAsync().catch((error: unknown) => {
  if (!(error instanceof CommanderError)) process.exitCode = reportError(error);
  else if (error.exitCode !== 0) process.exitCode = 2;
});
