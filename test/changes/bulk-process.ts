// A replica in its own process that makes bulk changes, for tests that kill it: its argument is the database.
import { startTasks } from '../../src/start/tasks';
import { startReplica } from '../support/changes';

const [url = ''] = process.argv.slice(2);
const say = (): void => undefined;

async function main(): Promise<void> {
  const deps = await startReplica(url);
  const log = { info: say, warn: say, error: say };
  startTasks({ deps, log, random: Math.random, reconcileEveryMs: 0, isRepairing: false });
}

void main();
