// A second import from an LMS: what it adds and follows, and what it leaves alone.
import type { Imported } from '../../src/changes/import/decide-batch';
import { findConflictsOfRuns } from '../../src/store/courses/conflicts';
import { loadCourse } from '../../src/store/courses/course-states';
import { changeCourse, DEVELOPER, startReplica } from '../support/changes';
import type { Replica } from '../support/changes';
import { useTestDatabase } from '../support/database';
import { importLms, startLmsWorld } from '../support/lms-runs';
import type { ImportingLms, LmsWorld } from '../support/lms-runs';

const database = useTestDatabase();
let replica: Replica;
let world: LmsWorld;
beforeAll(async () => {
  replica = await startReplica(database.url);
  world = await startLmsWorld();
});
afterEach(() => world.lms.reset());
afterAll(async () => {
  await world.stop();
  await replica.stop();
});

const START = '2027-01-01T00:00:00Z';

const imported = (how?: ImportingLms) => importLms(replica, world, how);
const stateOf = async (course: string) => (await loadCourse(replica.database, { course }))?.state;
const remarksOf = (all: readonly Imported[]) => all.flatMap(({ decision }) => decision?.remarks ?? []);
const fatesOf = (all: readonly Imported[]) =>
  all.map(({ key, decision }) => [key, decision?.fate ?? 'REFUSED']);

