// The faults, in three parallel queues: one for the relays, one for the database, one for the other systems. Each
// undoes what it did, and counts what really happened: a fault that met nobody did not fire.
import { setTimeout as sleep } from 'node:timers/promises';
import { retryProvisioning } from '../../src/changes/publish-provisioning';
import { DEVELOPER } from '../../src/identity/permissions';
import { signal } from '../../sandbox/postgres/processes';
import { next } from './desk';
import type { Desk, Drilled } from './desk';
import { busiest, provisioningOf, scan, untilSome } from './looks';
import { LEASE_MS } from './relay-process';
import { pick } from './seeded';
import { asAdmin } from './standby';
import type { Trouble } from './stand-ins-process';
import type { World } from './world';
import { publish } from './writers';

export interface Drill {
  readonly world: World;
  readonly desk: Desk;
  readonly random: () => number;
  /** The LMS refuses its run, and no writer touches it. */
  readonly poisoned: Drilled;
}
export type Scenario = (drill: Drill) => Promise<number>;

/** Between two faults of the database, because otherwise nothing else could happen. */
const CALM_MS = 1_500;
/** Longer than a lease: what a killed relay sent is applied after another has taken over. */
const LATE_MS = LEASE_MS * 1.2;
const BOTH = ['ecommerce', 'lms'] as const;
const troublesOf = (share: number, fault: Trouble['fault']) =>
  BOTH.map((system) => ({ system, share, fault }));

/** Faults of the relays. */
export const ON_RELAYS: Record<string, Scenario> = {
  async F1({ world, random }) {
    const starting: Promise<void>[] = [];
    for (const place of [0, 1, 2]) {
      await sleep(100 + random() * 400);
      await world.endRelay(place, 'SIGKILL');
      starting.push(world.startRelay(place));
    }
    await Promise.all(starting);
    return starting.length;
  },
  async F2({ world }) {
    const before = world.total('lost');
    const systems = [world.proxies.ecommerce, world.proxies.lms];
    systems.forEach((proxy) => (proxy.latencyMs = 300));
    await sleep(300);
    const holder = await untilSome(() => busiest(world));
    const relay = world.relays.find((one) => one?.name === holder);
    relay?.child.kill('SIGSTOP');
    systems.forEach((proxy) => (proxy.latencyMs = 0));
    await sleep(2 * LEASE_MS);
    relay?.child.kill('SIGCONT');
    await untilSome(async () => world.total('lost') > before || undefined);
    return world.total('lost') - before;
  },
  async F14({ world, random }) {
    const place = Math.floor(random() * 3);
    const code = await world.endRelay(place, 'SIGTERM');
    await world.startRelay(place);
    return Number(code === 0);
  },
};

/** Faults of the database. */
export const ON_THE_DATABASE: Record<string, Scenario> = {
  async F6({ world }) {
    const [row] = await asAdmin(world.postgres.url, (admin) =>
      admin.query<{ ended: number }[]>(
        `SELECT count(pg_terminate_backend(pid))::integer AS ended FROM pg_stat_activity
         WHERE application_name = 'track-types'`,
      ),
    );
    const isBack = await isAnsweredWithin(world, 2_000);
    await sleep(CALM_MS);
    return isBack ? (row?.ended ?? 0) : 0;
  },
  async F7({ world }) {
    const isReady = async (status: number) =>
      (await fetch(`${world.health}/readyz`)).status === status || undefined;
    signal(world.postgres.pid, 'SIGQUIT');
    const wasRed = await untilSome(() => isReady(503));
    const isGreen = await untilSome(() => isReady(200));
    await sleep(CALM_MS);
    return Number(wasRed && isGreen);
  },
  async F12({ world }) {
    const before = world.proxies.database.swallowed();
    world.proxies.database.isBlackhole = true;
    await sleep(1_000);
    world.proxies.database.isBlackhole = false;
    await asAdmin(world.postgres.url, (admin) =>
      admin.transaction(async (tx) => {
        await tx.query('LOCK TABLE lane, course IN ACCESS EXCLUSIVE MODE');
        await sleep(1_000);
      }),
    );
    await sleep(CALM_MS);
    return world.proxies.database.swallowed() - before;
  },
};

