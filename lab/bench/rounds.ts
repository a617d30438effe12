// Every workload at every peer, in turn and in several rounds, so that other load on the machine affects all alike.
import { Client } from 'pg';
import { answers, picker, requestOf } from './asking';
import { measure } from './measure';
import type { Request, Seen } from './measure';
import type { Peer } from './peers';
import type { Cell } from './report';
import { changing } from './workloads';
import type { Workload } from './workloads';

export interface Setting {
  /** Of the database. */
  readonly url: string;
  readonly courses: number;
  readonly seed: number;
  readonly rounds: number;
  /** Of each measurement. */
  readonly ms: number;
  /** Before the first measurement of a workload at a peer. */
  readonly warmUpMs: number;
  readonly connections: number;
}

/** The next request on a connection. */
export type Next = (connection: number) => Request;

/** The requests of a workload for a peer. Changes must be accepted, or the course's next one would fail. */
export async function requestsOf(peer: Peer, workload: Workload, setting: Setting): Promise<Next> {
  const { url, courses, seed, connections } = setting;
  const pick = picker(seed);
  if (!workload.isChange) return () => requestOf(peer, workload, workload.variables(pick, courses));
  const nextChange = await changing({ url, courses, peer: peer.name }, connections);
  return (connection) => {
    const { input, saved } = nextChange(connection);
    const onAnswer = (text: string): void => {
      if (!text.includes('"violations":[]')) throw new Error(`${peer.name}: ${text}`);
      saved();
    };
    return { ...requestOf(peer, workload, { input }), onAnswer };
  };
}

export async function measureOne(peer: Peer, workload: Workload, setting: Setting): Promise<Seen> {
  const { connections, ms } = setting;
  return measure(peer.url, await requestsOf(peer, workload, setting), {
    ...{ connections, ms },
    headers: peer.headers,
  });
}

export async function measureAll(
  peers: readonly Peer[],
  workloads: readonly Workload[],
  setting: Setting,
): Promise<Cell[]> {
  const cells: Cell[] = [];
  for (const workload of workloads) {
    const measurable = peers.filter((peer) => answers(peer, workload));
    for (const peer of measurable) await measureOne(peer, workload, { ...setting, ms: setting.warmUpMs });
    if (workload.isChange) await analyze(setting.url);
    for (let round = 0; round < setting.rounds; round += 1) {
      for (const peer of measurable) {
        const before = await peer.usage();
        const seen = await measureOne(peer, workload, setting);
        const { cpu, rss } = await peer.usage();
        const perRequest = (cpu - before.cpu) / (seen.requestsPerSecond * (setting.ms / 1_000));
        cells.push({ workload, peer: peer.name, ...seen, cpuPerRequest: perRequest, rss });
      }
    }
    console.error(`measured ${workload.name}`);
  }
  return cells;
}

/**
 * The outbox was empty when the first peer planned its statements. In production autovacuum would have analyzed it
 * within a minute; no peer should be measured with plans for empty tables.
 */
export async function analyze(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('ANALYZE lane, provisioning, history, course_price');
  } finally {
    await client.end();
  }
}
