// Two replicas of ours on one PostgreSQL against one, and two relays against one. The rate of two shows what this
// machine has left for the second; the processor times show how many replicas one PostgreSQL can serve elsewhere.
import { readdirSync, readFileSync } from 'node:fs';
import { Client } from 'pg';
import { migrate } from '../../src/store/migrate';
import { fill } from './data';
import { measure, median } from './measure';
import { startOurs } from './peers';
import type { Peer } from './peers';
import type { Production } from './production';
import { deliveriesPerSecond } from './relay';
import { requestsOf } from './rounds';
import type { Setting } from './rounds';
import { WORKLOADS } from './workloads';
import type { Workload } from './workloads';

interface Round {
  /** With one, and with two. */
  readonly perSecond: readonly [number, number];
  /** Processor time per request of one replica, in microseconds: in the replica, and in PostgreSQL (null: unknown). */
  readonly cpu: readonly [replica: number, postgres: number | null] | null;
}
interface Measured {
  readonly says: string;
  readonly rounds: readonly Round[];
}

/** A read by key, and a change. */
const ASKED = ['entities', 'change'];
/** The whole measurement must take less than two minutes. */
const RELAY_ROUNDS = 2;

/** In turn, one and two in each round. The database is unusable afterwards. */
export async function measureReplicas(how: Production, setting: Setting): Promise<Measured[]> {
  const { url, courses, rounds } = setting;
  await migrate(url);
  await fill(url, { courses });
  const measured: Measured[] = [];
  const replicas = await Promise.all([startOurs(url, how), startOurs(url, how)]);
  try {
    for (const workload of WORKLOADS.filter(({ name }) => ASKED.includes(name))) {
      await rateOf(replicas, workload, setting);
      measured.push({
        says: workload.says,
        rounds: await inTurn(rounds, () => oneAndTwo(replicas, workload, setting)),
      });
      console.error(`measured ${workload.name}`);
    }
  } finally {
    await Promise.all(replicas.map((replica) => replica.stop()));
  }
  const relaying = async (): Promise<Round> => {
    const [one, two] = [await deliveriesPerSecond(url, how, 1), await deliveriesPerSecond(url, how, 2)];
    return { perSecond: [one, two], cpu: null };
  };
  const says = 'deliveries, both systems answering after 50 ms';
  return [...measured, { says, rounds: await inTurn(Math.min(rounds, RELAY_ROUNDS), relaying) }];
}

async function inTurn<T>(times: number, work: () => Promise<T>): Promise<T[]> {
  const all: T[] = [];
  while (all.length < times) all.push(await work());
  return all;
}

async function oneAndTwo(
  [first, second]: readonly [Peer, Peer],
  workload: Workload,
  setting: Setting,
): Promise<Round> {
  const spent = async () => [(await first.usage()).cpu, await postgresCpu(setting.url)] as const;
  const before = await spent();
  const one = await rateOf([first], workload, setting);
  const after = await spent();
  const count = one * (setting.ms / 1_000);
  const postgres = before[1] !== null && after[1] !== null ? (after[1] - before[1]) / count : null;
  const two = await rateOf([first, second], workload, setting);
  return { perSecond: [one, two], cpu: [(after[0] - before[0]) / count, postgres] };
}

/** Requests per second that they answer together; the number of connections does not depend on how many they are. */
async function rateOf(replicas: readonly Peer[], workload: Workload, setting: Setting): Promise<number> {
  const [any] = replicas;
  if (!any) return 0;
  const { ms } = setting;
  const connections = setting.connections / replicas.length;
  const next = await requestsOf(any, workload, setting);
  const seen = await Promise.all(
    replicas.map(({ url, headers }, place) =>
      measure(url, (connection) => next(place * connections + connection), { connections, ms, headers }),
    ),
  );
  return seen.reduce((sum, { requestsPerSecond }) => sum + requestsPerSecond, 0);
}

const TICK_US = 10_000;

/** Processor time of PostgreSQL's processes, in microseconds; null if invisible: elsewhere, or not on Linux. */
async function postgresCpu(url: string): Promise<number | null> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  try {
    const [, parent] = statOf(rows[0]?.pid);
    const children = readdirSync('/proc')
      .map(statsOf)
      .filter((stat) => stat[1] === parent);
    const ended = statOf(parent).slice(13, 15);
    const ticks = [...ended, ...children.flatMap((stat) => stat.slice(11, 13))];
    return ticks.reduce((sum, each) => sum + Number(each), 0) * TICK_US;
  } catch {
    return null;
  } finally {
    await client.end();
  }
}

/** From the state on: 1 is the parent, 11 and 12 its own time, 13 and 14 that of ended children. Throws if absent. */
const statOf = (pid: number | string | undefined): string[] =>
  readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
/** The same; empty if there is no such process any more. */
function statsOf(pid: string): string[] {
  try {
    return statOf(pid);
  } catch {
    return [];
  }
}

/** In the format of docs/scaling.md. */
export function printReplicas(measured: readonly Measured[]): void {
  console.log(
    '| what | one, per second | two, per second | two over one (least–most) | CPU per request: replica, PostgreSQL |',
  );
  console.log('| --- | ---: | ---: | ---: | ---: |');
  for (const { says, rounds } of measured) {
    const ratios = rounds.map(({ perSecond: [one, two] }) => two / one);
    const rate = (place: 0 | 1): string => median(rounds.map(({ perSecond }) => perSecond[place])).toFixed(0);
    const cpuOf = (place: 0 | 1): string => {
      const all = rounds.flatMap(({ cpu }) => cpu?.[place] ?? []);
      return all.length > 0 ? `${(median(all) / 1_000).toFixed(2)} ms` : '–';
    };
    const spread = `${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)}`;
    const ratio = `${median(ratios).toFixed(2)} (${spread})`;
    console.log(`| ${[says, rate(0), rate(1), ratio, `${cpuOf(0)}, ${cpuOf(1)}`].join(' | ')} |`);
  }
}
