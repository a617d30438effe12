import { setTimeout as sleep } from 'node:timers/promises';
import {
  saveCourseRunType,
  saveCourseType,
  saveMode,
  saveSeatType,
  saveTrackType,
} from '../../src/changes/catalogue/save-definition';
import {
  DEVELOPER,
  accepted,
  addCourseRun,
  aPublishedMastersCourse,
  aVerifiedCourse,
  changeCourse,
  startReplica,
} from '../support/changes';
import type { Replica } from '../support/changes';
import { useTestDatabase } from '../support/database';

const database = useTestDatabase();
let first: Replica;
let second: Replica;
beforeAll(async () => {
  first = await startReplica(database.url);
  second = await startReplica(database.url);
});
afterAll(() => Promise.all([first.stop(), second.stop()]));

const provisionings = (run: string): Promise<{ target: string; revision: number; desired_state: object }[]> =>
  first.database.query(
    `SELECT p.target, p.revision, p.desired_state FROM provisioning p JOIN course_run r ON r.id = p.course_run_id
     WHERE r.key = $1 ORDER BY p.id`,
    [run],
  );

const codes = (outcome: { violations: readonly { code: string }[] }) =>
  outcome.violations.map(({ code }) => code);

describe('a definition in use', () => {
  test('may gain a track, and every PUBLISHED run that has it is provisioned again', async () => {
    const { run } = await aPublishedMastersCourse(first);

    const saved = await saveCourseRunType(first, DEVELOPER, {
      slug: 'masters',
      name: 'Masters Only',
      trackTypes: ['masters', 'honor'],
      isMarketable: false,
      reason: 'honor for auditors',
    });

    expect(saved).toMatchObject({ slug: 'masters', violations: [], isReplay: false });
    const last = (await provisionings(run)).at(-1);
    expect(last).toMatchObject({ target: 'LMS', revision: 2 });
    expect(JSON.stringify(last?.desired_state)).toContain('"slug":"honor"');
  });

  test('never loses a track while a run with products has it; nothing is saved', async () => {
    const { run, version: _ } = await aVerifiedCourse(first);
    const before = await provisionings(run);

    const refused = await saveCourseRunType(first, DEVELOPER, {
      slug: 'verified-audit',
      name: 'Verified and Audit',
      trackTypes: ['verified'],
      isMarketable: true,
      reason: 'no more audit',
    });

    expect(refused.slug).toBeNull();
    expect(new Set(codes(refused))).toEqual(new Set(['TRACK_REMOVED']));
    expect(refused.violations.every(({ isWaivable }) => !isWaivable)).toBe(true);
    expect(await provisionings(run)).toEqual(before);
    expect(first.catalogue.current().courseRunTypes.get('verified-audit')?.trackTypes).toHaveLength(2);
  });

  test('may stop selling audit seats: the seat is retired, the mode stays', async () => {
    const { run } = await aVerifiedCourse(first);

    const saved = await saveSeatType(first, DEVELOPER, {
      slug: 'audit',
      name: 'Audit',
      createsProduct: false,
      reason: 'nobody buys it',
    });

    expect(saved.violations).toEqual([]);
    const [ecommerce, lms] = (await provisionings(run)).slice(-2);
    expect(JSON.stringify(ecommerce?.desired_state)).not.toContain('"seatType":"audit"');
    expect(JSON.stringify(lms?.desired_state)).toContain('"slug":"audit"');
    await saveSeatType(first, DEVELOPER, {
      slug: 'audit',
      name: 'Audit',
      createsProduct: true,
      reason: 'back',
    });
  });

  test('whose seats nobody is paid for any more costs 0.00 from then on, whatever the price was', async () => {
    const { run } = await aVerifiedCourse(first);
    const track = {
      slug: 'verified',
      name: 'Verified',
      mode: 'verified',
      seatType: 'verified',
      paidToPartner: false,
    };

    const saved = await saveTrackType(first, DEVELOPER, {
      ...track,
      paidToPlatform: false,
      reason: 'a gift',
    });
    const [ecommerce] = (await provisionings(run)).slice(-2);
    await saveTrackType(first, DEVELOPER, { ...track, paidToPlatform: true, reason: 'no gift' });

    expect(saved.violations).toEqual([]);
    expect(ecommerce?.desired_state).toMatchObject({ seats: [{ seatType: 'verified', price: '0.00' }, {}] });
  });

  test('does not depend on a name, and only what contains the name is sent again', async () => {
    const { run } = await aVerifiedCourse(first);
    const before = await provisionings(run);

    await saveCourseRunType(first, DEVELOPER, {
      slug: 'verified-audit',
      name: 'Verified & Audit',
      trackTypes: ['verified', 'audit'],
      isMarketable: true,
      reason: 'shorter',
    });
    const afterName = await provisionings(run);
    const mode = { slug: 'verified', name: 'Verified!', isIdVerified: true, isCreditEligible: false };
    await saveMode(first, DEVELOPER, {
      ...mode,
      certificateType: 'verified',
      minimumPrice: '1',
      reason: 'louder',
    });

    expect(afterName).toEqual(before);
    expect(JSON.stringify((await provisionings(run)).at(-1))).toContain('Verified!');
  });

  test('asks for prices once per course and names it', async () => {
    const { key } = await aVerifiedCourse(first);

    const refused = await saveCourseType(first, DEVELOPER, {
      slug: 'verified-audit',
      name: 'Verified and Audit',
      entitlementTypes: ['verified', 'professional'],
      courseRunTypes: ['verified-audit', 'audit', 'professional'],
      organizations: [],
      reason: 'more',
    });

    const about = refused.violations.filter(({ message }) => message.includes(`needs one for ${key}`));
    expect(about).toHaveLength(1);
    expect(about[0]).toMatchObject({ code: 'PRICE_REQUIRED', courseRunKey: null });
  });

  test('that is saved unchanged changes nothing', async () => {
    const version = first.catalogue.current().version;

    await saveSeatType(first, DEVELOPER, {
      slug: 'honor',
      name: 'Honor',
      createsProduct: true,
      reason: 'same',
    });

    expect(first.catalogue.current().version).toBe(version);
  });
});

