// Studio's events over a real Redis: followed at once; lost, duplicated, late or unreadable ones do no harm. Needs
// Debian's redis-server; skipped without it.
import { createStudioEvents } from '../../src/provisioning/events/studio-events';
import { startTasks } from '../../src/start/tasks';
import { findConflictsOfRuns } from '../../src/store/courses/conflicts';
import { loadCourse } from '../../src/store/courses/course-states';
import { changeCourse, DEVELOPER, startReplica } from '../support/changes';
import type { Replica } from '../support/changes';
import { useTestDatabase } from '../support/database';
import { hasRedis, startRedis } from '../support/event-sinks';
import { until } from '../support/until';
import type { RedisServer } from '../support/event-sinks';
import { importLms, startLmsWorld } from '../support/lms-runs';
import type { LmsWorld } from '../support/lms-runs';
import { dataOf, STREAM, tell } from '../support/studio-events';

const START = '2027-01-01T00:00:00Z';
const END = '2027-06-30T12:00:00Z';
const LATER = '2027-07-30T12:00:00Z';
const VERIFIED = { verified: { min_price: 50 }, audit: {} };
const database = useTestDatabase();
const describeWithRedis = hasRedis ? describe : describe.skip;

describeWithRedis(`Studio's events${hasRedis ? '' : ' (skipped: there is no redis-server here)'}`, () => {
  let replica: Replica;
  let world: LmsWorld;
  let redis: RedisServer;
  const stopping: (() => Promise<unknown>)[] = [];
  beforeAll(async () => {
    replica = await startReplica(database.url);
    world = await startLmsWorld();
    redis = await startRedis();
  });
  afterEach(async () => {
    await Promise.all(stopping.splice(0).map((stop) => stop()));
    await redis.client.flushall();
    world.lms.reset();
  });
  afterAll(async () => {
    await Promise.all([world.stop(), replica.stop(), redis.stop()]);
  });

  const stateOf = async (course: string) => (await loadCourse(replica.database, { course }))?.state;
  const isGroupThere = async () =>
    ((await redis.client.xinfo('GROUPS', STREAM).catch(() => [])) as unknown[]).length > 0;
  const waiting = async () => ((await redis.client.xpending(STREAM, 'track-types')) as [number])[0];

  /** Follows events only, once the list has been read at the start. */
  async function following() {
    const logged: { message: string; fields: Record<string, unknown> }[] = [];
    const say = (fields: object, message: string) =>
      void logged.push({ message, fields: fields as Record<string, unknown> });
    const events = createStudioEvents(redis.url, STREAM);
    const tasks = startTasks({
      deps: replica,
      log: { info: say, warn: say, error: say },
      ...{ random: Math.random, reconcileEveryMs: 0, isRepairing: false },
      following: { lms: world.runs, everyMs: 3_600_000, events },
    });
    const stop = () => Promise.all([events.close(), tasks.stop()]);
    stopping.push(stop);
    const times = (message: string) => logged.filter((one) => one.message === message).length;
    const lists = () => times('The LMS was followed.');
    await until(() => lists() > 0);
    await until(isGroupThere);
    return { logged, times, lists, stop };
  }
  const endIs = (course: string, end: string) => async () =>
    (await stateOf(course))?.runs.at(-1)?.end?.getTime() === Date.parse(end);

  test('an event is followed at once; other runs stay as they are, and so do their conflicts', async () => {
    const [key, run, old] = ['NowX+A', 'course-v1:NowX+A+2', 'course-v1:NowX+A+1'];
    world.give(run, { name: 'A & B', start: START, end: END }, VERIFIED);
    world.give(old, { name: 'Z', start: '2026-01-01T00:00:00Z', end: LATER }, VERIFIED);
    await importLms(replica, world);
    const runs = [{ key: old, upgradeDeadlineOverride: '2027-07-15T00:00:00Z' }];
    await changeCourse(replica, DEVELOPER, { key, expectedVersion: 1, reason: 'Agreed.', runs });
    world.give(old, { name: 'Z', start: '2026-01-01T00:00:00Z', end: END });
    await following();

    const end = '2027-07-30T14:00:00+02:00';
    await tell(redis, { key: run, name: 'C & D ', end, enrollmentEnd: '2027-02-01T00:00:00+00:00' });
    await until(endIs(key, LATER));

    expect(await stateOf(key)).toMatchObject({
      course: { title: 'C & D' },
      runs: [{ title: 'Z', end: new Date(LATER) }, { enrollmentEnd: new Date('2027-02-01T00:00:00Z') }],
    });
    const ids = (await stateOf(key))?.runs.map(({ id }) => id) ?? [];
    const conflicts = await findConflictsOfRuns(replica.database, ids);
    expect([...conflicts.values()].map((found) => found.length)).toEqual([1, 0]);

    await tell(redis, { key: old, name: 'Y', start: '2026-01-01T00:00:00+00:00', end: LATER });
    await until(async () => (await stateOf(key))?.runs[0]?.title === 'Y');
    expect((await stateOf(key))?.course.title).toBe('C & D');
    expect((await findConflictsOfRuns(replica.database, ids)).get(ids[0] ?? '')).toEqual([]);
  });

  test('a new run is imported with its modes', async () => {
    await following();
    world.give('course-v1:BornX+A+1', { name: 'A' }, VERIFIED);

    await tell(redis, { key: 'course-v1:BornX+A+1', name: 'Born', end: END });
    await until(async () => (await stateOf('BornX+A')) !== undefined);

    expect(await stateOf('BornX+A')).toMatchObject({
      course: { title: 'Born', prices: {} },
      runs: [{ type: 'verified-audit', status: 'PUBLISHED', prices: { verified: '50.00' } }],
    });
  });

  test('a repeated or late event undoes nothing', async () => {
    const run = 'course-v1:TwiceX+A+1';
    world.give(run, { name: 'A', start: START, end: END }, VERIFIED);
    const { times } = await following();
    const followed = () => times('Events of Studio were followed.');
    const [first, second] = ['2026-11-30T10:00:00+00:00', '2026-11-30T11:00:00+00:00'];

    await tell(redis, { key: run, name: 'First', end: END }, { time: first });
    await until(() => followed() === 1);
    await tell(redis, { key: run, name: 'Second', end: LATER }, { time: second });
    await until(() => followed() === 2);
    const version = (await stateOf('TwiceX+A'))?.course.version;
    await tell(redis, { key: run, name: 'First', end: END }, { time: first });
    await tell(redis, { key: run, name: 'Second', end: LATER }, { time: second });
    await until(() => followed() === 3);
    await until(async () => (await waiting()) === 0);

    expect(await stateOf('TwiceX+A')).toMatchObject({ course: { title: 'Second', version } });
  });

  test('an unreadable event is named and left out, and delays nothing', async () => {
    const run = 'course-v1:BadX+A+1';
    world.give(run, { name: 'A', start: START, end: END }, VERIFIED);
    const { logged } = await following();
    const info = { key: run, name: 'B', end: LATER };
    const bad: Readonly<Record<string, string | Buffer | null>>[] = [
      { event_data: dataOf(info, [null]) },
      { event_data: dataOf(info, ['4 hours']) },
      { event_data: dataOf(info).subarray(0, -1) },
      { event_data: Buffer.from('{"catalog_info": {}}') },
      { event_data: dataOf({ ...info, end: 'soon' }) },
      { event_data: null },
      { time: 'now' },
      { type: 'org.openedx.content_authoring.course.created.v1' },
    ];
    const ids: string[] = [];
    for (const deviations of bad) ids.push(await tell(redis, info, deviations));
    await tell(redis, { key: 'no key', name: 'C' });

    await tell(redis, info);
    await until(endIs('BadX+A', LATER));
    await until(async () => (await waiting()) === 0);

    const named = logged.filter(({ message }) => message.startsWith('An event of Studio cannot be read'));
    expect(named.map(({ fields }) => fields['id'])).toEqual(ids);
    const schema = 'Its event_data has another schema, as other versions of Open edX have.';
    expect(named.map(({ fields }) => fields['problem'])).toEqual([
      ...[schema, schema, schema, schema, 'Its end is not a valid time.', 'It has no field event_data.'],
      ...['Its time is not a valid time.', expect.stringContaining('of the type org.openedx')],
    ]);
  });

  test('an event that a dead process had read is read again by the next', async () => {
    const run = 'course-v1:DeadX+A+1';
    world.give(run, { name: 'A', start: START, end: END }, VERIFIED);
    const { stop } = await following();
    await stop();
    const dying = createStudioEvents(redis.url, STREAM);
    await dying.read();
    await tell(redis, { key: run, name: 'A', end: LATER });
    expect((await dying.read()).events).toHaveLength(1);
    await dying.close();
    expect(await waiting()).toBe(1);

    world.give(run, { name: 'A', start: START, end: LATER });
    await following();

    await until(async () => (await waiting()) === 0);
    expect(await endIs('DeadX+A', LATER)()).toBe(true);
  });

  test('the list does not undo an event that arrived while it was read', async () => {
    const run = 'course-v1:RaceX+A+1';
    world.give(run, { name: 'A', start: START, end: END }, VERIFIED);
    await importLms(replica, world);
    const { stop, ...first } = await following();
    await stop();
    expect(first.lists()).toBe(1);
    const list = world.runs.list.bind(world.runs);
    // The list is read, then an event arrives and is followed, and only then the listed run is examined.
    const slow = jest.spyOn(world.runs, 'list').mockImplementation(async function* () {
      yield* list();
      await tell(redis, { key: run, name: 'A', end: LATER });
      await until(endIs('RaceX+A', LATER));
    });
    await following();
    slow.mockRestore();

    expect(await endIs('RaceX+A', LATER)()).toBe(true);
  });

  test('a lost Redis is reported once; when it is back without its data, the list is read and events are followed', async () => {
    const run = 'course-v1:AwayX+A+1';
    world.give(run, { name: 'A', start: START, end: END }, VERIFIED);
    const { times, lists } = await following();
    const { port } = redis;

    await redis.stop();
    await until(() => times('The event bus of Studio cannot be reached.') > 0);
    world.give(run, { name: 'Lost', start: START, end: END });
    redis = await startRedis(port);
    await until(() => lists() === 2);
    expect(times('The event bus of Studio cannot be reached.')).toBe(1);
    expect((await stateOf('AwayX+A'))?.course.title).toBe('Lost');

    await tell(redis, { key: run, name: 'Lost', end: LATER });
    await until(endIs('AwayX+A', LATER));
  });
});
