// `npm run bench`: ours, a floor and the peers are asked the same of the same data, in turn and in several rounds of one
// run. Prints rates, times, processor time and memory, and ours over theirs. --check only compares the answers.
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../src/store/embedded/start-embedded-postgres';
import { migrate } from '../src/store/migrate';
import { fill, RUNS_PER_COURSE } from './data';
import { measure } from './measure';
import type { Request, Seen } from './measure';
import { build, startOurs, startPeer } from './peers';
import type { Peer } from './peers';
import { POSTGRAPHILE } from './postgraphile-workloads';
import { production } from './production';
import { printTable } from './report';
import type { Cell } from './report';
import { changing, WORKLOADS } from './workloads';
import type { Pick, Workload } from './workloads';

const { values } = parseArgs({
  options: {
    /** About a minute in all, one round. */
    quick: { type: 'boolean', default: false },
    /** Compares the answers on little data, and measures nothing. */
    check: { type: 'boolean', default: false },
    courses: { type: 'string' },
    rounds: { type: 'string' },
    /** Milliseconds of each measurement. */
    ms: { type: 'string' },
    seed: { type: 'string', default: '1' },
    /** Workloads by name, for example entities,page. */
    only: { type: 'string' },
    peers: { type: 'string', default: 'floor,mercurius,textbook,postgraphile' },
    connections: { type: 'string', default: '16' },
  },
});
const COURSES = Number(values.courses ?? (values.check ? 400 : 20_000));
const ROUNDS = Number(values.rounds ?? (values.quick ? 1 : 3));
const MS = Number(values.ms ?? (values.quick ? 1_000 : 2_000));
const CONNECTIONS = Number(values.connections);
const ONLY = values.only?.split(',');

/** Numbers that look random and are the same for the same seed (mulberry32). */
function picker(seed: number): Pick {
  let state = seed;
  return (bound) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * bound);
  };
}

/** Whether the peer answers that workload: the floor and the change by hand have no rules, PostGraphile only rows. */
function answers({ name }: Peer, workload: Workload): boolean {
  if (name === 'ours') return true;
  if (name === 'postgraphile') return workload.name in POSTGRAPHILE;
  return name in workload.targets || (name === 'textbook' && !workload.isChange);
}

function requestOf(peer: Peer, workload: Workload, variables: Record<string, unknown>): Request {
  const { pathname } = new URL(peer.url);
  if (peer.name === 'floor') return { path: `/${workload.name}`, body: JSON.stringify({ variables }) };
  const own = peer.name === 'postgraphile' ? POSTGRAPHILE[workload.name] : undefined;
  const asked = own
    ? { query: own.query, variables: own.variables(variables) }
    : { query: workload.query, variables };
  return { path: pathname, body: JSON.stringify(asked) };
}

async function ask(peer: Peer, { path, body }: Request): Promise<{ data?: unknown; errors?: unknown }> {
  const headers = { 'content-type': 'application/json', ...peer.headers };
  const response = await fetch(new URL(path, peer.url), { method: 'POST', body, headers });
  return (await response.json()) as object;
}

/** Throws where a peer's answer is not ours, field by field. */
async function compare(peers: readonly Peer[], workload: Workload): Promise<void> {
  const pick = picker(Number(values.seed));
  const [ours, ...others] = peers;
  if (!ours || workload.isChange) return;
  for (let turn = 0; turn < 5; turn += 1) {
    const variables = workload.variables(pick, COURSES);
    const expected = await ask(ours, requestOf(ours, workload, variables));
    if (expected.errors) throw new Error(`ours: ${workload.name}: ${JSON.stringify(expected.errors)}`);
    for (const peer of others.filter((one) => answers(one, workload))) {
      const { data, errors } = await ask(peer, requestOf(peer, workload, variables));
      if (errors) throw new Error(`${peer.name}: ${workload.name}: ${JSON.stringify(errors)}`);
      const own = peer.name === 'postgraphile' ? POSTGRAPHILE[workload.name] : undefined;
      const actual = own ? own.asOurs(data as never, variables) : data;
      if (isDeepStrictEqual(actual, expected.data)) continue;
      console.error(
        JSON.stringify(expected.data).slice(0, 3_000),
        '\n',
        JSON.stringify(actual).slice(0, 3_000),
      );
      throw new Error(`${peer.name} answers ${workload.name} otherwise than ours.`);
    }
  }
}

async function run(peer: Peer, workload: Workload, { url, ms }: { url: string; ms: number }): Promise<Seen> {
  const pick = picker(Number(values.seed));
  const options = { connections: CONNECTIONS, ms, headers: peer.headers };
  if (!workload.isChange) {
    return measure(peer.url, () => requestOf(peer, workload, workload.variables(pick, COURSES)), options);
  }
  const nextChange = await changing({ url, courses: COURSES, peer: peer.name }, CONNECTIONS);
  const next = (connection: number): Request => {
    const { input, saved } = nextChange(connection);
    const onAnswer = (text: string): void => {
      if (!text.includes('"violations":[]')) throw new Error(`${peer.name}: ${text}`);
      saved();
    };
    return { ...requestOf(peer, workload, { input }), onAnswer };
  };
  return measure(peer.url, next, options);
}

async function measureAll(
  peers: readonly Peer[],
  workloads: readonly Workload[],
  url: string,
): Promise<Cell[]> {
  const cells: Cell[] = [];
  for (const workload of workloads) {
    const asked = peers.filter((peer) => answers(peer, workload));
    for (const peer of asked) await run(peer, workload, { url, ms: MS / 4 });
    for (let round = 0; round < ROUNDS; round += 1) {
      // In turn, so that what else the machine does falls on all alike.
      for (const peer of asked) {
        const before = await peer.usage();
        const seen = await run(peer, workload, { url, ms: MS });
        const { cpu, rss } = await peer.usage();
        const perRequest = (cpu - before.cpu) / (seen.requestsPerSecond * (MS / 1_000));
        cells.push({ workload, peer: peer.name, ...seen, cpuPerRequest: perRequest, rss });
      }
    }
    console.error(`measured ${workload.name}`);
  }
  return cells;
}

async function main(): Promise<void> {
  const running: (() => unknown)[] = [];
  try {
    build();
    const url = process.env['BENCH_DATABASE_URL'] ?? (await database(running));
    await migrate(url);
    await fill(url, { courses: COURSES });
    console.error(`${COURSES} courses, ${COURSES * RUNS_PER_COURSE} runs`);
    const ours = await startOurs(url, await production());
    running.push(ours.stop);
    const peers: Peer[] = [ours];
    for (const name of values.peers.split(',').filter(Boolean)) {
      const peer = await startPeer(name, url);
      running.push(peer.stop);
      peers.push(peer);
    }
    const workloads = WORKLOADS.filter(({ name }) => ONLY?.includes(name) ?? true);
    const idle = (await ours.usage()).rss;
    for (const workload of workloads) await compare(peers, workload);
    console.error('All answers are equal, field by field.');
    if (values.check) return;
    const cells = await measureAll(peers, workloads, url);
    printTable(cells, { readyAfterMs: ours.readyAfterMs, idle, seed: values.seed, rounds: ROUNDS, ms: MS });
  } finally {
    for (const stop of running.reverse()) await stop();
  }
}

async function database(running: (() => unknown)[]): Promise<string> {
  const dataDir = mkdtempSync(join(tmpdir(), 'track-types-bench-'));
  const postgres = await startEmbeddedPostgres({ dataDir });
  running.push(async () => {
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });
  return postgres.url;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