describe('a second import', () => {
  test('moves the time at which a shop stops selling a seat; one that is off sale stays off', async () => {
    const key = 'ShopX+A';
    const give = (end: string) =>
      world.give(
        `course-v1:${key}+1`,
        { name: 'A', start: START, end },
        { verified: { min_price: 5 }, audit: {} },
      );
    const aShop = { ...replica, policy: { ...replica.policy, isShop: true } };
    const closing = () =>
      replica.database.query<object[]>(
        `SELECT seat_type_slug AS seat, closes_at FROM seat_product p JOIN course_run r ON r.id = course_run_id
         WHERE r.key = $1 ORDER BY 1`,
        [`course-v1:${key}+1`],
      );
    give('2027-06-30T12:00:00Z');
    await importLms(aShop, world);
    await replica.database.query(
      `INSERT INTO seat_product (course_run_id, seat_type_slug, sku, closes_at)
       SELECT id, seat, seat, NULLIF(closes, '')::timestamptz FROM course_run,
         (VALUES ('verified', '2027-06-20T23:59:59.999Z'), ('audit', '')) AS sold (seat, closes) WHERE key = $1`,
      [`course-v1:${key}+1`],
    );

    give('2027-05-31T12:00:00Z');
    await importLms(aShop, world);

    expect(await closing()).toEqual([
      { seat: 'audit', closes_at: null },
      { seat: 'verified', closes_at: new Date('2027-05-21T23:59:59.999Z') },
    ]);
  });

  test('adds new runs, follows titles and dates, and leaves prices, types and local data alone', async () => {
    const key = 'AgainX+A';
    world.give(
      `course-v1:${key}+1`,
      { name: 'A', start: START, end: '2027-06-30T12:00:00Z' },
      { verified: { min_price: 5 } },
    );
    await imported();
    const input = { key, type: 'verified-audit', prices: [{ seatType: 'verified', amount: '80.00' }] };
    const runs = [
      {
        key: `course-v1:${key}+1`,
        type: 'verified-audit',
        prices: [{ seatType: 'verified', amount: '90.00' }],
      },
    ];
    await changeCourse(replica, DEVELOPER, { ...input, runs, expectedVersion: 1, reason: 'Set here.' });
    world.give(
      `course-v1:${key}+1`,
      { name: 'B', start: START, end: '2027-07-30T12:00:00Z' },
      { verified: { min_price: 6 } },
    );
    world.give(
      `course-v1:${key}+2`,
      { name: 'C', start: '2031-01-01T00:00:00Z' },
      { verified: { min_price: 7 }, audit: {} },
    );

    expect(fatesOf(await imported())).toEqual([[key, 'CHANGED']]);

    expect(await stateOf(key)).toMatchObject({
      course: { title: 'C', type: 'verified-audit', prices: { verified: '80.00' } },
      runs: [
        {
          type: 'verified-audit',
          prices: { verified: '90.00' },
          title: 'B',
          end: new Date('2027-07-30T12:00:00Z'),
        },
        { type: 'verified-audit', prices: { verified: '7.00' }, title: null },
      ],
    });
    expect(fatesOf(await imported())).toEqual([[key, 'UNCHANGED']]);
  });

  test('keeps an end of enrollment, and follows it', async () => {
    const run = 'course-v1:EnrolX+A+1';
    const ends = (enrollment_end: string | null) =>
      world.give(run, { name: 'A', start: START, end: '2027-06-30T12:00:00Z', enrollment_end });
    const seen: (Date | null | undefined)[] = [];
    for (const end of ['2027-02-01T00:00:00Z', '2027-03-01T00:00:00Z', null]) {
      ends(end);
      await imported();
      seen.push((await stateOf('EnrolX+A'))?.runs[0]?.enrollmentEnd);
    }

    expect(seen).toEqual([new Date('2027-02-01T00:00:00Z'), new Date('2027-03-01T00:00:00Z'), null]);
  });

  test('keeps an end before an override as a conflict, applies the rest, and drops it when the override is gone', async () => {
    const [key, run] = ['ClashX+A', 'course-v1:ClashX+A+1'];
    const [end, early] = ['2027-07-30T12:00:00.000Z', '2027-06-30T12:00:00.000Z'];
    world.give(run, { name: 'A', start: START, end }, { verified: { min_price: 5 }, audit: {} });
    await imported();
    const override = (upgradeDeadlineOverride: string | null, expectedVersion: number) =>
      changeCourse(replica, DEVELOPER, {
        ...{ key, expectedVersion, reason: 'Agreed.' },
        runs: [{ key: run, upgradeDeadlineOverride }],
      });
    const conflicts = async () => {
      const id = (await stateOf(key))?.runs[0]?.id ?? '';
      return (await findConflictsOfRuns(replica.database, [id])).get(id);
    };
    await override('2027-07-15T00:00:00Z', 1);
    world.give(run, { name: 'B', start: START, end: early });

    const all = await imported();

    expect(fatesOf(all)).toEqual([[key, 'CHANGED']]);
    expect(remarksOf(all)).toContainEqual(expect.stringContaining(`${run}: its end stays as it is here. `));
    expect(fatesOf(await imported())).toEqual([[key, 'UNCHANGED']]);
    expect(await stateOf(key)).toMatchObject({ course: { title: 'B' }, runs: [{ end: new Date(end) }] });
    expect(await conflicts()).toMatchObject([{ field: 'end', there: early }]);

    await override(null, 3);
    expect(fatesOf(await imported())).toEqual([[key, 'CHANGED']]);
    expect((await stateOf(key))?.runs[0]?.end).toEqual(new Date(early));
    expect(await conflicts()).toEqual([]);
  });

  test('finds a known run whose case differs here', async () => {
    world.give('course-v1:CaseX+A+1', { name: 'A' });
    await imported();
    world.lms.reset();
    world.give('course-v1:casex+A+1', { name: 'B' });

    expect(fatesOf(await imported())).toEqual([['CaseX+A', 'CHANGED']]);
    expect(await stateOf('CaseX+A')).toMatchObject({
      course: { title: 'B' },
      runs: [{ key: 'course-v1:CaseX+A+1' }],
    });
  });

  test('requests no modes of known runs: a stopped import continues where it was', async () => {
    for (const number of [1, 2, 3, 4, 5, 6])
      world.give(`course-v1:StopX+C${number}+1`, { name: 'A' }, { audit: {} });
    const stopping = new AbortController();
    world.lms.faults.set({
      ...{ kind: 'status', status: 404 },
      where: ({ query }) => {
        if (query.includes('course_modes') && query.includes('C4')) stopping.abort();
        return false;
      },
    });
    const stopped = await imported({ signal: stopping.signal });
    world.lms.faults.clear();
    world.lms.requests.length = 0;

    const rest = await imported();

    const done = stopped.map(({ key }) => key);
    const left = ['C1', 'C2', 'C3', 'C4', 'C5', 'C6'].filter((number) => !done.includes(`StopX+${number}`));
    expect(world.requestCounts()).toEqual(
      Object.fromEntries(left.map((number) => [`course-v1:StopX+${number}+1`, 1])),
    );
    expect(rest).toHaveLength(6);
  });
});
