// Importing in batches: one is decided about while those before it are saved, and many are saved together.
import { importCourses } from '../../src/changes/import/import-courses';
import type { Imported, SourceRecord } from '../../src/changes/import/decide-batch';
import { NO_TYPE_OPTIONS } from '../../src/changes/import/imported-course';
import type { ImportedCourse } from '../../src/changes/import/imported-course';
import { findCoursesByKeys } from '../../src/store/courses/find-courses';
import { freshKeys, startReplica } from '../support/changes';
import type { Replica } from '../support/changes';
import { useTestDatabase } from '../support/database';

const database = useTestDatabase();
let replica: Replica;
beforeAll(async () => {
  replica = await startReplica(database.url);
});
afterAll(() => replica.stop());

function aRecord({ key, run } = freshKeys(), more: Partial<ImportedCourse> = {}): SourceRecord {
  const runs = [{ key: run, type: { slug: 'audit' }, isSeatSetKnown: false }];
  const course = { key, organization: 'Batch', type: { slug: 'audit' }, runs, remarks: [], ...more };
  return { position: key, key, runs: 1, course };
}

async function* each(records: readonly SourceRecord[]): AsyncGenerator<SourceRecord> {
  yield* records;
}

const how = { typeOptions: NO_TYPE_OPTIONS, isDryRun: false, actor: 'pat', reason: 'The switch.' };
async function imported(records: readonly SourceRecord[], atOnce?: number): Promise<Imported[]> {
  const all: Imported[] = [];
  for await (const batch of importCourses(replica, each(records), { ...how, atOnce })) all.push(...batch);
  return all;
}
const fates = (all: readonly Imported[]) => all.map(({ decision }) => decision?.fate ?? 'REFUSED');

test('a course that the database refuses stops none of those saved with it', async () => {
  const uuid = replica.newId();
  await imported([aRecord(freshKeys(), { uuid })]);
  const many = Array.from({ length: 30 }, (_, at) => aRecord(freshKeys(), at === 17 ? { uuid } : {}));

  const all = fates(await imported(many));

  expect(all).toEqual(many.map((_, at) => (at === 17 ? 'REFUSED' : 'CREATED')));
});

test.each([1, 2, 3, 100])(
  'a record that names a key of an earlier one is decided about once that one is saved, %i at once',
  async (atOnce) => {
    const [owner, renamed, other] = [freshKeys(), freshKeys(), freshKeys()];
    const records = [
      aRecord(owner, { keyForReruns: renamed.key }),
      aRecord(renamed),
      aRecord({ ...other, run: renamed.run }),
      aRecord(),
    ];

    const all = await imported(records, atOnce);

    expect(fates(all)).toEqual(['CREATED', 'CHANGED', 'REFUSED', 'CREATED']);
    expect(all[1]?.decision?.after.course.key).toBe(owner.key);
    expect(all[2]?.problems).toEqual([`course_runs.0.key: ${renamed.run} is a run of ${owner.key} here.`]);
  },
);

test('of two batches with the same UUID, the first in the source gets it', async () => {
  const uuid = replica.newId();
  const records = [aRecord(freshKeys(), { uuid }), aRecord(freshKeys(), { uuid: uuid.toUpperCase() })];

  const all = await imported(records, 1);

  expect(fates(all)).toEqual(['CREATED', 'REFUSED']);
  expect(all[1]?.problems).toEqual([expect.stringContaining(uuid)]);
});

test('a stopped import continues, however far it had come', async () => {
  const records = Array.from({ length: 250 }, () => aRecord());
  const batches = importCourses(replica, each(records), how);
  await batches.next();
  await batches.return(undefined);
  // The batch reported, and maybe the one that was being saved at the same time.
  const keys = records.map(({ key }) => key ?? '');
  const saved = (await findCoursesByKeys(replica.database, keys)).filter((course) => course !== null).length;
  expect([100, 200]).toContain(saved);

  const all = fates(await imported(records));

  expect(all.filter((fate) => fate === 'UNCHANGED')).toHaveLength(saved);
  expect(all.filter((fate) => fate === 'CREATED')).toHaveLength(250 - saved);
});

test('a slow source, or one that breaks off, does not delay the report of what is saved', async () => {
  let breakOff: (error: Error) => void = () => undefined;
  const waiting = new Promise<never>((_, reject) => (breakOff = reject));
  async function* slow(): AsyncGenerator<SourceRecord> {
    yield aRecord();
    await waiting;
  }
  const batches = importCourses(replica, slow(), { ...how, atOnce: 1 });

  expect(fates((await batches.next()).value as Imported[])).toEqual(['CREATED']);
  breakOff(new Error('broken off'));
  await expect(batches.next()).rejects.toThrow('broken off');
});
