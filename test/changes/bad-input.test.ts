import { loadCourse } from '../../src/store/courses/course-states';
import { DEVELOPER, aVerifiedCourse, changeCourse, startReplica } from '../support/changes';
import type { Replica } from '../support/changes';
import { useTestDatabase } from '../support/database';

const database = useTestDatabase();
let replica: Replica;
beforeAll(async () => {
  replica = await startReplica(database.url);
});
afterAll(() => replica.stop());

const reason = 'test';

test.each([
  ['an empty title', { title: '' }, 'runs.0.title'],
  ['an empty credit provider', { creditProvider: '' }, 'runs.0.creditProvider'],
  ['half a character', { title: 'a\ud800' }, 'runs.0.title'],
  ['a null character', { creditProvider: 'a\0b' }, 'runs.0.creditProvider'],
  ['a time without seconds', { start: '2027-01-01T10:00Z' }, 'runs.0.start'],
  ['the 24th hour', { end: '2027-06-30T24:00:00Z' }, 'runs.0.end'],
  ['a day that the month has not', { end: '2027-02-29T00:00:00Z' }, 'runs.0.end'],
  ['a year after 9999', { end: '9999-12-31T23:59:59-01:00' }, 'runs.0.end'],
  ['a year before the first', { start: '0001-01-01T00:00:00+01:00' }, 'runs.0.start'],
])('%s is bad input that names the field, and saves nothing', async (_, wrong, field) => {
  const { key, run, version } = await aVerifiedCourse(replica, 'UNPUBLISHED');
  const input = { key, expectedVersion: version, runs: [{ key: run, ...wrong }], reason };

  const [refused] = await Promise.allSettled([changeCourse(replica, DEVELOPER, input)]);

  expect(refused).toMatchObject({
    status: 'rejected',
    reason: { code: 'BAD_USER_INPUT', details: { field } },
  });
  expect((await loadCourse(replica.database, { course: key }))?.state.course.version).toBe(version);
});
