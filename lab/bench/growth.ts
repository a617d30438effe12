// Compares lookups by key among a million runs with those among ten thousand. Two databases and two services side by
// side, asked in turn.
import { Client } from 'pg';
import { migrate } from '../../src/store/migrate';
import { ask, picker, requestOf } from './asking';
import { courseKey, fill, runKey, RUNS_PER_COURSE } from './data';
import { measure, median } from './measure';
import { startOurs, startPeer } from './peers';
import type { Peer } from './peers';
import type { Production } from './production';
import { analyze, requestsOf } from './rounds';
import type { Setting } from './rounds';
import { WORKLOADS } from './workloads';
import type { Workload } from './workloads';

export interface Grown {
  readonly workload: Workload;
  /** Milliseconds: the p50 of a client that waits for each answer. */
  readonly few: number;
  readonly many: number;
  readonly ratio: number;
  /** The floor's ratio: it has only the statement, so it is the database's share. Undefined without such a workload. */
  readonly floor: number | undefined;
}

/** Runs; there are as many history entries. */
export const FEW = 10_000;
export const MANY = 1_000_000;
/** One request at a time: compares how long they take, not who waits for whom. */
const CONNECTIONS = 1;
/** The parts of each round: sides that take turns more often see the same machine. */
const TURNS = 5;

/** In the bench's data, the moment at which all runs of a course exist. */
const after = (course: number): string =>
  new Date(Date.UTC(2026, 0, 1) + (course + 1) * RUNS_PER_COURSE * 1_000).toISOString();
const AS_OF: readonly Workload[] = [
  {
    name: 'course as of',
    says: 'a course as it was',
    query: `query($key: ID!, $at: DateTime!) { course(key: $key) { asOf(at: $at) { type entitlements { seatType } } } }`,
    variables: (pick, courses) => {
      const course = pick(courses);
      return { key: courseKey(course), at: after(course) };
    },
    targets: {},
  },
  {
    name: 'run as of',
    says: 'a run as it was',
    query: `query($key: ID!, $at: DateTime!) { courseRun(key: $key) { asOf(at: $at) { type trackTypes seats { seatType } } } }`,
    variables: (pick, courses) => {
      const course = pick(courses);
      return { key: runKey(course, pick(RUNS_PER_COURSE)), at: after(course) };
    },
    targets: {},
  },
];
const KEYED = ['entities', 'page', 'list', 'feed', 'decisions', 'change'];

/** The p50 of each workload on both sides. `url` is a database on whose server others may be created. */
export async function measureGrowth(url: string, production: Production, setting: Setting): Promise<Grown[]> {
  const stops: (() => Promise<void>)[] = [];
  try {
    const sides: Side[] = [];
    for (const runs of [FEW, MANY]) {
      const own = await databaseBeside(url, `bench_${runs}`);
      stops.push(own.drop);
      const courses = runs / RUNS_PER_COURSE;
      await migrate(own.url);
      await fill(own.url, { courses });
      console.error(`${runs} runs`);
      const ours = await startOurs(own.url, production);
      stops.push(ours.stop);
      const floor = await startPeer('floor', own.url);
      stops.push(floor.stop);
      const turns = { rounds: setting.rounds * TURNS, ms: setting.ms / TURNS };
      sides.push({
        ours,
        floor,
        setting: { ...setting, ...turns, url: own.url, courses, connections: CONNECTIONS },
      });
    }
    const grown: Grown[] = [];
    for (const workload of [...WORKLOADS.filter(({ name }) => KEYED.includes(name)), ...AS_OF]) {
      for (const side of sides) await expectData(side, workload);
      grown.push(await compareSides(sides, workload));
    }
    return grown;
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
}

interface Side {
  readonly ours: Peer;
  readonly floor: Peer;
  readonly setting: Setting;
}

/** Throws if the answer is empty: that would be fast. */
async function expectData({ ours, setting }: Side, workload: Workload): Promise<void> {
  if (workload.isChange) return;
  const variables = workload.variables(picker(setting.seed), setting.courses);
  const text = JSON.stringify(await ask(ours, requestOf(ours, workload, variables)));
  if (/:null}*$|_entities":\[null/.test(text)) throw new Error(`${workload.name}: ${text.slice(0, 300)}`);
}

async function compareSides(sides: readonly Side[], workload: Workload): Promise<Grown> {
  const own = await p50s(sides, 'ours', workload);
  const floor = workload.targets.floor === undefined ? undefined : await p50s(sides, 'floor', workload);
  console.error(`measured ${workload.name}`);
  const [few = [], many = []] = own;
  return {
    workload,
    few: median(few),
    many: median(many),
    ratio: ratioOf(own),
    floor: floor && ratioOf(floor),
  };
}

/** For each side, the p50 of each round. */
async function p50s(sides: readonly Side[], who: 'ours' | 'floor', workload: Workload): Promise<number[][]> {
  const seen = sides.map((): number[] => []);
  const nexts = await Promise.all(sides.map((side) => requestsOf(side[who], workload, side.setting)));
  // The first round is not counted: nothing is in memory or compiled yet.
  for (let round = 0; round <= (sides[0]?.setting.rounds ?? 0); round += 1) {
    for (const [index, { [who]: peer, setting }] of sides.entries()) {
      const next = nexts[index];
      if (!next) continue;
      const { p50 } = await measure(peer.url, next, {
        connections: CONNECTIONS,
        ms: round === 0 ? setting.warmUpMs : setting.ms,
        headers: peer.headers,
      });
      if (round > 0) seen[index]?.push(p50);
      else if (workload.isChange) await analyze(setting.url);
    }
  }
  return seen;
}

const ratioOf = ([few = [], many = []]: readonly number[][]): number =>
  median(many.map((each, round) => each / (few[round] ?? NaN)));

async function databaseBeside(
  url: string,
  name: string,
): Promise<{ url: string; drop: () => Promise<void> }> {
  const run = async (sql: string): Promise<void> => {
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  };
  await run(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await run(`CREATE DATABASE ${name}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  return { url: own.href, drop: () => run(`DROP DATABASE ${name} WITH (FORCE)`) };
}
