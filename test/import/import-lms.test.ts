// Importing an LMS's runs into a real database: what becomes of runs and modes.
import type { Imported } from '../../src/changes/import/decide-batch';
import { saveTrackType } from '../../src/changes/catalogue/save-definition';
import { findDrift } from '../../src/changes/find-drift';
import { publishProvisioning } from '../../src/changes/publish-provisioning';
import type { TrackTypeDefinition } from '../../src/model/catalogue';
import { loadCourse } from '../../src/store/courses/course-states';
import { changeCourse, createCourse, DEVELOPER, startReplica } from '../support/changes';
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
const countOf = async (table: string) =>
  (await replica.database.query<{ rows: number }[]>(`SELECT count(*)::integer AS rows FROM ${table}`))[0]
    ?.rows;

test('runs of one organization and number are one course, in any case, with the newest run’s title', async () => {
  world.give('course-v1:FoldX+One+2025', { name: 'Old', start: '2025-01-01T00:00:00Z' });
  world.give('course-v1:foldx+ONE+2026', { name: 'Q&A <now> "it\'s"', start: '2026-01-01T00:00:00Z' });
  world.give('FoldX/One/2013', { name: 'Old', start: '2013-01-01T00:00:00Z' });

  expect(fatesOf(await imported())).toEqual([['foldx+ONE', 'CREATED']]);

  expect(await stateOf('foldx+ONE')).toMatchObject({
    course: { title: 'Q&A <now> "it\'s"', organization: 'foldx', prices: {} },
    runs: [
      { key: 'FoldX/One/2013', title: 'Old' },
      { key: 'course-v1:FoldX+One+2025', title: 'Old', start: new Date('2025-01-01T00:00:00Z') },
      { key: 'course-v1:foldx+ONE+2026', title: null },
    ],
  });
});

test('seats follow from modes: types match, prices are the run’s own, SKUs are kept, and tracks are protected', async () => {
  const sold = { min_price: 149, sku: 'ABC1234', bulk_sku: 'DEF5678' };
  world.give('course-v1:SeatX+Audit+1', { name: 'A' }, { audit: {} });
  world.give('course-v1:SeatX+Both+1', { name: 'B' }, { audit: { sku: 'AAA1111' }, verified: sold });
  world.give('course-v1:SeatX+Masters+1', { name: 'M' }, { masters: {} });
  world.give('course-v1:SeatX+None+1', { name: 'N' });
  world.give('course-v1:SeatX+Odd+1', { name: 'O' }, { honor: {}, audit: {} });
  world.give('course-v1:SeatX+Professional+1', { name: 'P' }, { 'no-id-professional': { min_price: 20 } });

  const all = await imported();

  const found = await Promise.all(all.map(async ({ key }) => (await stateOf(key ?? ''))?.runs[0]));
  expect(found.map((run) => [run?.type, run?.status, run?.hasProducts, run?.prices])).toEqual([
    ['audit', 'PUBLISHED', true, {}],
    ['verified-audit', 'PUBLISHED', true, { verified: '149.00' }],
    ['masters', 'PUBLISHED', true, {}],
    ['empty', 'UNPUBLISHED', false, {}],
    ['empty', 'PUBLISHED', true, {}],
    ['no-id-professional', 'PUBLISHED', true, { 'no-id-professional': '20.00' }],
  ]);
  expect(found[1]?.course).toMatchObject({ type: 'verified-audit', prices: {} });
  expect(found[1]?.products).toEqual({
    audit: { sku: 'AAA1111', bulkSku: null },
    verified: { sku: 'ABC1234', bulkSku: 'DEF5678' },
  });
  expect(remarksOf(all)).toContain('course-v1:SeatX+None+1: It has no modes.');
});

test('a deadline is an override only if the LMS calls it explicit, and it is not the one computed here', async () => {
  const times = { start: START, end: '2027-06-30T12:00:00Z' };
  const verified = (expiration_datetime: string, isExplicit: boolean) => ({
    verified: { min_price: 10, expiration_datetime, expiration_datetime_is_explicit: isExplicit },
  });
  world.give('course-v1:DueX+A+explicit', { name: 'A', ...times }, verified('2027-05-01T00:00:00Z', true));
  world.give('course-v1:DueX+A+implicit', { name: 'A', ...times }, verified('2027-05-01T00:00:00Z', false));
  world.give(
    'course-v1:DueX+A+usual',
    { name: 'A', ...times },
    verified('2027-06-20T23:59:59.999999Z', true),
  );

  await imported();

  const { runs = [] } = (await stateOf('DueX+A')) ?? {};
  expect(runs.map(({ key, upgradeDeadlineOverride }) => [key, upgradeDeadlineOverride])).toEqual([
    ['course-v1:DueX+A+explicit', new Date('2027-05-01T00:00:00Z')],
    ['course-v1:DueX+A+implicit', null],
    ['course-v1:DueX+A+usual', null],
  ]);
});

