// `npm run soak`: the service as in production, sent every kind of request at once, with attacks in between, for a
// minute or more. Prints a table. Exits with 1 if an answer was a 5xx other than 503 or unexpected, or if memory grew.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { picker } from '../bench/asking';
import { fill } from '../bench/data';
import { production } from '../bench/production';
import { startStandIns } from '../../sandbox/stand-ins';
import { startEmbeddedPostgres } from '../../sandbox/postgres/start-embedded-postgres';
import { counted } from '../../src/model/text';
import { migrate } from '../../src/store/migrate';
import { startServiceProcess } from '../../test/support/service-process';
import { livezMs, memoryOf, send, requestsOf } from './asking';
import { holdBack, largestCourse } from './attacks';
import type { Target } from './asking';
import { isFlat, print } from './report';
import type { Memory, Sent } from './report';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    connections: { type: 'string', default: '8' },
    courses: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    'livez-ms': { type: 'string', default: '250' },
  },
});
const MINUTE_MS = 60_000;
/** Initial compilation and caching do not count as growth. */
const WARM_UP_MS = 15_000;
const SAMPLE_MS = 500;
const HEAP_MIB = 512;
/** The process may never use more. */
const RESIDENT_MB = 450;
const LIVEZ_EVERY_MS = 50;
/** How many connections hold back the last byte of 1 MB each. */
const HELD_BACK = 100;

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
  // A log line per request would only be held in this process.
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
  const [large, held] = [largestCourse(), holdBack(target.url, target.headers, HELD_BACK)];
  await send(target, { ...large, name: 'the course with the most runs' });
  const livez: number[] = [];
  const look = async (): Promise<void> => {
    for (; performance.now() < end; await sleep(LIVEZ_EVERY_MS)) livez.push(await livezMs(target));
  };
  const watch = async (): Promise<void> => {
    await sleep(WARM_UP_MS);
    for (; performance.now() < end; await sleep(SAMPLE_MS)) memory.push(await memoryOf(target));
  };
  await Promise.all([
    watch(),
    look(),
    ...Array.from({ length: connections }, (_, connection) => ask(connection)),
  ]);
  held.stop();
  print(sent, memory);
  const [slowest, most] = [Math.max(...livez), Math.max(...memory.map(({ resident }) => resident)) / 1e6];
  console.log(`/livez: ${Math.round(slowest)} ms at most; resident memory: ${Math.round(most)} MB at most`);
  const isWell = slowest <= Number(values['livez-ms']) && most <= RESIDENT_MB;
  return isWell && isFlat(memory) && sent.every(({ isExpected }) => isExpected);
}

async function main(): Promise<void> {
  const running: Running = [];
  try {
    const { seed, courses, connections } = values;
    console.log(
      `seed ${seed}, ${counted(Number(courses), 'course')}, ${counted(Number(connections), 'connection')}`,
    );
    if (!(await soak(await start(running)))) process.exitCode = 1;
  } finally {
    for (const stop of running.reverse()) await stop();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
