// The requests of a soak: those of the bench, and every tenth time an attack.
import { WORKLOADS, changing } from '../bench/workloads';
import type { Pick } from '../bench/workloads';
import { ATTACKING } from './attacks';
import { KNOWN, query } from '../../test/graphql/attacks/known';
import type { Attack } from '../../test/graphql/attacks/known';
import type { ServiceProcess } from '../../test/support/service-process';
import type { Memory, Sent } from './report';

export interface Target {
  readonly url: ServiceProcess['url'];
  readonly opsUrl: ServiceProcess['opsUrl'];
  /** The headers of each request. */
  readonly headers: Readonly<Record<string, string>>;
  readonly databaseUrl: string;
  readonly courses: number;
}

interface Request extends Attack {
  readonly name: string;
  readonly onAnswer?: () => void;
}
export type Next = (connection: number) => Request;

const ONE_IN = 10;
const ATTACKS: readonly ((n: number) => Request)[] = [
  ...KNOWN.map(([name, attack]) => () => ({ ...attack, name: `attack: ${name}` })),
  ...ATTACKING.map(([name, attacking]) => (n: number) => ({ ...attacking(n), name: `attack: ${name}` })),
];

/** Requests of every kind, in an order that the seed determines. */
export async function requestsOf(
  { databaseUrl, courses }: Target,
  { pick, connections }: { readonly pick: Pick; readonly connections: number },
): Promise<Next> {
  const nextChange = await changing({ url: databaseUrl, courses, peer: 'ours' }, connections);
  let sent = 0;
  return (connection) => {
    sent += 1;
    const attack = ATTACKS[pick(ATTACKS.length * ONE_IN)];
    if (attack) return attack(sent);
    const { name, query: text, variables, isChange } = WORKLOADS[pick(WORKLOADS.length)] ?? never();
    const good = { name, search: '', status: 200, code: null };
    if (!isChange) return { ...good, init: query(text, variables(pick, courses)) };
    const { input, saved } = nextChange(connection);
    return { ...good, init: query(text, { input }), onAnswer: saved };
  };
}

function never(): never {
  throw new Error('There is no such workload.');
}

/** Sends it. 503 (overload) is always acceptable; a change must be accepted. */
export async function send({ url, headers }: Target, request: Request): Promise<Sent> {
  const { name, init, search, status, code, onAnswer } = request;
  const began = performance.now();
  const all = { ...headers, ...(init.headers as Record<string, string>) };
  const response = await fetch(url + search, { ...init, headers: all });
  const text = await response.text();
  const ms = performance.now() - began;
  const isDone = !text.includes('"errors":') && (!onAnswer || text.includes('"violations":[]'));
  const isSo = code === null ? isDone : text.includes(`"${code}`);
  const isExpected = response.status === 503 || (response.status === status && isSo);
  if (!isExpected) console.error(`${name}: ${response.status} ${text.slice(0, 300)}`);
  if (response.ok) onAnswer?.();
  return { name, ms, status: response.status, isExpected };
}

/** How long /livez takes to answer, in milliseconds. */
export async function livezMs({ opsUrl }: Target): Promise<number> {
  const began = performance.now();
  await (await fetch(new URL('/livez', opsUrl))).text();
  return performance.now() - began;
}

/** The memory of the service's process, and the part used by objects, in bytes. */
export async function memoryOf({ opsUrl }: Target): Promise<Memory> {
  const text = await (await fetch(new URL('/metrics', opsUrl))).text();
  const of = (name: string) => Number(new RegExp(`^track_types_${name}_bytes (\\S+)`, 'm').exec(text)?.[1]);
  return {
    resident: of('process_resident_memory'),
    objects: of('nodejs_heap_size_used') + of('nodejs_external_memory'),
  };
}
