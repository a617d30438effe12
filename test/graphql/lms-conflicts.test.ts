// Conflicts with the LMS in the API and in /explore.
import { followLms } from '../../src/changes/import/follow-lms';
import type { QueryApi } from '../../src/pages/explore/query-api';
import { coursePage } from '../../src/pages/explore/course-pages';
import { provisioningPage } from '../../src/pages/explore/provisioning-page';
import { readBacklog } from '../../src/store/outbox/backlog';
import { useTestApp, type Json } from '../support/app';
import { importLms, startLmsWorld } from '../support/lms-runs';
import type { LmsWorld } from '../support/lms-runs';
import { changeCourse, DEVELOPER } from '../support/changes';

const app = useTestApp();
let world: LmsWorld;
beforeAll(async () => {
  world = await startLmsWorld();
  const give = (end: string) =>
    world.give(
      'course-v1:ClashX+A+1',
      { name: 'A', start: '2027-01-01T00:00:00Z', end },
      { verified: { min_price: 50 } },
    );
  world.give('course-v1:ClashX+A+0', { name: 'A', start: '2026-01-01T00:00:00Z' });
  give('2027-07-30T00:00:00Z');
  await importLms(app.replica, world);
  await changeCourse(app.replica, DEVELOPER, {
    ...{ key: 'ClashX+A', expectedVersion: 1, reason: 'Agreed.' },
    runs: [{ key: 'course-v1:ClashX+A+1', upgradeDeadlineOverride: '2027-07-15T00:00:00Z' }],
  });
  give('2027-06-30T00:00:00Z');
  await followLms(app.replica, world.runs);
});
afterAll(() => world.stop());

const keysOf = async (hasConflict: boolean) => {
  const query = `query ($hasConflict: Boolean) { courseRuns(filter: { hasConflict: $hasConflict }) { nodes { key } totalCount } }`;
  const { courseRuns } = await app.data(query, { hasConflict });
  return [courseRuns.totalCount, courseRuns.nodes.map(({ key }: Json) => key)];
};

test('runs can be filtered by whether they have one', async () => {
  expect(await keysOf(true)).toEqual([1, ['course-v1:ClashX+A+1']]);
  expect(await keysOf(false)).toEqual([1, ['course-v1:ClashX+A+0']]);
});

test("a run returns the LMS's value, and why it is refused", async () => {
  const { courseRun } = await app.data(
    '{ courseRun(key: "course-v1:ClashX+A+1") { end conflicts { field there problem since } } }',
  );

  expect(courseRun).toEqual({
    end: '2027-07-30T00:00:00.000Z',
    conflicts: [
      {
        ...{ field: 'end', there: '2027-06-30T00:00:00.000Z', since: expect.any(String) },
        problem: expect.stringContaining('is after 2027-06-30T00:00:00.000Z'),
      },
    ],
  });
});

test('both pages of /explore show it', async () => {
  const ask: QueryApi = (query, variables) => app.ask(query, variables);
  const request = { headers: {}, query: new URLSearchParams() };

  const pages = await Promise.all([
    coursePage(ask, 'ClashX+A', request),
    provisioningPage(ask, { viewer: DEVELOPER, token: '', ...request }),
  ]);

  for (const page of pages) expect(page.text).toContain('2027-06-30T00:00:00.000Z');
});

test('it is counted for metrics', async () => {
  expect(await readBacklog(app.replica.database)).toContainEqual({
    ...{ of: 'conflict', name: 'LMS', pending: 1, blocked: 1, oldestSeconds: expect.any(Number) },
  });
});
