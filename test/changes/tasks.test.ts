// The tasks of relay processes: of several, one scans and another takes over from it; and runs go live.
import { setTimeout as sleep } from 'node:timers/promises';
import { startTasks, type TaskOptions } from '../../src/start/tasks';
import { changeCourse } from '../../src/changes/change-course';
import { accepted, aVerifiedCourse, DEVELOPER, startReplica, type Replica } from '../support/changes';
import { createDriftWorld, type DriftWorld } from '../support/drift-world';
import { until } from '../support/until';

let world: DriftWorld;
let replica: Replica;
let run: string;
const tasks: { stop: () => Promise<void> }[] = [];
beforeAll(async () => {
  world = await createDriftWorld();
  replica = await startReplica(world.app.databaseUrl, { readers: world.app.replica.readers });
  ({ run } = await aVerifiedCourse(world.app.replica));
  await world.delivered();
});
afterEach(() => Promise.all(tasks.splice(0).map((task) => task.stop())));
afterAll(async () => {
  await replica.stop();
  await world.stop();
});

/** The tasks of one process, and its log. */
function started(
  deps: Replica,
  reconcileEveryMs: number,
  { isRepairing = false, following }: Partial<Pick<TaskOptions, 'isRepairing' | 'following'>> = {},
) {
  const logged: { message: string; fields: object }[] = [];
  const say = (fields: object, message: string) => void logged.push({ message, fields });
  const drifted: string[] = [];
  const onDrift = (target: string) => void drifted.push(target);
  const log = { info: say, warn: say, error: say };
  const options = { deps, log, random: Math.random, reconcileEveryMs, isRepairing, onDrift };
  const task = startTasks({ ...options, following });
  tasks.push(task);
  const scans = () => logged.filter(({ message }) => message === 'A scan for drift ended.');
  return { ...task, logged, drifted, scans };
}

test('one of two replicas scans, and when it stops the other does', async () => {
  const one = started(world.app.replica, 50);
  await until(() => one.scans().length > 1);
  const other = started(replica, 50);
  await until(() => one.scans().length > 4);
  expect(other.scans()).toEqual([]);

  await one.stop();
  await until(() => other.scans().length > 1);

  expect(other.scans()[0]?.fields).toEqual({ runs: 1, different: 0, unknown: 0, askedAgain: 0 });
});

test('when the connection of the scanning replica is cut, one of them continues', async () => {
  const one = started(world.app.replica, 50);
  const other = started(replica, 50);
  await until(() => one.scans().length + other.scans().length > 1);

  await world.app.replica.database.query(
    `SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND objid = 7261546 AND granted`,
  );
  const before = one.scans().length + other.scans().length;
  await until(() => one.scans().length + other.scans().length > before + 3);
});

test('a scan reports differences, and requests nothing unless configured', async () => {
  await world.open(run, () => []);
  const { scans, drifted, logged } = started(world.app.replica, 60_000);
  await until(() => scans().length > 0);

  expect(scans()[0]?.fields).toEqual({ runs: 1, different: 1, unknown: 0, askedAgain: 0 });
  expect(drifted).toEqual(['LMS']);
  expect(logged[0]).toMatchObject({
    message: 'A run differs downstream, or could not be asked about.',
    fields: { courseRunKey: run },
  });
});

test('a scan with repair requests again, and the next one finds nothing', async () => {
  await world.open(run, () => []);
  const repairing = started(world.app.replica, 60_000, { isRepairing: true });
  await until(() => repairing.scans().length > 0);
  await world.delivered();
  await repairing.stop();
  const later = started(replica, 60_000, { isRepairing: true });
  await until(() => later.scans().length > 0);

  expect(repairing.scans()[0]?.fields).toMatchObject({ different: 1, askedAgain: 1 });
  expect(later.scans()[0]?.fields).toMatchObject({ different: 0, askedAgain: 0 });
});

test('a scan that waits for a hanging system does not keep the process from stopping', async () => {
  world.standIns.lms.faults.set({ kind: 'hang' });
  const before = world.standIns.lms.ledger.requests.length;
  const { stop, scans, logged } = started(world.app.replica, 60_000);
  await until(() => world.standIns.lms.ledger.requests.length > before);

  await stop();

  expect(scans()).toEqual([]);
  await until(() => logged.length > 1);
  expect(logged[0]?.message).toBe('A run differs downstream, or could not be asked about.');
  world.standIns.lms.faults.clear();
});

test('without a period there is no scan, but runs go live', async () => {
  const reviewed = await aVerifiedCourse(replica, 'REVIEWED');
  const runs = [{ key: reviewed.run, goLiveAt: '2027-03-01T00:00:00Z' }];
  const input = { key: reviewed.key, expectedVersion: reviewed.version, runs, reason: 'a date' };
  accepted(await changeCourse(replica, DEVELOPER, input));

  const both = [started(world.app.replica, 0), started(replica, 0)];
  const published = async () => {
    const [row] = await replica.database.query(
      `SELECT r.status, c.version FROM course_run r JOIN course c ON c.id = r.course_id WHERE r.key = $1`,
      [reviewed.run],
    );
    return row;
  };
  while ((await published()).status !== 'PUBLISHED') await sleep(10);
  await Promise.all(tasks.splice(0).map((task) => task.stop()));

  expect(await published()).toEqual({ status: 'PUBLISHED', version: reviewed.version + 2 });
  expect(both.flatMap(({ logged }) => logged)).toEqual([]);
});

test('one of two replicas follows the LMS; an LMS that does not answer is reported and retried', async () => {
  let lists = 0;
  const following = {
    everyMs: 20,
    lms: {
      modesOf: async () => [],
      async *list() {
        lists += 1;
        if (lists === 1) throw new Error('HTTP 503');
        yield { runs: [], unreadable: [], count: 0 };
      },
    },
  };
  const one = started(world.app.replica, 0, { following });
  const said = (process: typeof one) => process.logged.map(({ message }) => message);
  await until(() => said(one).filter((message) => message === 'The LMS was followed.').length > 1);
  const other = started(replica, 0, { following });
  const before = lists;
  await until(() => lists > before + 2);

  expect(said(one)[0]).toBe('The LMS could not be followed.');
  expect(said(other)).toEqual([]);
});
