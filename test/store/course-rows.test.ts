// A course is read as it was saved, either way: each field from its own column.
import { randomUUID } from 'node:crypto';
import { bareRun, type Course, type CourseState } from '../../src/model/courses';
import { loadCourse } from '../../src/store/courses/course-states';
import { findCoursesByKeys, runsFinder } from '../../src/store/courses/find-courses';
import { saveCourse } from '../../src/store/courses/save-course';
import { appendHistory } from '../../src/store/history/append-history';
import { startReplica, type Replica } from '../support/changes';
import { useTestDatabase } from '../support/database';
import { anEntryAbout } from '../support/exports';

const server = useTestDatabase();
let replica: Replica;
beforeAll(async () => {
  replica = await startReplica(server.url);
});
afterAll(() => replica.stop());

const day = (number: number) => new Date(Date.UTC(2027, 0, number));
const made: Course = {
  ...{
    id: '',
    uuid: randomUUID(),
    key: 'RowX+1',
    organization: 'RowX',
    title: 'Rows',
    type: 'verified-audit',
  },
  ...{
    version: 7,
    keyForReruns: 'RowX+2',
    variantId: randomUUID(),
    prices: { verified: '49.00' },
    skus: { verified: 'E1' },
  },
};
const known = {
  id: '',
  uuid: randomUUID(),
  key: 'course-v1:RowX+1+R1',
  course: made,
  type: 'verified-audit',
};
/** No two fields of one kind have the same value. */
const run = {
  ...bareRun(known),
  ...{ title: 'A run', start: day(1), end: day(2), goLiveAt: day(3), upgradeDeadlineOverride: day(4) },
  ...{ status: 'REVIEWED' as const, creditProvider: 'asu', creditHours: 3, hasProducts: true },
  ...{
    variantId: randomUUID(),
    prices: { verified: '59.00' },
    products: { verified: { sku: 'S1', bulkSku: 'B1' } },
  },
};

const save = (before: CourseState | null, after: CourseState): Promise<CourseState> =>
  replica.database.transaction(async (tx) => {
    const saved = await saveCourse(tx, before, after);
    await appendHistory(tx, [anEntryAbout(made.key)]);
    return saved;
  });

test('a new course and run are read as they were saved, and so are all changed fields of a run', async () => {
  const saved = await save(null, { course: made, runs: [run] });
  expect((await loadCourse(replica.database, { course: made.key }))?.state).toEqual(saved);

  const [old] = saved.runs;
  if (!old) throw new Error('There is no run.');
  const moved = { title: null, start: day(5), end: day(6), goLiveAt: day(7), upgradeDeadlineOverride: null };
  const changed = {
    ...old,
    ...moved,
    status: 'PUBLISHED' as const,
    creditProvider: 'mit',
    creditHours: null,
    variantId: randomUUID(),
  };
  const course = { ...saved.course, title: 'Other rows', version: 8, variantId: null };
  const after = await save(saved, { course, runs: [{ ...changed, course }] });

  expect(await runsFinder(replica.database, { skus: true }).key([run.key])).toEqual(after.runs);
  expect(await findCoursesByKeys(replica.database, [made.key])).toEqual([after.course]);
});
