// The faults that only a shop has: creates that end in the middle, a trash, maintenance, keys that are refused, and
// deadlines that it does not know.
import { setTimeout as sleep } from 'node:timers/promises';
import { changeCourse } from '../../src/changes/change-course';
import { DEVELOPER } from '../../src/identity/permissions';
import { readCourse, next, write } from './desk';
import type { Desk, Drilled } from './desk';
import { scan, untilSome } from './looks';
import { during } from './scenarios';
import type { Scenario } from './scenarios';
import type { Met, Trouble } from './stand-ins-process';
import type { World } from './world';
import { make } from './writers';

/** What a create in a shop may end in: killed at each step, failed, done and unreadable, or overtaken. */
const CREATES = [
  ...['kill-after-insert:', 'kill-before-meta:', 'kill-at-meta:_regular_price', 'kill-at-meta:_price'],
  ...['kill-at-meta:is_openedx_course', 'kill-at-meta:_mode', 'fatal-after', 'notice', 'lost-race'],
];
/** How long a seat may be for sale after its time, and how long anything else may take. */
const LATEST_MS = 60_000;
const CLOSINGS = ['unknown key', 'wrong secret', 'read only', 'may not'] as const;

/** Faults that only a shop has. */
export const IN_A_SHOP: Record<string, Scenario> = {
  async F16(drill) {
    const troubles = [
      ...CREATES.map((what) => ({ share: 0.12, method: 'POST', fault: { kind: 'shop' as const, what } })),
      ...['notice', 'fatal-before'].map((what) => ({ share: 0.05, fault: { kind: 'shop' as const, what } })),
    ].map((trouble): Trouble => ({ system: 'ecommerce', ...trouble }));
    const making = Promise.allSettled(
      Array.from({ length: 4 }, () =>
        make(drill.desk, { type: 'verified-audit', runs: 1, isPublished: true }),
      ),
    );
    const fired = await during(drill, [...CREATES, 'fatal-before'], troubles);
    for (const made of await making) if (made.status === 'fulfilled') drill.desk.courses.push(made.value);
    return fired;
  },
  async F17({ world, desk }) {
    const [course] = desk.timed;
    const run = course?.runs[0] ?? '';
    await world.trash(run);
    const repair = { as: DEVELOPER, reason: next(desk, 'repair'), isInsistent: false };
    const found = await scan(desk, course?.key ?? '', repair);
    if (found?.isInSync !== false || found.asked.length === 0) return 0;
    return Number((await untilSome(() => isForSale(world, run, true), LATEST_MS)) === true);
  },
  async F18({ world }) {
    const before = (await world.close('maintenance'))['maintenance'] ?? 0;
    await sleep(3_000);
    return ((await world.close(null))['maintenance'] ?? 0) - before;
  },
  async F19({ world }) {
    let met: Met = {};
    const before = await world.close(null);
    for (const closed of CLOSINGS) {
      met = await world.close(closed);
      await sleep(1_500);
    }
    met = await world.close(null);
    const numbers = CLOSINGS.map((closed) => (met[closed] ?? 0) - (before[closed] ?? 0));
    return Math.min(...numbers) && numbers.reduce((sum, number) => sum + number, 0);
  },
};

/** The time of seats comes while everything else fails, and moves on again. */
export const ON_THE_CLOCK: Record<string, Scenario> = {
  async F20({ world, desk, random }) {
    const courses = desk.timed.slice(1);
    const passed = await Promise.all(
      courses.map(async (course) => {
        const run = course.runs[0] ?? '';
        const at = new Date(Date.now() + 1_000 + random() * 3_000);
        if (!(await moveDeadline(desk, course, at))) return 0;
        const isOff = await untilSome(
          () => isForSale(world, run, false),
          at.getTime() + LATEST_MS - Date.now(),
        );
        if (!isOff) desk.late.push(`${run}, since ${at.toISOString()}`);
        if (!(await moveDeadline(desk, course, null))) return 0;
        return Number((await untilSome(() => isForSale(world, run, true), LATEST_MS)) === true);
      }),
    );
    return passed.reduce((sum, one) => sum + one, 0);
  },
};

/** Tries a few times: a change that nobody confirmed may be lost. */
async function moveDeadline(desk: Desk, course: Drilled, at: Date | null): Promise<boolean> {
  for (let tries = 0; tries < 5; tries += 1)
    if (await moveOnce(desk, course, at).catch(() => false)) return true;
  return false;
}

function moveOnce(desk: Desk, { key, runs }: Drilled, at: Date | null): Promise<boolean> {
  const reason = next(desk, 'changeCourse of a deadline');
  return write(desk, { course: key, reason }, async (idempotencyKey) => {
    const { version: expectedVersion } = await readCourse(desk, key);
    const moved = [{ key: runs[0] ?? '', upgradeDeadlineOverride: at?.toISOString() ?? null }];
    return changeCourse(desk.deps, DEVELOPER, { key, expectedVersion, reason, idempotencyKey, runs: moved });
  });
}

/** True if the run's product is for sale or, as wanted, is not; undefined otherwise. */
async function isForSale(world: World, run: string, isWanted: boolean): Promise<true | undefined> {
  const { products } = await world.books();
  return products.some(({ of, isForSale: is }) => of === run && is) === isWanted || undefined;
}