test('unusable runs are left alone and reported one by one; the course’s other runs are imported', async () => {
  world.give('ccx-v1:LeftX+A+1+ccx@7', { name: 'Coached' }, { audit: {} });
  world.give('course-v1:LeftX+A+1', { name: 'A' }, { audit: {} });
  world.give('course-v1:LeftX+A+2', { name: 'A' }, { verified: { min_price: 5, currency: 'eur' } });
  world.give('course-v1:LeftX+A+3', { name: 'A' }, { diamond: {} });
  world.give('course-v1:LeftX+A+4', {
    name: 'A',
    start: '2026-02-01T00:00:00Z',
    end: '2026-01-01T00:00:00Z',
  });
  world.give('ccx-v1:LeftX+B+1+ccx@8', { name: 'Coached' });

  const all = await imported();

  expect(
    all.map(({ key, runs, leftAlone, problems, decision }) => ({
      key,
      runs,
      leftAlone,
      problems,
      fate: decision?.fate,
    })),
  ).toEqual([
    {
      ...{ key: 'LeftX+A', runs: 5, problems: [], fate: 'CREATED' },
      leftAlone: [
        'ccx-v1:LeftX+A+1+ccx@7: a CCX is sold by its coach.',
        'course-v1:LeftX+A+4: its end is not after its start.',
        'course-v1:LeftX+A+2: its mode verified is in EUR; prices are in USD here (CURRENCY).',
        'course-v1:LeftX+A+3: there is no mode diamond here (saveMode).',
      ],
    },
    {
      ...{ key: 'LeftX+B', runs: 1, leftAlone: [], fate: undefined },
      problems: ['ccx-v1:LeftX+B+1+ccx@8: a CCX is sold by its coach.'],
    },
  ]);
  expect((await stateOf('LeftX+A'))?.runs.map(({ key }) => key)).toEqual(['course-v1:LeftX+A+1']);
});

test('a price on a track that nobody is paid for is kept and reported; a free one is known to be free', async () => {
  world.give('course-v1:HonorX+A+free', { name: 'A' }, { honor: {} });
  world.give('course-v1:HonorX+A+paid', { name: 'A' }, { honor: { min_price: 49 } });

  const all = await imported();

  expect((await stateOf('HonorX+A'))?.runs.map(({ prices }) => prices)).toEqual([
    { honor: '0.00' },
    { honor: '49.00' },
  ]);
  expect(all[0]?.decision?.runs.map(({ unpaid }) => unpaid)).toEqual([[], ['honor']]);
  expect(remarksOf(all)).toContain(
    'course-v1:HonorX+A+paid: honor costs 49.00, but nobody is paid for honor: the run is held back until saveTrackType or --paid-to says who is paid.',
  );
});

test('it is never sent as 0: nothing is sent for the run until saveTrackType says who is paid, then the price is', async () => {
  const [key, run] = ['PayeeX+A', 'course-v1:PayeeX+A+1'];
  world.give(run, { name: 'A', start: START }, { honor: { min_price: 49 } });
  await imported();
  const told = async () =>
    replica.database.query<{ target: string; payload: object }[]>(
      `SELECT target, desired_state AS payload FROM provisioning JOIN course_run r ON r.id = course_run_id
       WHERE r.key = $1 ORDER BY target`,
      [run],
    );
  const change = { key, title: 'B', expectedVersion: 1, reason: 'A change.' };
  const { notices } = await changeCourse(replica, DEVELOPER, change);
  await publishProvisioning(replica, DEVELOPER, { courseRunKey: run, reason: 'Again.' });

  expect(notices).toMatchObject([
    { code: 'NOT_SENT_UNPRICED', message: expect.stringContaining('costs 49.00') },
  ]);
  expect(await told()).toEqual([]);
  const drift = await findDrift(replica, run);
  expect(drift?.drifts).toMatchObject([{ isInSync: null, error: expect.stringContaining('held back') }]);

  const honor = replica.catalogue.current().definitions.trackType.find(({ slug }) => slug === 'honor');
  const paid = { ...honor, paidToPlatform: true, reason: 'Agreed.' } as TrackTypeDefinition & {
    reason: string;
  };
  const { violations } = await saveTrackType(replica, DEVELOPER, paid);
  await saveTrackType(replica, DEVELOPER, { ...paid, paidToPlatform: false });

  expect(violations).toEqual([]);
  expect(await told()).toMatchObject([
    { target: 'ECOMMERCE', payload: { seats: [{ price: '49.00' }] } },
    { target: 'LMS', payload: { modes: [{ slug: 'honor', minPrice: 49 }] } },
  ]);
});

test('text and keys of the LMS are kept without surrounding white space', async () => {
  world.give('course-v1:TrimX+A+1', { name: ' \u00a0A title\t\u2003' }, { audit: {} });
  await imported();
  world.give('course-v1:TrimX+A+1', { name: '\u001cA title\ufeff' }, { audit: {} });

  expect(fatesOf(await imported())).toEqual([['TrimX+A', 'UNCHANGED']]);
  expect(await stateOf('TrimX+A')).toMatchObject({ course: { title: 'A title' } });
});

test('nothing is sent to any system', async () => {
  const before = await countOf('provisioning');
  world.give(
    'course-v1:QuietX+A+1',
    { name: 'A', start: START, end: '2027-06-30T12:00:00Z' },
    { verified: { min_price: 5 } },
  );
  await imported();
  world.give('course-v1:QuietX+A+1', { name: 'Another', start: START, end: '2027-07-30T12:00:00Z' });
  await imported();

  expect(await countOf('provisioning')).toBe(before);
});

test('a run with the number of a course’s next runs belongs to that course', async () => {
  const key = 'RerunX+A';
  const course = { key, title: 'A', type: 'audit', prices: [], runs: [], keyForReruns: 'RerunX+A2' };
  await createCourse(replica, DEVELOPER, course);
  world.give('course-v1:rerunx+A2+1', { name: 'A' }, { audit: {} });

  expect(fatesOf(await imported())).toEqual([[key, 'CHANGED']]);
});
