// The downstream systems of a drill, in a process that nothing kills: their journals, or over REST their data, record
// what was applied. Faults come by message; the reply counts how many of each kind were met.
import type { Fault, Faults } from '../../sandbox/faults';
import type { RequestRecord } from '../../sandbox/ledger';
import { startRestEcommerce } from '../../sandbox/rest/ecommerce';
import { startRestLms } from '../../sandbox/rest/lms';
import { createTokens } from '../../sandbox/rest/stand-in';
import { startShop } from '../../sandbox/shop/shop';
import { startStandIns } from '../../sandbox/stand-ins';
import type { Books } from './rest-checker';
import { seeded } from './seeded';
import { faultsIn } from './shop-checker';
import type { ShopFaults } from './shop-checker';
import type { Protocol } from './systems';

/** A fault for a fraction of a system's requests, or only for one run. */
export interface Trouble {
  readonly system: 'ecommerce' | 'lms';
  readonly fault: Fault;
  readonly share: number;
  readonly run?: string;
  /** Only requests with this method. */
  readonly method?: string;
}
/** What the operators of a shop may do to it, or to our key. */
export type Closed = 'maintenance' | 'unknown key' | 'wrong secret' | 'read only' | 'may not';
/** `strip` names the run whose modes somebody removes by hand; `trash` that whose
 * product somebody throws away; `atOnce` and `books` request those. `closed`, a shop; null opens it again.
 */
export type Command =
  | { readonly trash: string }
  | { readonly closed: Closed | null }
  | { readonly troubles: Trouble[] }
  | { readonly strip: string }
  | { readonly throttle: Throttle | null }
  | { readonly atOnce: true }
  | { readonly books: true };
/** How many requests each system accepts within its window; without it any number. */
export interface Throttle {
  readonly windowMs: number;
  readonly ecommerce: number;
  readonly lms: number;
}
export type Met = Readonly<Record<string, number>>;
interface Options {
  readonly dataDir: string;
  readonly seed: number;
  readonly dedupes: boolean;
  readonly protocol: Protocol;
}
interface Side {
  readonly port: number;
  readonly faults: Faults;
  readonly requests: RequestRecord[];
  /** Over REST only. */
  readonly throttle?: { perMinute: number; windowMs: number; refused: number };
}
interface Systems {
  readonly ecommerce: Side;
  readonly lms: Side;
  readonly strip: (run: string) => void;
  readonly products: () => Books['products'];
  readonly trash?: (run: string) => void;
  readonly close?: (closed: Closed | null) => void;
  readonly shopFaults?: () => ShopFaults;
  /** By run and by course: the highest number of concurrent requests. */
  readonly inFlight: readonly Map<string, number>[];
}

async function startGraphql(options: Options): Promise<Systems> {
  const { ecommerce, lms } = await startStandIns({ ecommercePort: 0, lmsPort: 0, ...options });
  return {
    ecommerce: { ...ecommerce, requests: ecommerce.ledger.requests },
    lms: { ...lms, requests: lms.ledger.requests },
    strip: (run) => lms.strip(run),
    products: () => [],
    inFlight: [ecommerce.ledger.maxInFlight, lms.ledger.maxInFlight],
  };
}

async function startRest(): Promise<Systems> {
  const tokens = createTokens();
  const lms = await startRestLms({ tokens, port: 0 });
  const ecommerce = await startRestEcommerce({ tokens, port: 0, tellLms: lms.publish });
  return {
    ecommerce,
    lms,
    strip: (run) => lms.modesOf(run).clear(),
    products: ecommerce.products,
    inFlight: [],
  };
}