/** Faults of the other systems. */
export const DOWNSTREAM: Record<string, Scenario> = {
  F3: (drill) =>
    during(
      drill,
      ['status'],
      [
        ...troublesOf(0.25, { kind: 'status', status: 503 }),
        ...troublesOf(0.1, { kind: 'status', status: 429, retryAfter: '1' }),
      ],
    ),
  F4: (drill) =>
    during(
      drill,
      ['apply-then-500', 'apply-then-destroy', 'latency'],
      [
        ...troublesOf(0.15, { kind: 'apply-then-500' }),
        ...troublesOf(0.15, { kind: 'apply-then-destroy' }),
        ...troublesOf(0.05, { kind: 'latency', ms: LATE_MS }),
      ],
    ),
  async F5(drill) {
    const [system, kind] = [pick(drill.random, BOTH), pick(drill.random, ['hang', 'drip'] as const)];
    return during(drill, [kind], [{ system, share: 1, fault: { kind } }]);
  },
  async F11({ world, desk, poisoned }) {
    const run = poisoned.runs[0] ?? '';
    const userErrors = [{ code: 'POISON', message: 'This run is refused.' }];
    const stateOf = (state: string) => () => provisioningOf(world, run, state);
    const refusal: Trouble['fault'] =
      world.protocol === 'graphql' ? { kind: 'user-errors', userErrors } : { kind: 'status', status: 400 };
    await world.trouble({ system: 'lms', run, share: 1, fault: refusal });
    if (!(await publish(desk, poisoned, run))) return 0;
    const failed = await untilSome(stateOf('FAILED'));
    await world.trouble();
    if (failed === undefined) return 0;
    await retryProvisioning(desk.deps, DEVELOPER, { id: failed, reason: `retry ${failed}` });
    return 1;
  },
  async F13({ world, desk, poisoned }) {
    const run = poisoned.runs[0] ?? '';
    const isDelivered = () => provisioningOf(world, run, 'DELIVERED');
    if (!(await publish(desk, poisoned, run)) || !(await untilSome(isDelivered))) return 0;
    await world.strip(run);
    const repair = { as: DEVELOPER, reason: next(desk, 'repair'), isInsistent: false };
    const found = await scan(desk, poisoned.key, repair);
    if (found?.isInSync !== false || found.asked.length === 0 || !(await untilSome(isDelivered))) return 0;
    // A second scan finds nothing to repair: once was enough.
    return Number((await scan(desk, poisoned.key, null))?.isInSync === true);
  },
};

/** Faults that only Open edX's own services have: rate limits, with a window shorter than a minute here. */
export const OVER_REST: Record<string, Scenario> = {
  async F15({ world }) {
    const before = (await world.throttle({ windowMs: 1_500, ecommerce: 75, lms: 120 }))['throttled'] ?? 0;
    await sleep(4_000);
    return ((await world.throttle(null))['throttled'] ?? 0) - before;
  },
};

/** Whether the writers' pool has working connections again after all were ended. */
async function isAnsweredWithin({ database }: World, ms: number): Promise<boolean> {
  for (const end = Date.now() + ms; Date.now() < end; await sleep(20)) {
    const answers = Array.from({ length: 8 }, () => database.query('SELECT 1'));
    if ((await Promise.allSettled(answers)).every(({ status }) => status === 'fulfilled')) return true;
  }
  return false;
}

/** Has these troubles until some of the kinds were met, for a few seconds at most; returns how many were. */
export async function during(
  { world }: Drill,
  kinds: readonly string[],
  troubles: readonly Trouble[],
): Promise<number> {
  const before = await world.trouble(...troubles);
  const end = Date.now() + 6_000;
  for (;;) {
    await sleep(750);
    const cut = kinds.includes('status') ? world.proxies.lms.reset() + world.proxies.ecommerce.reset() : 0;
    await sleep(750);
    const met = await world.trouble(...troubles);
    const fired = kinds.reduce((sum, kind) => sum + (met[kind] ?? 0) - (before[kind] ?? 0), 0);
    if (fired < 3 && Date.now() < end) continue;
    await world.trouble();
    return fired + cut;
  }
}
