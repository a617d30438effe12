// What reviewers saw is what is sold, whatever is requested meanwhile, in any combination.
import fc from 'fast-check';
import type { CourseRun, CourseState } from '../../src/model/courses';
import { Fault } from '../../src/model/faults';
import { desiredOf } from '../../src/provisioning/desired-state';
import { loadCourse } from '../../src/store/courses/course-states';
import {
  accepted,
  addCourseRun,
  changeCourse,
  createCourse,
  DEVELOPER,
  freshKeys,
  setCourseRunStatus,
  startReplica,
} from '../support/changes';
import type { Replica } from '../support/changes';
import { useTestDatabase } from '../support/database';

const database = useTestDatabase();
let replica: Replica;
beforeAll(async () => {
  replica = await startReplica(database.url);
});
afterAll(() => replica.stop());

const TYPES = ['verified-audit', 'credit-verified-audit', 'masters-verified-audit', 'audit', 'professional'];
const RUN_TYPES = ['verified-audit', 'audit', 'credit-verified-audit', 'masters', 'professional'];
const VARIANT = 'a1b2c3d4-0000-4000-8000-00000000000f';
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 2 });
const price = fc.record({
  seatType: fc.constantFrom('verified', 'credit', 'professional'),
  amount: fc.constantFrom('1.00', '100.00'),
});
const prices = fc.uniqueArray(price, { maxLength: 2, selector: ({ seatType }) => seatType });
const ofRun = fc.record({
  type: maybe(fc.constantFrom(...RUN_TYPES)),
  prices: maybe(prices),
  title: maybe(fc.constant('Another title')),
  end: maybe(fc.constantFrom('2027-08-30T00:00:00Z', '2028-06-30T00:00:00Z')),
});
const command = fc.oneof(
  fc.record({
    does: fc.constant('change' as const),
    type: maybe(fc.constantFrom(...TYPES)),
    prices: maybe(prices),
    variantId: maybe(fc.constantFrom(VARIANT, null)),
    runs: fc.tuple(maybe(ofRun), maybe(ofRun)),
    override: fc.boolean(),
  }),
  fc.record({
    does: fc.constant('add' as const),
    courseType: maybe(fc.constantFrom(...TYPES)),
    prices: maybe(prices),
    run: ofRun,
    override: fc.boolean(),
  }),
  fc.record({
    does: fc.constant('move' as const),
    run: fc.nat({ max: 1 }),
    status: fc.constantFrom('LEGAL_REVIEW' as const, 'INTERNAL_REVIEW' as const),
  }),
);

type Attempted = typeof command extends fc.Arbitrary<infer T> ? T : never;

const reason = 'test';
interface Keys {
  readonly key: string;
  readonly run: string;
  readonly second: string;
}

/** Runs the command on the course as it is, whether or not it is accepted. */
async function attempt({ key, run, second }: Keys, one: Attempted, index: number) {
  const expectedVersion = (await stateOf(key)).course.version;
  const keys = [run, second];
  try {
    if (one.does === 'move')
      await setCourseRunStatus(replica, DEVELOPER, {
        ...{ key: keys[one.run] ?? run, status: one.status, expectedVersion, reason },
      });
    else if (one.does === 'add') {
      const { does: _, run: added, ...input } = one;
      const made = { ...added, key: `course-v1:${key}+N${index}` };
      await addCourseRun(replica, DEVELOPER, {
        ...input,
        courseKey: key,
        run: made,
        expectedVersion,
        reason,
      });
    } else {
      const { does: _, runs, ...input } = one;
      const named = runs.flatMap((of, at) => (of ? [{ ...of, key: keys[at] ?? run }] : []));
      await changeCourse(replica, DEVELOPER, { ...input, key, runs: named, expectedVersion, reason });
    }
  } catch (error) {
    // Nobody can reach the LMS: a removal that is waived is a fault.
    if (!(error instanceof Fault)) throw error;
  }
}

async function stateOf(key: string): Promise<CourseState> {
  const loaded = await loadCourse(replica.database, { course: key });
  if (!loaded) throw new Error('The course is gone.');
  return loaded.state;
}

/** What reviewers approve: the type, and every track, price and entitlement that would be sent. */
function soldBy(run: CourseRun) {
  const context = { catalogue: replica.catalogue.current(), policy: replica.policy, requested: new Map() };
  const { ecommerce, lms } = desiredOf(run, { ...context, now: replica.clock() });
  return {
    type: run.type,
    seats: ecommerce?.seats.map(({ seatType, price: amount }) => [seatType, amount]),
    entitlements: ecommerce?.entitlements,
    modes: lms.modes.map(({ slug, minPrice }) => [slug, minPrice]),
  };
}

test('from submission to REVIEWED no accepted command changes what is sent', async () => {
  const start = fc.record({
    type: fc.constantFrom('verified-audit', 'masters-verified-audit'),
    own: maybe(prices),
  });
  const run = fc.asyncProperty(
    start,
    fc.array(command, { minLength: 3, maxLength: 8 }),
    async (made, commands) => {
      const keys = freshKeys();
      const own = made.own?.filter(({ seatType }) => seatType === 'verified');
      const state = accepted(
        await createCourse(replica, DEVELOPER, {
          ...{ key: keys.key, title: 'A course', type: made.type, reason },
          prices: [{ seatType: 'verified', amount: '100.00' }],
          runs: [{ key: keys.run, end: '2027-06-30T00:00:00Z', prices: own }, { key: keys.second }],
        }),
      );
      const submission = {
        key: keys.run,
        expectedVersion: state.course.version,
        status: 'LEGAL_REVIEW' as const,
      };
      const submitted = accepted(await setCourseRunStatus(replica, DEVELOPER, submission));
      const approved = submitted.runs.filter(({ key }) => key === keys.run).map(soldBy);

      for (const [index, one] of commands.entries()) {
        await attempt(keys, one, index);
        const found = (await stateOf(keys.key)).runs.filter(({ key }) => key === keys.run);
        expect(found.map(({ status }) => status)).toEqual([expect.stringMatching(/_REVIEW$/)]);
        expect(found.map(soldBy)).toEqual(approved);
      }
    },
  );
  // A failure prints its seed.
  await fc.assert(run, { numRuns: 60 });
}, 120_000);

test('a price of the course does not change behind a run’s price, and the answer names the field that would', async () => {
  const { key, run } = freshKeys();
  accepted(
    await createCourse(replica, DEVELOPER, {
      ...{ key, title: 'A course', type: 'verified-audit', runs: [{ key: run }], reason },
      prices: [{ seatType: 'verified', amount: '100' }],
    }),
  );
  accepted(
    await setCourseRunStatus(replica, DEVELOPER, { key: run, expectedVersion: 1, status: 'LEGAL_REVIEW' }),
  );

  const { violations } = await changeCourse(replica, DEVELOPER, {
    ...{ key, expectedVersion: 2, reason, prices: [{ seatType: 'verified', amount: '1' }] },
    runs: [{ key: run, prices: [{ seatType: 'verified', amount: '100' }] }],
  });

  expect(violations).toMatchObject([
    { code: 'RUN_IN_REVIEW', path: ['prices'], courseRunKey: run, seatType: 'verified', isWaivable: false },
  ]);
});
