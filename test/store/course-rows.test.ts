// A course is read as it was saved, either way: each field from its own column.
import { randomUUID } from 'node:crypto';
import { bareRun, COURSE_FIELDS, RUN_FIELDS, type Course, type CourseState } from '../../src/model/courses';
import { loadCourse } from '../../src/store/courses/course-states';
import { namesOf, type Field } from '../../src/model/fields';
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
    await appendHistory(tx, [anEntryAbout(after.course.key)]);
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

/** Another value of that field, which the database takes. */
function anotherOf(name: string, { kind }: Field, number: number): unknown {
  if (name === 'type') return 'verified';
  if (name === 'status') return 'PUBLISHED';
  if (name === 'restriction') return 'CUSTOM_B2B_ENTERPRISE';
  return {
    ...{ text: `Text ${number}`, uuid: randomUUID(), time: day(100 + number), count: 100 + number },
    ...{ flag: true, json: { verified: `${number}.00` } },
  }[kind];
}
const ASSIGNED = {
  course: namesOf(COURSE_FIELDS).filter((name) => !['uuid', 'key', 'organization'].includes(name)),
  run: namesOf(RUN_FIELDS).filter((name) => name !== 'uuid' && name !== 'key'),
};

test('a field that alone has changed is saved, and a run added later has all of its fields', async () => {
  const course = { ...made, key: 'RowX+3', uuid: randomUUID(), keyForReruns: null };
  const bare = bareRun({ ...known, course, key: 'course-v1:RowX+3+R1', uuid: randomUUID() });
  let last = await save(null, { course, runs: [bare] });
  const stored = async () => (await loadCourse(replica.database, { course: course.key }))?.state;
  const change = async (next: CourseState): Promise<void> => {
    last = await save(last, { ...next, runs: next.runs.map((one) => ({ ...one, course: next.course })) });
    expect(await stored()).toEqual(last);
  };

  for (const [at, name] of ASSIGNED.course.entries())
    await change({
      ...last,
      course: { ...last.course, [name]: anotherOf(name, COURSE_FIELDS[name], at) },
    });
  for (const [at, name] of ASSIGNED.run.entries()) {
    const value = anotherOf(name, RUN_FIELDS[name], at);
    expect(last.runs[0]?.[name]).not.toEqual(value);
    await change({ ...last, runs: last.runs.map((one) => ({ ...one, [name]: value })) });
  }
  const whole = last.runs.map((one) => ({ ...one, id: '', key: 'course-v1:RowX+3+R2', uuid: randomUUID() }));
  await change({ ...last, runs: [...last.runs, ...whole] });
});