/** An LMS as for REST, and a shop that is watched all the time. */
async function startShopping(): Promise<Systems> {
  const { lms, strip } = await startRest();
  const shop = await startShop({ port: 0 });
  const usual = structuredClone(shop.settings);
  const [[name, key]] = [...usual.keys] as [[string, NonNullable<ReturnType<typeof usual.keys.get>>]];
  const seen: ShopFaults = { enrolsNobody: [], twice: [] };
  const watch = setInterval(() => {
    const now = faultsIn([...shop.shelf.products.values()]);
    for (const kind of ['enrolsNobody', 'twice'] as const)
      seen[kind] = [...new Set([...seen[kind], ...now[kind]])];
  }, 20);
  process.on('exit', () => clearInterval(watch));
  const courseOf = (one: { meta_data: { key: string; value: unknown }[] }) =>
    one.meta_data.find(({ key: of }) => of === '_course_id')?.value;
  return {
    ...{ lms, strip, ecommerce: shop, inFlight: [], shopFaults: () => seen },
    products: () =>
      [...shop.shelf.products.values()].map((one) => ({
        ...{ sku: one.sku, of: String(courseOf(one)), productClass: 'Seat' },
        attributes: { mode: one.meta_data.find(({ key: of }) => of === '_mode')?.value },
        isForSale: one.status === 'publish',
      })),
    trash(run) {
      for (const one of shop.shelf.products.values()) if (courseOf(one) === run) one.status = 'trash';
    },
    close(closed) {
      const keys: Record<Closed, typeof usual.keys> = {
        maintenance: usual.keys,
        'unknown key': new Map(),
        'wrong secret': new Map([[name, { ...key, secret: 'another' }]]),
        'read only': new Map([[name, { ...key, can: 'read' }]]),
        'may not': new Map([[name, { ...key, mayEdit: false }]]),
      };
      shop.settings.isInMaintenance = closed === 'maintenance';
      shop.settings.keys = closed === null ? usual.keys : keys[closed];
    },
  };
}

const START = { graphql: startGraphql, rest: startRest, woocommerce: startShopping };

async function main(options: Options): Promise<void> {
  const systems = await START[options.protocol](options);
  let closed: Closed | null = null;
  const random = seeded(options.seed);
  const met: Record<string, number> = {};
  const touched = new Set<string>();
  // Requests are counted and forgotten: a night of them would not fit into memory.
  function count(): void {
    if (closed !== null) met[closed] = (met[closed] ?? 0) + systems.ecommerce.requests.length;
    for (const { requests } of [systems.ecommerce, systems.lms]) {
      for (const { fault, query, courseRunKey } of requests.splice(0)) {
        if (fault) met[fault] = (met[fault] ?? 0) + 1;
        if (courseRunKey && !query.startsWith('GET')) touched.add(courseRunKey);
      }
    }
  }
  function most(): number {
    const numbers = systems.inFlight.flatMap((counts) => [...counts.values()]);
    systems.inFlight.forEach((counts) => counts.clear());
    return Math.max(0, ...numbers);
  }
  function hear(command: Command): Met | Books {
    count();
    if ('atOnce' in command) return { most: most() };
    if ('books' in command) {
      return { products: systems.products(), touched: [...touched], shopFaults: systems.shopFaults?.() };
    }
    if ('trash' in command) systems.trash?.(command.trash);
    else if ('closed' in command) systems.close?.((closed = command.closed));
    else if ('throttle' in command) throttle(command.throttle);
    else if ('strip' in command) systems.strip(command.strip);
    else
      for (const name of ['ecommerce', 'lms'] as const)
        systems[name].faults.set(...faultsOf(name, command.troubles, random));
    return met;
  }
  function throttle(limits: Throttle | null): void {
    for (const name of ['ecommerce', 'lms'] as const) {
      const limited = systems[name].throttle;
      if (!limited) continue;
      met['throttled'] = (met['throttled'] ?? 0) + limited.refused;
      const to = { perMinute: limits?.[name] ?? Infinity, windowMs: limits?.windowMs ?? 60_000, refused: 0 };
      Object.assign(limited, to);
    }
  }
  setInterval(count, 500);
  process.on('disconnect', () => process.exit(0));
  process.on('message', (command: Command) => process.send?.(hear(command)));
  process.send?.({ ecommerce: systems.ecommerce.port, lms: systems.lms.port });
}

const faultsOf = (name: Trouble['system'], troubles: readonly Trouble[], random: () => number) =>
  troubles
    .filter(({ system }) => system === name)
    .map(({ fault, share, run, method = '' }) => ({
      ...fault,
      where: ({ courseRunKey, query }: { courseRunKey?: string; query: string }) =>
        (run === undefined || run === courseRunKey) && query.startsWith(method) && random() < share,
    }));

void main(JSON.parse(process.argv[2] ?? '') as Options);
