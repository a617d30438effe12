// Importing into a real database: what is saved, reported and left alone; repeated, interrupted, and concurrently.
import { importCourses } from '../../src/changes/import/import-courses';
import type { Imported, SourceRecord } from '../../src/changes/import/decide-batch';
import { NO_TYPE_OPTIONS } from '../../src/changes/import/imported-course';
import type { ImportDeps } from '../../src/changes/import/save-import';
import { saveCourseRunType } from '../../src/changes/catalogue/save-definition';
import { readRecord } from '../../src/cli/import/discovery-record';
import { loadCourse } from '../../src/store/courses/course-states';
import { findSkus } from '../../src/store/courses/products';
import { declareSinks } from '../../src/store/outbox/events';
import { verifyHistory } from '../../src/store/history/verify';
import { changeCourse, DEVELOPER, freshKeys, startReplica } from '../support/changes';
import type { Replica } from '../support/changes';
import { useTestDatabase } from '../support/database';

const database = useTestDatabase();
let replica: Replica;
beforeAll(async () => {
  replica = await startReplica(database.url);
});
afterAll(() => replica.stop());

type Json = ReturnType<typeof JSON.parse>;
const MODIFIED = '2024-01-12T16:45:17.341223Z';

/** A published Verified and Audit course with SKUs, as course-discovery would describe it. */
function aCourse({ key, run } = freshKeys(), deviations: Json = {}, ofRun: Json = {}) {
  const verified = { type: 'verified', price: '49.50', currency: 'USD', sku: 'DE707ED', bulk_sku: '8BA9C3A' };
  const seats = [{ type: 'audit', price: '0.00', sku: '4A19EC2' }, verified];
  return {
    ...{ key, title: 'Trench Run', course_type: 'verified-audit', modified: MODIFIED },
    entitlements: [{ mode: 'verified', price: 49.5, sku: '0E5F108' }],
    course_runs: [{ key: run, seats, status: 'published', end: '2090-09-15T16:00:00Z', ...ofRun }],
    ...deviations,
  };
}

const reading = { currency: 'USD', isSeatSetKnown: true };
async function* recordsOf(values: readonly unknown[]): AsyncGenerator<SourceRecord> {
  for (const [index, value] of values.entries())
    yield readRecord({ position: `#${index + 1}`, value }, reading);
}

async function imported(values: readonly unknown[], options: { isDryRun?: boolean; deps?: ImportDeps } = {}) {
  const { isDryRun = false, deps = replica } = options;
  const all: Imported[] = [];
  const how = { typeOptions: NO_TYPE_OPTIONS, isDryRun, actor: 'pat', reason: 'The switch.' };
  for await (const batch of importCourses(deps, recordsOf(values), how)) all.push(...batch);
  return all;
}
const fates = (all: readonly Imported[]) => all.map(({ decision }) => decision?.fate ?? 'REFUSED');
const historyOf = (key: string) =>
  replica.database.query<Json[]>('SELECT * FROM history WHERE course_key = $1 ORDER BY id', [key]);
const countOf = async (table: string) => {
  const [row] = await replica.database.query<Json[]>(`SELECT count(*)::integer AS rows FROM ${table}`);
  return row.rows;
};

test('a course is saved completely: types, prices with cents, status, and SKUs where provisioning looks for them', async () => {
  const keys = freshKeys();

  expect(fates(await imported([aCourse(keys)]))).toEqual(['CREATED']);
  const loaded = await loadCourse(replica.database, { course: keys.key });

  expect(loaded?.state.course).toMatchObject({
    type: 'verified-audit',
    version: 1,
    prices: { verified: '49.50' },
  });
  expect(loaded?.state.runs).toMatchObject([
    {
      key: keys.run,
      type: 'verified-audit',
      status: 'PUBLISHED',
      hasProducts: true,
      revision: 0,
      prices: {},
    },
  ]);
  expect(await findSkus(replica.database, keys.run)).toEqual({
    seats: { audit: { sku: '4A19EC2', bulkSku: null }, verified: { sku: 'DE707ED', bulkSku: '8BA9C3A' } },
    entitlements: { verified: '0E5F108' },
  });
});

test('nothing is provisioned, and an event is kept for each sink', async () => {
  await declareSinks(replica.database, ['HTTP']);
  const keys = freshKeys();

  await imported([aCourse(keys)]);

  expect([await countOf('provisioning'), await countOf('lane')]).toEqual([0, 0]);
  const told = await replica.database.query('SELECT subject, data FROM event WHERE subject = $1', [keys.run]);
  expect(told).toMatchObject([{ data: { course_version: 1, course_run_type: 'verified-audit' } }]);
  await declareSinks(replica.database, []);
});

