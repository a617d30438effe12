// Which events a change leaves for others, in its own transaction. How they are sent: test/provisioning/events.test.ts.
import { saveCourseRunType } from '../../src/changes/catalogue/save-definition';
import { deleteCourse, deleteCourseRun } from '../../src/changes/delete-course';
import { declareSinks } from '../../src/store/outbox/events';
import {
  accepted,
  addCourseRun,
  aPublishedMastersCourse,
  aVerifiedCourse,
  changeCourse,
  createCourse,
  DEVELOPER,
  freshKeys,
  startReplica,
} from '../support/changes';
import type { Replica } from '../support/changes';
import { useTestDatabase } from '../support/database';

const database = useTestDatabase();
const reason = 'test';
let replica: Replica;
beforeAll(async () => {
  replica = await startReplica(database.url);
});
beforeEach(() => declareSinks(replica.database, ['HTTP']));
afterAll(() => replica.stop());

const CHANGED = 'org.openedx.catalog.course_run_tracks.changed.v1';
interface Kept {
  readonly type: string;
  readonly subject: string;
  readonly data: {
    readonly course_run_type: string | null;
    readonly track_types: { readonly slug: string }[];
  };
}
/** The events stored since the last call. */
const newEvents = (): Promise<Kept[]> =>
  replica.database
    .query('WITH taken AS (DELETE FROM event RETURNING *) SELECT type, subject, data FROM taken ORDER BY id')
    .then((rows: Kept[]) => rows);
const told = async () =>
  (await newEvents()).map(({ subject, data }) => [subject, data.track_types.map(({ slug }) => slug)]);

test('a new run is an event with its tracks, in the order of their slugs', async () => {
  const { key, run } = await aVerifiedCourse(replica, 'UNPUBLISHED');

  expect(await newEvents()).toEqual([
    {
      type: CHANGED,
      subject: run,
      data: {
        course_key: key,
        course_version: 1,
        course_run_key: run,
        course_run_type: 'verified-audit',
        track_types: [
          {
            slug: 'audit',
            mode: 'audit',
            seat_type: 'audit',
            paid_to_platform: false,
            paid_to_partner: false,
          },
          {
            slug: 'verified',
            mode: 'verified',
            seat_type: 'verified',
            paid_to_platform: true,
            paid_to_partner: false,
          },
        ],
      },
    },
  ]);
});

test('each run whose type changes is an event, and no other', async () => {
  const { key, run, second } = await aVerifiedCourse(replica, 'UNPUBLISHED');
  accepted(
    await addCourseRun(replica, DEVELOPER, {
      courseKey: key,
      expectedVersion: 1,
      run: { key: second },
      reason,
    }),
  );
  await newEvents();

  const runs = [{ key: run, type: 'audit' }];
  accepted(await changeCourse(replica, DEVELOPER, { key, expectedVersion: 2, title: 'Other', runs, reason }));

  expect(await told()).toEqual([[run, ['audit']]]);
});

test('a change that leaves the tracks alone, is refused or is rolled back is no event', async () => {
  const { key, run, version } = await aPublishedMastersCourse(replica);
  await newEvents();
  const change = { key, expectedVersion: version, reason };

  accepted(await changeCourse(replica, DEVELOPER, { ...change, title: 'Other' }));
  const refused = {
    ...change,
    expectedVersion: version + 1,
    type: 'professional',
    runs: [{ key: run, type: 'professional' }],
  };
  expect((await changeCourse(replica, DEVELOPER, refused)).violations).not.toEqual([]);
  await replica.database.query(`ALTER TABLE history ADD CONSTRAINT full_ck CHECK (reason <> 'full')`);
  const undone = {
    courseKey: key,
    expectedVersion: version + 1,
    run: { key: `course-v1:${key}+R9` },
    reason: 'full',
  };
  await expect(addCourseRun(replica, DEVELOPER, undone)).rejects.toThrow('full_ck');
  await replica.database.query('ALTER TABLE history DROP CONSTRAINT full_ck');

  expect(await told()).toEqual([]);
});

test('a deleted run is an event with no tracks, whether deleted with its course or alone', async () => {
  const { key, run, second } = await aVerifiedCourse(replica, 'UNPUBLISHED');
  accepted(
    await addCourseRun(replica, DEVELOPER, {
      courseKey: key,
      expectedVersion: 1,
      run: { key: second },
      reason,
    }),
  );
  await newEvents();

  await deleteCourseRun(replica, DEVELOPER, { key: second, expectedVersion: 2, reason });
  await deleteCourse(replica, DEVELOPER, { key, expectedVersion: 3, reason });

  const gone = await newEvents();
  expect(gone.map(({ subject }) => subject)).toEqual([second, run]);
  expect(gone.map(({ data }) => [data.course_run_type, data.track_types])).toEqual([
    [null, []],
    [null, []],
  ]);
});

test('a definition that gains a track is an event for every run that has it; renaming it is none', async () => {
  const runs = [await aPublishedMastersCourse(replica), await aPublishedMastersCourse(replica)];
  await newEvents();
  const masters = {
    slug: 'masters',
    name: 'Masters Only',
    trackTypes: ['masters', 'honor'],
    isMarketable: false,
    reason,
  };

  await saveCourseRunType(replica, DEVELOPER, masters);
  const events = await told();
  await saveCourseRunType(replica, DEVELOPER, {
    ...masters,
    name: 'Masters',
    trackTypes: ['honor', 'masters'],
  });

  expect(events).toEqual(expect.arrayContaining(runs.map(({ run }) => [run, ['honor', 'masters']])));
  expect(await told()).toEqual([]);
});

test('without a sink no event is kept', async () => {
  await declareSinks(replica.database, []);
  const { key, run } = freshKeys();

  accepted(
    await createCourse(replica, DEVELOPER, {
      key,
      title: 'Data',
      type: 'masters',
      prices: [],
      runs: [{ key: run }],
    }),
  );

  expect(await told()).toEqual([]);
});