describe('a new kind of course', () => {
  test('needs no deployment: it works at once where it was saved, and within a second elsewhere', async () => {
    const { key, version, second: runKey } = await aPublishedMastersCourse(first);
    const input = {
      name: 'Masters and Honor',
      trackTypes: ['masters', 'honor'],
      isMarketable: true,
      reason: 'new',
    };
    await saveCourseRunType(first, DEVELOPER, { slug: 'masters-honor', ...input });
    await saveCourseType(first, DEVELOPER, {
      slug: 'masters-honor',
      name: 'Masters and Honor',
      entitlementTypes: [],
      courseRunTypes: ['masters-honor', 'masters'],
      organizations: [],
      reason: 'new',
    });

    const run = { key: runKey, type: 'masters-honor' };
    const add = {
      courseKey: key,
      expectedVersion: version,
      courseType: 'masters-honor',
      run,
      reason: 'test',
    };
    const added = accepted(await addCourseRun(first, DEVELOPER, add));
    const deadline = Date.now() + 1_000;
    while (!second.catalogue.current().courseTypes.has('masters-honor') && Date.now() < deadline)
      await sleep(20);

    expect(added.course.type).toBe('masters-honor');
    expect(second.catalogue.current().courseTypes.has('masters-honor')).toBe(true);
  });

  test('is known to a replica that has not polled yet when it decides about a course with that type', async () => {
    const blind = await startReplica(database.url);
    await blind.catalogue.stop();
    const { key, version } = await aVerifiedCourse(first);
    await saveCourseType(first, DEVELOPER, {
      slug: 'verified-honor-audit',
      name: 'All three',
      entitlementTypes: ['verified'],
      courseRunTypes: ['verified-audit', 'audit', 'honor'],
      organizations: [],
      reason: 'new',
    });
    const input = { key, expectedVersion: version, type: 'verified-honor-audit', reason: 'test' };

    const changed = accepted(await changeCourse(blind, DEVELOPER, input));

    expect(changed.course.type).toBe('verified-honor-audit');
    await blind.stop();
  });
});

test('a definition and a course that change at the same time are judged one after the other', async () => {
  const courses = await Promise.all(Array.from({ length: 5 }, () => aVerifiedCourse(first, 'UNPUBLISHED')));
  const type = { slug: 'racing', name: 'Racing', entitlementTypes: [], organizations: [], reason: 'race' };
  await saveCourseType(first, DEVELOPER, { ...type, courseRunTypes: ['verified-audit', 'audit'] });
  await second.catalogue.refresh();

  const [redefined, ...changed] = await Promise.all([
    saveCourseType(first, DEVELOPER, { ...type, courseRunTypes: ['audit'] }),
    ...courses.map(({ key, version }) =>
      changeCourse(second, DEVELOPER, { key, expectedVersion: version, type: 'racing', reason: 'race' }),
    ),
  ]);

  expect(redefined?.violations).toEqual([]);
  const after = await first.database.query(
    `SELECT count(*)::int AS moved FROM course WHERE type_slug = 'racing'`,
  );
  expect(after).toEqual([{ moved: changed.filter((outcome) => outcome.violations.length === 0).length }]);
});