test('history has one entry per course: IMPORTED, by whom and why, with all data and the source’s own time', async () => {
  const keys = freshKeys();

  await imported([aCourse(keys, {}, { modified: '2025-01-01T00:00:00Z' })]);

  const [entry, ...others] = await historyOf(keys.key);
  expect(others).toEqual([]);
  expect(entry).toMatchObject({
    ...{ kind: 'IMPORTED', subject: `course:${keys.key}`, actor: 'pat', reason: 'The switch.', before: null },
    overridden: ['PRICE_NOT_WHOLE'],
    after: {
      ...{ version: 1, title: 'Trench Run', prices: { verified: '49.50' }, modified: MODIFIED },
      skus: { verified: '0E5F108' },
      courseRuns: { [keys.run]: { status: 'PUBLISHED', modified: '2025-01-01T00:00:00Z' } },
    },
  });
  expect(entry.after.courseRuns[keys.run].products.audit).toEqual({ sku: '4A19EC2', bulkSku: null });
});

describe('again', () => {
  test('the same data changes nothing, and says so', async () => {
    const courses = [
      aCourse(),
      aCourse(freshKeys(), { course_type: null }),
      aCourse(freshKeys(), {}, { seats: [] }),
    ];
    await imported(courses);
    const before = [await countOf('history'), await countOf('course_run')];

    const again = await imported(courses);

    expect(fates(again)).toEqual(['UNCHANGED', 'UNCHANGED', 'UNCHANGED']);
    expect(again.flatMap(({ decision }) => decision?.runs.map(({ fate }) => fate))).toEqual(
      Array(3).fill('UNCHANGED'),
    );
    expect([await countOf('history'), await countOf('course_run')]).toEqual(before);
  });

  test('differences are saved as one version, with before and after; a new SKU alone makes none', async () => {
    const keys = freshKeys();
    await imported([aCourse(keys)]);

    const changed = aCourse(keys, {
      title: 'New',
      entitlements: [{ mode: 'verified', price: '60.00', sku: '0E5F108' }],
    });
    await imported([changed]);
    const resold = { ...changed, entitlements: [{ mode: 'verified', price: '60.00', sku: 'F00F00F' }] };
    const [last] = await imported([resold]);

    const [, second, third] = await historyOf(keys.key);
    expect(second).toMatchObject({
      before: { title: 'Trench Run', version: 1, prices: { verified: '49.50' } },
      after: { title: 'New', version: 2, prices: { verified: '60.00' }, modified: MODIFIED },
    });
    expect(last?.decision).toMatchObject({ fate: 'CHANGED', after: { course: { version: 2 } } });
    expect(third).toMatchObject({
      before: { skus: { verified: '0E5F108' } },
      after: { skus: { verified: 'F00F00F' } },
    });
    expect((await findSkus(replica.database, keys.run)).entitlements).toEqual({ verified: 'F00F00F' });
    expect((await verifyHistory(replica.database, () => undefined)).misfits).toBe(0);
  });

  test('a type chosen here is not changed by a guess, but by an explicit type', async () => {
    const keys = freshKeys();
    await imported([aCourse(keys)]);
    const { key, run } = keys;
    await changeCourse(replica, DEVELOPER, {
      ...{ key, expectedVersion: 1, type: 'credit-verified-audit', reason: 'x', override: true },
      prices: [{ seatType: 'credit', amount: '90' }],
      runs: [{ key: run, type: 'credit-verified-audit', prices: [] }],
    });

    const [guessed] = await imported([aCourse(keys, { course_type: null })]);
    const [said] = await imported([aCourse(keys, {}, { run_type: 'verified-audit' })]);

    expect(guessed?.decision?.runs).toMatchObject([{ type: 'credit-verified-audit', matchedBy: 'KEPT' }]);
    expect(guessed?.decision?.remarks.join()).toContain('What it sells is of type verified-audit.');
    expect(said?.decision).toMatchObject({
      type: { slug: 'verified-audit' },
      runs: [{ type: 'verified-audit' }],
    });
    expect(said?.decision?.violations.map(({ code }) => code)).toContain('TRACK_REMOVED');
  });
});

