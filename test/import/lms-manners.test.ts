// Reading an LMS that throttles, fails, or changes while it is read.
import type { Imported } from '../../src/changes/import/decide-batch';
import { startReplica } from '../support/changes';
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

const imported = (how?: ImportingLms) => importLms(replica, world, how);
const fatesOf = (all: readonly Imported[]) =>
  all.map(({ key, decision }) => [key, decision?.fate ?? 'REFUSED']);

test('waits for a throttling LMS as long as it says, however often', async () => {
  world.give('course-v1:SlowX+A+1', { name: 'A' }, { audit: {} });
  world.lms.faults.set({ kind: 'status', status: 429, retryAfter: '1', times: 2 });

  expect(fatesOf(await imported())).toEqual([['SlowX+A', 'CREATED']]);
});

test('a run whose modes cannot be read is left alone, and found by the next import', async () => {
  world.give('course-v1:BrokenX+A+1', { name: 'A' }, { audit: {} });
  world.give('course-v1:BrokenX+A+2', { name: 'A' }, { audit: {} });
  world.lms.faults.set({
    kind: 'status',
    status: 500,
    where: ({ query }) => query.includes('BrokenX+A+2'),
  });

  const [first] = await imported();
  world.lms.faults.clear();
  const [second] = await imported();

  expect(first?.leftAlone).toEqual([
    expect.stringMatching(/^course-v1:BrokenX\+A\+2: its modes cannot be read: GET .*HTTP 500/),
  ]);
  expect(second?.decision?.runs.map(({ fate }) => fate)).toEqual(['UNCHANGED', 'CREATED']);
});

test('if many runs’ modes cannot be read, it ends with what the LMS says', async () => {
  for (const number of [1, 2, 3, 4, 5, 6]) world.give(`course-v1:AwayX+C${number}+1`, { name: 'A' });
  world.lms.faults.set({
    kind: 'status',
    status: 403,
    where: ({ query }) => query.includes('course_modes'),
  });

  await expect(imported()).rejects.toThrow('HTTP 403');
});

test('a list of many pages is read to its end', async () => {
  for (let number = 0; number < 205; number += 1) world.give(`course-v1:PageX+C${number}+1`, { name: 'A' });
  const says: string[] = [];

  expect(await imported({ says })).toHaveLength(205);
  expect(says).toEqual([
    'Read 100 of about 205 runs.',
    'Read 200 of about 205 runs.',
    'Runs in the LMS: 205, of 205 courses. New runs: 205; reading their modes takes about 3 min.',
  ]);
});

test('a page that is gone when it is requested is the end of the list', async () => {
  for (let number = 0; number < 105; number += 1) world.give(`course-v1:GoneX+C${number}+1`, { name: 'A' });
  let read = 0;

  for await (const { runs } of world.runs.list()) {
    read += runs.length;
    world.lms.listed.delete('course-v1:GoneX+C0+1');
    for (let number = 1; number < 6; number += 1) world.lms.listed.delete(`course-v1:GoneX+C${number}+1`);
  }

  expect(read).toBe(100);
});
