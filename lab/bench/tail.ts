// The slowest course pages: alone, and while every tenth request changes a course.
import { measure, median } from './measure';
import type { Peer } from './peers';
import { requestsOf } from './rounds';
import type { Next, Setting } from './rounds';
import { WORKLOADS } from './workloads';
import type { Workload } from './workloads';

export interface Tail {
  /** Milliseconds. */
  readonly alone: number;
  readonly mixed: number;
  readonly ratio: number;
}

const EVERY = 10;

/** The p99 of the course page in both cases, as medians over rounds; the ratio is the median of each round's. */
export async function measureTail(ours: Peer, setting: Setting): Promise<Tail> {
  const { connections, ms, rounds } = setting;
  const page = await requestsOf(ours, named('page'), setting);
  const change = await requestsOf(ours, named('change'), setting);
  let turn = 0;
  const mixed: Next = (connection) =>
    (turn += 1) % EVERY === 0 ? { ...change(connection), isAside: true } : page(connection);
  const seen = { alone: [] as number[], mixed: [] as number[] };
  const p99Of = async (next: Next) =>
    (await measure(ours.url, next, { connections, ms, headers: ours.headers })).p99;
  await p99Of(mixed);
  for (let round = 0; round < rounds; round += 1) {
    seen.alone.push(await p99Of(page));
    seen.mixed.push(await p99Of(mixed));
  }
  const ratio = median(seen.mixed.map((each, round) => each / (seen.alone[round] ?? NaN)));
  return { alone: median(seen.alone), mixed: median(seen.mixed), ratio };
}

function named(name: string): Workload {
  const found = WORKLOADS.find((one) => one.name === name);
  if (!found) throw new Error(`There is no workload ${name}.`);
  return found;
}
