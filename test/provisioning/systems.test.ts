// Systems that are added, removed, or change their protocol: a request in one protocol does not count for another.
import { POLICY } from '../support/build';
import { declareSystems, readSystems, type SystemState } from '../../src/store/systems';
import { loadCourse } from '../../src/store/courses/course-states';
import { leaseLanes } from '../../src/store/outbox/lanes';
import { createRelay } from '../../src/provisioning/relay';
import { findDrift } from '../../src/changes/find-drift';
import { aVerifiedCourse, changeCourse, accepted, DEVELOPER, startReplica } from '../support/changes';
import type { Replica } from '../support/changes';
import { anAsk, aRun, QUICK, silent, targetsOf, useOutbox } from './outbox-world';
import { until } from '../support/until';

const outbox = useOutbox();
const BOTH = { ECOMMERCE: 'graphql', LMS: 'graphql' };
const ALONE = { ECOMMERCE: 'none', LMS: 'graphql' };
let replica: Replica;
let alone: Replica;
beforeAll(async () => {
  replica = await startReplica(outbox.url);
  const { LMS } = targetsOf(outbox.standIns);
  alone = await startReplica(outbox.url, {
    policy: { ...POLICY, isSelling: false },
    readers: { ECOMMERCE: null, LMS },
  });
});
afterEach(() => outbox.db.query('DELETE FROM system'));
afterAll(() => Promise.all([replica.stop(), alone.stop()]));

const targetsIn = async (run: string): Promise<string[]> => {
  const rows = await outbox.db.query<{ target: string; state: string }[]>(
    `SELECT target, p.state FROM provisioning p JOIN course_run r ON r.id = p.course_run_id WHERE r.key = $1 ORDER BY p.id`,
    [run],
  );
  return rows.map(({ target, state }) => `${target} ${state}`);
};
const told = (run: string) =>
  outbox.standIns.lms.ledger.effects.filter(({ courseRunKey }) => courseRunKey === run);

/** Delivers only to the LMS, until nothing is left. */
async function delivered(run: string): Promise<void> {
  const { LMS, close } = targetsOf(outbox.standIns);
  const targets = { ECOMMERCE: null, LMS, protocols: ALONE };
  const options = { database: outbox.db, settings: QUICK, random: Math.random, replica: 'test', log: silent };
  const relay = createRelay({ ...options, targets });
  relay.start();
  await until(async () => (await targetsIn(run)).at(-1) === 'LMS DELIVERED');
  await relay.stop();
  await close();
}

describe('an LMS alone', () => {
  beforeEach(() => declareSystems(outbox.db, ALONE));

  test('is delivered to at once, without SKUs, and nothing is requested of E-Commerce', async () => {
    const { run } = await aVerifiedCourse(alone);
    await delivered(run);

    expect((await targetsIn(run)).filter((row) => row.startsWith('ECOMMERCE'))).toEqual([]);
    const modes = told(run).at(-1)?.input.modes ?? [];
    expect(modes).toMatchObject([
      { slug: 'verified', minPrice: 49 },
      { slug: 'audit', minPrice: 0 },
    ]);
    for (const mode of modes) expect(Object.keys(mode)).not.toContain('sku');
    for (const mode of modes) expect(Object.keys(mode)).not.toContain('bulkSku');
  });

  test('keeps SKUs that were entered there, which are not drift', async () => {
    const { run, key, version } = await aVerifiedCourse(alone);
    await delivered(run);
    const { LMS, close } = targetsOf(outbox.standIns);
    const before = await LMS.read(run);
    if (before.kind !== 'read' || !before.actual) throw new Error('The LMS has no modes.');
    const byHand = before.actual.modes.map((mode) => ({ ...mode, sku: `by-hand-${mode.slug}` }));
    const message = { idempotencyKey: crypto.randomUUID(), revision: 100, courseRunKey: run };
    await LMS.deliver({ ...message, modes: byHand.map((mode) => ({ ...mode, seatType: null })) });
    expect((await findDrift(alone, run))?.drifts.map((drift) => drift.target)).toEqual(['LMS']);

    const prices = [{ seatType: 'verified', amount: '59' }];
    accepted(
      await changeCourse(alone, DEVELOPER, { key, expectedVersion: version, prices, reason: 'dearer' }),
    );
    await outbox.db.query('UPDATE provisioning SET revision = revision + 100 WHERE state = $1', ['PENDING']);
    await delivered(run);
    const after = await LMS.read(run);
    await close();

    expect(after).toMatchObject({
      actual: {
        modes: [
          { slug: 'verified', minPrice: 59, sku: 'by-hand-verified' },
          { slug: 'audit', sku: 'by-hand-audit' },
        ],
      },
    });
  });

  test('has a plan of modes only', async () => {
    const { key, version } = await aVerifiedCourse(alone);
    const prices = [{ seatType: 'verified', amount: '59' }];
    const { plan } = await changeCourse(alone, DEVELOPER, {
      ...{ key, expectedVersion: version, prices, reason: 'dearer' },
    });

    expect(plan).toMatchObject({ seats: [], entitlements: [], modes: [{ action: 'UPDATE' }] });
  });
});

