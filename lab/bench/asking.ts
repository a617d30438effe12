// Builds a peer's requests for a workload, and checks that all peers give the same answers.
import { isDeepStrictEqual } from 'node:util';
import type { Request } from './measure';
import type { Peer } from './peers';
import { POSTGRAPHILE } from './postgraphile-workloads';
import type { Pick, Workload } from './workloads';

/** Pseudo-random numbers, the same for the same seed (mulberry32). */
export function picker(seed: number): Pick {
  let state = seed;
  return (bound) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * bound);
  };
}

/** Whether the peer supports that workload: floor and the change by hand have no rules, PostGraphile only rows. */
export function answers({ name }: { readonly name: string }, workload: Workload): boolean {
  if (name === 'ours') return true;
  if (name === 'postgraphile') return workload.name in POSTGRAPHILE;
  return name in workload.targets || (name === 'textbook' && !workload.isChange);
}

export function requestOf(peer: Peer, workload: Workload, variables: Record<string, unknown>): Request {
  const { pathname } = new URL(peer.url);
  if (peer.name === 'floor') return { path: `/${workload.name}`, body: JSON.stringify({ variables }) };
  const own = peer.name === 'postgraphile' ? POSTGRAPHILE[workload.name] : undefined;
  const payload = own
    ? { query: own.query, variables: own.variables(variables) }
    : { query: workload.query, variables };
  return { path: pathname, body: JSON.stringify(payload) };
}

/** Throws if a peer's answer differs from ours in any field. */
export async function compare(
  peers: readonly Peer[],
  workload: Workload,
  { seed, courses }: { readonly seed: number; readonly courses: number },
): Promise<void> {
  const pick = picker(seed);
  const [ours, ...others] = peers;
  if (!ours || workload.isChange) return;
  for (let turn = 0; turn < 5; turn += 1) {
    const variables = workload.variables(pick, courses);
    const expected = await ask(ours, requestOf(ours, workload, variables));
    for (const peer of others.filter((one) => answers(one, workload))) {
      const data = await ask(peer, requestOf(peer, workload, variables));
      const own = peer.name === 'postgraphile' ? POSTGRAPHILE[workload.name] : undefined;
      const actual = own ? own.asOurs(data as never, variables) : data;
      if (isDeepStrictEqual(actual, expected)) continue;
      for (const one of [expected, actual]) console.error(JSON.stringify(one).slice(0, 3_000));
      throw new Error(`${peer.name} answers ${workload.name} differently from ours.`);
    }
  }
}

/** The data of an answer; throws if it has errors. */
export async function ask(peer: Peer, { path, body }: Request): Promise<unknown> {
  const headers = { 'content-type': 'application/json', ...peer.headers };
  const response = await fetch(new URL(path, peer.url), { method: 'POST', body, headers });
  const { data, errors } = (await response.json()) as { data?: unknown; errors?: unknown };
  if (errors) throw new Error(`${peer.name}: ${JSON.stringify(errors)}: ${body.slice(0, 300)}`);
  return data;
}