describe('a refused record does not stop the rest', () => {
  test('and leaves nothing behind', async () => {
    const [first, broken, twice, last] = [freshKeys(), freshKeys(), freshKeys(), freshKeys()];
    const runs = [{ key: broken.run }, { key: broken.second, start: 'soon' }];

    const all = await imported([
      ...[
        aCourse(first),
        aCourse(broken, { course_runs: runs }),
        null,
        aCourse(twice),
        aCourse(twice),
        aCourse(last),
      ],
    ]);

    expect(fates(all)).toEqual(['CREATED', 'REFUSED', 'REFUSED', 'CREATED', 'REFUSED', 'CREATED']);
    expect(all[1]).toMatchObject({
      position: '#2',
      key: broken.key,
      runs: 2,
      problems: [expect.stringContaining('course_runs.1.start')],
    });
    expect(all[4]?.problems).toEqual([`key: ${twice.key} is there twice, first at #4.`]);
    expect(await loadCourse(replica.database, { course: broken.key })).toBeNull();
  });

  test('a run or UUID that belongs to another course is named', async () => {
    const [owner, other] = [freshKeys(), freshKeys()];
    const uuid = replica.newId();
    await imported([aCourse(owner, { uuid })]);

    const [before, after] = [freshKeys(), freshKeys()];
    const taken = [aCourse(other, {}, { key: owner.run }), aCourse(freshKeys(), { uuid })];
    const all = await imported([aCourse(before), ...taken, aCourse(after)]);

    expect(fates(all)).toEqual(['CREATED', 'REFUSED', 'REFUSED', 'CREATED']);
    for (const { key } of [before, after])
      expect(await loadCourse(replica.database, { course: key })).not.toBeNull();
    expect(all.slice(1, 3).map(({ problems }) => problems[0])).toEqual([
      `course_runs.0.key: ${owner.run} is a run of ${owner.key} here.`,
      `The database does not take it: Key (uuid)=(${uuid}) already exists.`,
    ]);
    expect(await loadCourse(replica.database, { course: other.key })).toBeNull();
  });

  test('but a lost database does', async () => {
    const gone = await startReplica(database.url);
    await gone.stop();

    await expect(imported([aCourse()], { deps: gone })).rejects.toThrow();
  });
});

test('a dry run returns the same, and saves nothing', async () => {
  const values = [aCourse(), aCourse(freshKeys(), { title: 'x'.repeat(256) })];
  const before = await countOf('history');

  const dry = await imported(values, { isDryRun: true });

  expect(await countOf('history')).toBe(before);
  const strip = (all: readonly Imported[]) =>
    all.map(({ decision, ...rest }) => ({ ...rest, runs: decision?.runs }));
  expect(strip(await imported(values))).toEqual(strip(dry));
});

test('runs of the old form are kept unchanged, including letters', async () => {
  const keys = { ...freshKeys(), run: 'TestX/OldForm/2013_Spring' };

  const [one] = await imported([aCourse(keys)]);

  expect(one?.decision?.runs).toMatchObject([{ key: 'TestX/OldForm/2013_Spring', fate: 'CREATED' }]);
});

test('two imports of the same courses at once create each of them once', async () => {
  const courses = Array.from({ length: 30 }, () => aCourse());

  const [one, other] = await Promise.all([imported(courses), imported(courses)]);

  for (const [index, { key }] of courses.entries()) {
    expect(await historyOf(key)).toHaveLength(1);
    expect([fates(one)[index], fates(other)[index]]).toContain('CREATED');
  }
  expect(fates(await imported(courses))).toEqual(Array(30).fill('UNCHANGED'));
});

test('a type that is redefined meanwhile is judged by its new definition', async () => {
  // The definition changes after the import has read it, and before it has locked it.
  const seen = replica.catalogue.current();
  const stale = { ...replica.catalogue, atLeast: async () => seen };
  const honor = { slug: 'honor', name: 'Honor', isMarketable: true, isRetired: false, reason: 'x' };
  await saveCourseRunType(replica, DEVELOPER, { ...honor, trackTypes: ['honor', 'masters'] });
  const course = aCourse(
    freshKeys(),
    { entitlements: [], course_type: 'honor' },
    { seats: [{ type: 'honor' }] },
  );

  const [one] = await imported([course], { deps: { ...replica, catalogue: stale } });

  expect(one?.decision?.runs).toMatchObject([{ type: 'empty', matchedBy: 'EMPTY' }]);
});
