// A relay in its own process, for tests that kill it: its arguments are the database, E-Commerce, the LMS, the lease.
import { openDatabase } from '../../src/store/data-source';
import { createRelay } from '../../src/provisioning/relay';
import { QUICK, silent, targetsOf } from './outbox-world';

const [url = '', ecommerce = '', lms = '', leaseMs = ''] = process.argv.slice(2);

async function main(): Promise<void> {
  const relay = createRelay({
    database: await openDatabase({ url }),
    targets: targetsOf({ ecommerce: { url: ecommerce }, lms: { url: lms } }, 5_000),
    settings: { ...QUICK, leaseMs: Number(leaseMs) },
    random: Math.random,
    replica: `process ${process.pid}`,
    log: silent,
  });
  relay.start();
}

void main();