describe('if a system is removed', () => {
  test('its open work is superseded, and the LMS continues without it', async () => {
    await declareSystems(outbox.db, BOTH);
    const { run } = await aVerifiedCourse(replica, 'REVIEWED');
    expect(await targetsIn(run)).toEqual(['ECOMMERCE PENDING', 'LMS PENDING']);

    await declareSystems(outbox.db, ALONE);
    await delivered(run);

    expect(await targetsIn(run)).toEqual(['ECOMMERCE SUPERSEDED', 'LMS DELIVERED']);
    expect(told(run)).toHaveLength(1);
  });

  test('an earlier relay leases nothing more, and what it was sending is not saved', async () => {
    const run = await aRun(outbox.db);
    await declareSystems(outbox.db, BOTH);
    await outbox.ask(anAsk(run));
    const wanted = {
      target: 'ECOMMERCE',
      by: 'old',
      leaseMs: 60_000,
      limit: 8,
      protocol: 'graphql',
    } as const;
    const [lease] = await leaseLanes(outbox.db, wanted);
    const other = await aRun(outbox.db);
    await outbox.ask(anAsk(other));

    expect(await declareSystems(outbox.db, { ...BOTH, ECOMMERCE: 'rest' })).toBe(2);

    const held = 'SELECT FROM lane WHERE id = $1 AND fence = $2';
    expect(await outbox.db.query(held, [lease?.laneId, lease?.fence])).toEqual([]);
    await outbox.ask(anAsk(other, { revision: 2 }));
    expect(await leaseLanes(outbox.db, wanted)).toEqual([]);
    expect(await leaseLanes(outbox.db, { ...wanted, protocol: 'rest' })).toHaveLength(1);
  });
});

test('the last request is remembered by protocol: a new system starts from nothing known', async () => {
  const { run } = await aVerifiedCourse(replica);
  const known = async () => {
    const loaded = await loadCourse(outbox.db, { run });
    const asked = loaded?.requested.get(loaded.state.runs[0]?.id ?? '');
    return { ecommerce: asked?.ecommerce?.seats.length, modes: asked?.lms?.modes.length };
  };
  await declareSystems(outbox.db, BOTH);
  expect(await known()).toEqual({ ecommerce: 2, modes: 2 });

  await declareSystems(outbox.db, { ...BOTH, ECOMMERCE: 'rest' });
  expect(await known()).toEqual({ ecommerce: undefined, modes: 2 });

  await declareSystems(outbox.db, BOTH);
  expect(await known()).toEqual({ ecommerce: 2, modes: 2 });
});

test("the relay reports a system's problem until it is gone", async () => {
  await declareSystems(outbox.db, BOTH);
  const problem = { now: 'The plugin is not active.' as string | null };
  const { ECOMMERCE, LMS, close } = targetsOf(outbox.standIns);
  const targets = { ECOMMERCE: { ...ECOMMERCE, problem: () => Promise.resolve(problem.now) }, LMS };
  const options = { database: outbox.db, settings: QUICK, random: Math.random, replica: 'test', log: silent };
  const lookedAt = async (isSo: (state: SystemState | undefined) => boolean): Promise<void> => {
    const relay = createRelay({ ...options, targets });
    relay.start();
    await until(async () => isSo((await readSystems(outbox.db))[0]));
    await relay.stop();
  };

  await lookedAt((state) => state?.problem === problem.now && state?.pausedUntil !== null);
  problem.now = null;
  await lookedAt((state) => state?.problem === null && state.pausedUntil === null);
  await close();
});

test('each system is read as last declared, in the order in which they are delivered', async () => {
  await declareSystems(outbox.db, BOTH);
  await declareSystems(outbox.db, ALONE);

  expect(await readSystems(outbox.db)).toMatchObject([
    { target: 'ECOMMERCE', protocol: 'none', problem: null, pausedUntil: null },
    { target: 'LMS', protocol: 'graphql' },
  ]);
});
