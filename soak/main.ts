// `npm run soak`: the service as in production, asked for everything at once with attacks among it, for a minute or more.
// Prints a table. Ends with 1 where an answer was a 5xx but 503, or none that was expected, or memory grew.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { picker } from '../bench/asking';
import { fill } from '../bench/data';
import { production } from '../bench/production';
import { startStandIns } from '../sandbox/stand-ins';
import { startEmbeddedPostgres } from '../src/store/embedded/start-embedded-postgres';
import { migrate } from '../src/store/migrate';
import { startServiceProcess } from '../test/support/service-process';
import { memoryOf, send, requestsOf } from './asking';
import type { Target } from './asking';
import { isFlat, print } from './report';
import type { Memory, Sent } from './report';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    connections: { type: 'string', default: '8' },
    courses: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
  },
});
const MINUTE_MS = 60_000;
/** What is compiled and kept at first is no growth. */
const WARM_UP_MS = 15_000;
const SAMPLE_MS = 500;
/** As a small container has it: with more, garbage is kept for minutes, and would look like a leak. */
const HEAP_MIB = 160;

type Running = (() => unknown)[];

async function start(running: Running): Promise<Target> {
  const folder = mkdtempSync(join(tmpdir(), 'track-types-soak-'));
  running.push(() => rmSync(folder, { recursive: true, force: true }));
  const postgres = await startEmbeddedPostgres({ dataDir: folder });
  running.push(postgres.stop);
  await migrate(postgres.url);
  const courses = Number(values.courses);
  await fill(postgres.url, { courses });
  const { ecommerce, lms, stop } = await startStandIns({ ecommercePort: 0, lmsPort: 0 });
  running.push(stop);
  const { env, headers } = await production();
  const systems = { ECOMMERCE_URL: ecommerce.url, LMS_URL: lms.url, RELAY: 'true' };
  // A line for each request would only be held in this process.
  const own = { DATABASE_URL: postgres.url, LOG_LEVEL: 'error', SHUTDOWN_DELAY_SECONDS: '0' };
  const service = await startServiceProcess({ ...env, ...systems, ...own }, [
    `--max-old-space-size=${HEAP_MIB}`,
  ]);
  running.push(service.stop);
  return { ...service, headers, databaseUrl: postgres.url, courses };
}

async function soak(target: Target): Promise<boolean> {
  const connections = Number(values.connections);
  const pick = picker(Number(values.seed));
  const next = await requestsOf(target, { pick, connections });
  const sent: Sent[] = [];
  const memory: Memory[] = [];
  const begun = performance.now() + WARM_UP_MS;
  const end = begun + Number(values.minutes) * MINUTE_MS;
  const ask = async (connection: number): Promise<void> => {
    while (performance.now() < end) sent.push(await send(target, next(connection)));
  };
  const watch = async (): Promise<void> => {
    await sleep(WARM_UP_MS);
    for (; performance.now() < end; await sleep(SAMPLE_MS)) memory.push(await memoryOf(target));
  };
  await Promise.all([watch(), ...Array.from({ length: connections }, (_, connection) => ask(connection))]);
  print(sent, memory);
  return isFlat(memory) && sent.every(({ isExpected }) => isExpected);
}

async function main(): Promise<void> {
  const running: Running = [];
  try {
    console.log(`seed ${values.seed}, ${values.courses} courses, ${values.connections} connections`);
    if (!(await soak(await start(running)))) process.exitCode = 1;
  } finally {
    for (const stop of running.reverse()) await stop();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
