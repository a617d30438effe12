// What an operator sees of a refused provisioning, and of the lane behind it.
import { createRelay, type Relay } from '../../src/provisioning/relay';
import { startStandIns, type StandIns } from '../../sandbox/stand-ins';
import { QUICK, silent, targetsOf } from '../provisioning/outbox-world';
import { until } from '../support/until';
import { useTestApp } from '../support/app';
import { addCourseRun, accepted, aVerifiedCourse, DEVELOPER, review } from '../support/changes';

const app = useTestApp();
let standIns: StandIns;
let relay: Relay;
let targets: ReturnType<typeof targetsOf>;
beforeAll(async () => {
  standIns = await startStandIns({ ecommercePort: 0, lmsPort: 0 });
  targets = targetsOf(standIns);
  const options = {
    database: app.replica.database,
    targets,
    random: Math.random,
    replica: 'test',
    log: silent,
  };
  relay = createRelay({ ...options, settings: QUICK });
  relay.start();
});
afterEach(() => standIns.ecommerce.reset());
afterAll(async () => {
  await relay.stop();
  await Promise.all([targets.close(), standIns.stop()]);
});

const FAILED = `query ($run: ID!) {
  provisionings(filter: { courseRunKey: $run, states: [FAILED] }) {
    totalCount
    nodes { id target state attempts nextAttemptAt lastError courseRun { key } }
  }
}`;
const OF_RUN = 'query ($run: ID!) { courseRun(key: $run) { provisioning { target state lastError } } }';

const failedOf = async (run: string) => (await app.data(FAILED, { run })).provisionings;
const statesOf = async (run: string) => (await app.data(OF_RUN, { run })).courseRun.provisioning;

test.each([
  [
    'the HTTP status and body of a refusal',
    { kind: 'status', status: 400 } as const,
    'HTTP 400: Told to answer 400.',
  ],
  [
    'every user error with its code and place',
    {
      kind: 'user-errors',
      userErrors: [
        { code: 'INVALID_PRICE', message: 'Too dear.', path: ['seats', '0', 'price'] },
        { code: 'UNKNOWN_RUN', message: 'Who?' },
      ],
    } as const,
    'INVALID_PRICE at seats.0.price: Too dear.\nUNKNOWN_RUN: Who?',
  ],
])('a FAILED provisioning shows %s', async (_, { ...fault }, lastError) => {
  standIns.ecommerce.faults.set({ ...structuredClone(fault), times: 1 } as never);
  const { run } = await aVerifiedCourse(app.replica);
  await until(async () => (await failedOf(run)).totalCount > 0);

  const { totalCount, nodes } = await failedOf(run);

  expect(totalCount).toBe(1);
  expect(nodes).toEqual([
    {
      ...{ id: expect.any(String), target: 'ECOMMERCE', state: 'FAILED', attempts: 1, nextAttemptAt: null },
      ...{ lastError, courseRun: { key: run } },
    },
  ]);
});

test('a FAILED provisioning blocks its lane until it is retried; other lanes continue', async () => {
  standIns.ecommerce.faults.set({ kind: 'status', status: 422, times: 1 });
  const { key, run, second, version } = await aVerifiedCourse(app.replica);
  await until(async () => (await failedOf(run)).totalCount > 0);
  const reason = 'another run';
  const added = { courseKey: key, expectedVersion: version, run: { key: second }, reason };
  const next = accepted(await addCourseRun(app.replica, DEVELOPER, added)).course.version;
  await review(app.replica, { run: second, version: next, to: 'PUBLISHED' });

  const { run: elsewhere } = await aVerifiedCourse(app.replica);
  await until(async () =>
    (await statesOf(elsewhere)).every(({ state }: { state: string }) => state === 'DELIVERED'),
  );
  expect(await statesOf(second)).toMatchObject([{ state: 'PENDING' }, { state: 'PENDING' }]);

  const [{ id }] = (await failedOf(run)).nodes;
  const retry = `mutation ($id: ID!) { retryProvisioning(input: { id: $id, reason: "mended" }) { provisioning { state } } }`;
  expect((await app.data(retry, { id })).retryProvisioning.provisioning).toEqual({ state: 'PENDING' });
  await until(async () =>
    (await statesOf(second)).every(({ state }: { state: string }) => state === 'DELIVERED'),
  );
  expect((await failedOf(run)).totalCount).toBe(0);
});
