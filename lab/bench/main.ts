// `npm run bench`: asks ours, a floor and the peers the same of the same data, in turn and in several rounds of one
// run. Prints the README's table, rates, times, processor time and memory. --check only compares the answers; --growth
// measures a million runs against ten thousand instead, --replicas two replicas of ours against one.
import { parseArgs } from 'node:util';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startEmbeddedPostgres } from '../../sandbox/postgres/start-embedded-postgres';
import { counted } from '../../src/model/text';
import { migrate } from '../../src/store/migrate';
import { compare } from './asking';
import { fill, RUNS_PER_COURSE } from './data';
import { measureGrowth } from './growth';
import { build, startOurs, startPeer } from './peers';
import type { Peer } from './peers';
import { production } from './production';
import { measureRelay } from './relay';
import { printAbout, printFigures, printGrowth, printRatios, printTable } from './report';
import { measureReplicas, printReplicas } from './replicas';
import { measureAll } from './rounds';
import type { Setting } from './rounds';
import { measureTail } from './tail';
import { softwareOf } from './software';
import { WORKLOADS } from './workloads';

const { values } = parseArgs({
  options: {
    /** About a minute in all, one round. */
    quick: { type: 'boolean', default: false },
    /** Compares the answers on little data, and measures nothing. */
    check: { type: 'boolean', default: false },
    /** A million runs against ten thousand, and `asOf` with a million history entries. */
    growth: { type: 'boolean', default: false },
    /** Two replicas and two relays on one PostgreSQL, against one; under two minutes. */
    replicas: { type: 'boolean', default: false },
    courses: { type: 'string' },
    rounds: { type: 'string' },
    /** Milliseconds of each measurement. */
    ms: { type: 'string' },
    seed: { type: 'string', default: '1' },
    /** Workloads by name, for example entities,page; also tail and relay. */
    only: { type: 'string' },
    peers: { type: 'string', default: 'floor,mercurius,textbook,postgraphile' },
    connections: { type: 'string', default: '16' },
  },
});
const isWanted = (name: string): boolean => values.only?.split(',').includes(name) ?? true;

/** Code is not compiled when it first runs: this is how long rates take to settle. */
const WARM_UP_MS = 3_500;
/** For a first look: nothing has reached its full speed yet. */
const QUICK = { courses: 5_000, ms: 350, warmUpMs: 300, deliveries: 200 };

const settingOf = (url: string): Setting => ({
  url,
  courses: Number(
    values.courses ?? (values.check ? 400 : values.replicas ? 5_000 : values.quick ? QUICK.courses : 20_000),
  ),
  seed: Number(values.seed),
  rounds: Number(values.rounds ?? (values.quick ? 1 : 3)),
  ms: Number(values.ms ?? (values.quick ? QUICK.ms : 1_500)),
  warmUpMs: values.quick ? QUICK.warmUpMs : WARM_UP_MS,
  connections: Number(values.connections),
});

/** The functions that stop what was started, in starting order. */
type Running = (() => unknown)[];

async function main(): Promise<void> {
  const running: Running = [];
  try {
    build();
    const setting = settingOf(process.env['BENCH_DATABASE_URL'] ?? (await database(running)));
    printAbout(setting, await softwareOf(setting.url));
    if (values.replicas) printReplicas(await measureReplicas(await production(), setting));
    else if (values.growth) printGrowth(await measureGrowth(setting.url, await production(), setting));
    else await sideBySide(setting, running);
  } finally {
    for (const stop of running.reverse()) await stop();
  }
}

async function sideBySide(setting: Setting, running: Running): Promise<void> {
  const { url, courses } = setting;
  await migrate(url);
  await fill(url, { courses });
  console.error(`${counted(courses, 'course')}, ${counted(courses * RUNS_PER_COURSE, 'run')}`);
  const how = await production();
  const ours = await startOurs(url, how);
  running.push(ours.stop);
  const peers: Peer[] = [ours];
  for (const name of values.peers.split(',').filter(Boolean)) {
    const peer = await startPeer(name, url);
    running.push(peer.stop);
    peers.push(peer);
  }
  const workloads = WORKLOADS.filter(({ name }) => isWanted(name));
  const idle = (await ours.usage()).rss;
  for (const workload of workloads) await compare(peers, workload, setting);
  console.error('All answers are equal, field by field.');
  if (values.check) return;
  const cells = await measureAll(peers, workloads, setting);
  const tail = isWanted('tail') ? await measureTail(ours, setting) : null;
  const after = (await ours.usage()).rss;
  const relay = isWanted('relay')
    ? await measureRelay(url, how, values.quick ? QUICK.deliveries : undefined)
    : null;
  printTable(cells);
  printRatios(cells);
  const { readyAfterMs } = ours;
  printFigures({ readyAfterMs, idle, after, tail, relay });
}

async function database(running: Running): Promise<string> {
  const dataDir = mkdtempSync(join(tmpdir(), 'track-types-bench-'));
  const first = await startEmbeddedPostgres({ dataDir });
  await giveMemory(first.url);
  await first.stop();
  const postgres = await startEmbeddedPostgres({ dataDir });
  running.push(async () => {
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });
  return postgres.url;
}

/** As PostgreSQL's documentation advises for a dedicated server: a quarter of the memory, from the next start on. */
async function giveMemory(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`ALTER SYSTEM SET shared_buffers = '${Math.round(totalmem() / 4 / 1_048_576)}MB'`);
  } finally {
    await client.end();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
