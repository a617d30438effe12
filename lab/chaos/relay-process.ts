// A relay in its own process, to be killed, stopped and terminated. Its times are shorter than in production, so that a
// drill sees many leases end; nothing else differs.
import { createRelay } from '../../src/provisioning/relay';
import { openDatabase } from '../../src/store/data-source';
import { DEADLINE_MS, speakTo, type Addresses } from './systems';

export interface RelayProcessOptions extends Addresses {
  /** Of the database. */
  readonly url: string;
  readonly replica: string;
}
export const LEASE_MS = 2_000;

const SETTINGS = {
  leaseMs: LEASE_MS,
  sweepMs: 2_000,
  stopWithinMs: DEADLINE_MS + 1_000,
  backoff: { minMs: 50, maxMs: 1_000 },
  breaker: { opensAfter: 5, pause: { minMs: 100, maxMs: 1_000 } },
};
const log = { warn: () => undefined, error: () => undefined };

async function main({ url, replica, ...addresses }: RelayProcessOptions): Promise<void> {
  const database = await openDatabase({ url, poolSize: 4, statementMs: 2_000, onPoolError: () => undefined });
  const targets = speakTo(addresses, database);
  const relay = createRelay({ database, targets, settings: SETTINGS, random: Math.random, replica, log });
  const tell = () => process.send?.({ ...relay.counts, rss: process.memoryUsage.rss() });
  process.on('disconnect', () => process.exit(0));
  process.on('SIGTERM', () => void relay.stop().then(() => process.exit(0)));
  setInterval(tell, 100);
  relay.start();
  tell();
}

if (require.main === module) {
  // Starting while the database is away fails, as in production: the parent process starts it again.
  main(JSON.parse(process.argv[2] ?? '') as RelayProcessOptions).catch(() => process.exit(3));
}
