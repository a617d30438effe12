// Sends events in its own process, for tests that kill it: its arguments are the database, the endpoint, the lease.
import { createHttpSink } from '../../src/provisioning/events/sinks';
import { startEvents } from '../../src/provisioning/events/start-events';
import { openDatabase } from '../../src/store/data-source';
import { silent } from './outbox-world';

const [databaseUrl = '', url = '', leaseMs = ''] = process.argv.slice(2);

async function main(): Promise<void> {
  await startEvents({
    database: await openDatabase({ url: databaseUrl }),
    sinks: [createHttpSink({ url, deadlineMs: 60_000 })],
    leaseMs: Number(leaseMs),
    sourcehost: 'relay-that-dies',
    random: Math.random,
    log: silent,
  });
}

void main();
