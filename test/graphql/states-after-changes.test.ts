// Where an answer is read from: the state after a change, or after a preview, and never the earlier state.
import { saveCourseRunType, saveCourseType } from '../../src/changes/catalogue/save-definition';
import { useTestApp, type Json } from '../support/app';
import {
  aPublishedMastersCourse,
  aVerifiedCourse,
  bySql,
  createCourse,
  DEVELOPER,
  startReplica,
} from '../support/changes';

const app = useTestApp();
const reason = 'test';
const COURSE = `key version type { slug } entitlements { seatType { slug } price { amount currency } }
  courseRuns { key type { slug } status seats { seatType { slug } price { amount } upgradeDeadline } course { version } }`;

describe('a preview', () => {
  const PREVIEW = `query ($input: AddCourseRunInput!) { preview: previewAddCourseRun(input: $input) {
    course { ${COURSE} typeOptions { type { slug } isCurrent } }
    courseRun { key paidToPlatform paidToPartner provisioning { id } course { key version courseRuns { key } }
      typeOptions { type { slug } isCurrent isAllowed } }
    violations { code } plan { isEmpty modes { action mode { slug } price { amount } isDeferred } } provisioning { id } } }`;
  const addition = async () => {
    const { key, run, second, version } = await aPublishedMastersCourse(app.replica);
    const mva = {
      courseType: 'masters-verified-audit',
      run: { key: second, type: 'masters-verified-audit' },
    };
    const prices = [{ seatType: 'verified', amount: '100' }];
    return { run, input: { courseKey: key, expectedVersion: version, ...mva, prices, reason } };
  };

  test('shows the course and the run as they would be, along every path', async () => {
    const { run, input } = await addition();

    const { preview } = await app.data(PREVIEW, { input });

    const keys = [run, input.run.key];
    const version = input.expectedVersion + 1;
    expect(preview.course).toMatchObject({ version, type: { slug: 'masters-verified-audit' } });
    expect(preview.course.courseRuns.map((entry: Json) => entry.key)).toEqual(keys);
    expect(preview.course.courseRuns.map((entry: Json) => entry.course)).toEqual([{ version }, { version }]);
    expect(preview.courseRun.course.courseRuns.map((entry: Json) => entry.key)).toEqual(keys);
    expect(preview.courseRun).toMatchObject({ paidToPlatform: true, paidToPartner: true, provisioning: [] });
  });

  test('has the options of the state it shows', async () => {
    const { input } = await addition();

    const { preview } = await app.data(PREVIEW, { input });

    const current = (options: Json[]) =>
      options.filter((option) => option.isCurrent).map(({ type }) => type.slug);
    expect(current(preview.course.typeOptions)).toEqual(['masters-verified-audit']);
    expect(current(preview.courseRun.typeOptions)).toEqual(['masters-verified-audit']);
    expect(preview.courseRun.typeOptions).toHaveLength(4);
  });

  test('plans what the mutation then does, and saves nothing itself', async () => {
    const { input } = await addition();
    const stored = `query ($key: ID!) { course(key: $key) { ${COURSE} } }`;
    const before = await app.data(stored, { key: input.courseKey });

    const { preview } = await app.data(PREVIEW, { input });
    const after = await app.data(stored, { key: input.courseKey });
    const { preview: done } = await app.data(
      PREVIEW.replace('query ', 'mutation ').replace('previewAddCourseRun', 'addCourseRun'),
      { input },
    );

    expect(after).toEqual(before);
    expect(done).toEqual(preview);
    expect(preview.plan.modes).toEqual(
      ['masters', 'verified', 'audit'].map((slug) => ({
        action: 'CREATE',
        mode: { slug },
        price: { amount: slug === 'verified' ? '100.00' : '0.00' },
        isDeferred: true,
      })),
    );
  });
});

describe('one request with several mutations', () => {
  const CHANGE = `changeCourse(input: { key: $key, expectedVersion: %v, title: "%t", reason: "test" }) {
    course { version title courseRuns { title course { courseRuns { title } } } } }`;

  test('reads after each what that one saved', async () => {
    const { key } = await aVerifiedCourse(app.replica, 'UNPUBLISHED');
    const change = (version: number, title: string) =>
      `${title}: ${CHANGE.replace('%v', String(version)).replace('%t', title)}`;

    const data = await app.data(`mutation ($key: ID!) { ${change(1, 'one')} ${change(2, 'two')} }`, { key });

    const titled = (version: number, title: string) => ({
      course: { version, title, courseRuns: [{ title, course: { courseRuns: [{ title }] } }] },
    });
    expect(data).toEqual({ one: titled(2, 'one'), two: titled(3, 'two') });
  });

  test('reads a definition that it saved itself', async () => {
    const save = (name: string) => `saveMode(input: { slug: "honour", name: "${name}", isIdVerified: false,
      isCreditEligible: false, minimumPrice: "0", reason: "test" }) { mode { name certificateType isCertificateEligible minimumPrice } }`;

    const data = await app.data(`mutation { one: ${save('One')} two: ${save('Two')} }`);

    const mode = { certificateType: null, isCertificateEligible: false, minimumPrice: '0.00' };
    expect(data).toEqual({
      one: { mode: { ...mode, name: 'One' } },
      two: { mode: { ...mode, name: 'Two' } },
    });
  });
});

test('a course is answered although another replica has just saved its type', async () => {
  // Polling must not help: a definition that is unknown must be read when it is needed.
  await app.replica.catalogue.stop();
  const other = await startReplica(app.databaseUrl);
  const read = `query ($r: [_Any!]!) { courses(filter: { organization: "FarX" }) { nodes { type { slug } courseRuns { type { slug } } } }
    _entities(representations: $r) { ... on CourseRun { type { slug } course { type { slug } } } } }`;
  const type = { slug: 'far', name: 'Far', reason };
  await saveCourseRunType(other, DEVELOPER, { ...type, trackTypes: ['audit'], isMarketable: true });
  const lists = { entitlementTypes: [], courseRunTypes: ['far'], organizations: [] };
  await saveCourseType(other, DEVELOPER, { ...type, ...lists });
  const runs = [{ key: 'course-v1:FarX+1+R' }];
  await createCourse(other, DEVELOPER, { key: 'FarX+1', title: 'Far', type: 'far', prices: [], runs });
  await other.stop();

  const data = await app.data(read, { r: [{ __typename: 'CourseRun', key: 'course-v1:FarX+1+R' }] });

  const slug = { slug: 'far' };
  expect(data).toEqual({
    courses: { nodes: [{ type: slug, courseRuns: [{ type: slug }] }] },
    _entities: [{ type: slug, course: { type: slug } }],
  });
});

test('times are answered in UTC with milliseconds, amounts with two decimals', async () => {
  const input = {
    key: 'FormX+1',
    title: 'Form',
    type: 'verified-audit',
    prices: [{ seatType: 'verified', amount: '7' }],
  };
  const run = {
    key: 'course-v1:FormX+1+R',
    start: '2027-03-01T01:00:00+02:00',
    end: '2027-12-31T22:00:00.1234Z',
  };
  const query = `mutation ($input: CreateCourseInput!) { createCourse(input: $input) { course { courseRuns {
    start end goLiveAt seats { price { amount currency } upgradeDeadline upgradeDeadlineOverride } } } } }`;

  const { createCourse: created } = await app.data(query, { input: { ...input, runs: [run] } });

  expect(created.course.courseRuns).toEqual([
    {
      start: '2027-02-28T23:00:00.000Z',
      end: '2027-12-31T22:00:00.123Z',
      goLiveAt: null,
      seats: [
        {
          price: { amount: '7.00', currency: 'USD' },
          upgradeDeadline: '2027-12-21T23:59:59.999Z',
          upgradeDeadlineOverride: null,
        },
        { price: { amount: '0.00', currency: 'USD' }, upgradeDeadline: null, upgradeDeadlineOverride: null },
      ],
    },
  ]);
});

test('a seat and an entitlement without a price have a price of null, and a free seat one of 0.00', async () => {
  const { key } = await aVerifiedCourse(app.replica, 'UNPUBLISHED');
  await bySql(
    app.replica.database,
    'DELETE FROM course_price USING course WHERE course.id = course_id AND key = $1',
    [key],
  );

  const { course } = await app.data(`query ($key: ID!) { course(key: $key) { ${COURSE} } }`, { key });

  expect(course.entitlements).toMatchObject([{ price: null }]);
  const seats = course.courseRuns[0].seats.map(({ price }: { price: { amount: string } | null }) => price);
  expect(seats).toHaveLength(2);
  expect(seats).toEqual(expect.arrayContaining([null, { amount: '0.00' }]));
});

test('a deletion returns the key of what is gone, or the rule that prevents it', async () => {
  const draft = await aVerifiedCourse(app.replica, 'UNPUBLISHED');
  const sold = await aVerifiedCourse(app.replica, 'PUBLISHED');
  const remove = (name: string, fields: string) => `mutation ($key: ID!, $version: Int!) {
    gone: ${name}(input: { key: $key, expectedVersion: $version, reason: "test" }) { deletedKey violations { code } ${fields} } }`;
  const ofRun = remove('deleteCourseRun', 'course { version courseRuns { key } }');
  const ofCourse = remove('deleteCourse', '');

  const { gone: kept } = await app.data(ofRun, { key: sold.run, version: sold.version });
  const { gone: run } = await app.data(ofRun, { key: draft.run, version: 1 });
  const { gone: course } = await app.data(ofCourse, { key: draft.key, version: 2 });

  expect(kept).toEqual({ deletedKey: null, violations: [{ code: 'HAS_PRODUCTS' }], course: null });
  expect(run).toEqual({ deletedKey: draft.run, violations: [], course: { version: 2, courseRuns: [] } });
  expect(course).toEqual({ deletedKey: draft.key, violations: [] });
  expect(await app.data(`{ course(key: "${draft.key}") { key } }`)).toEqual({ course: null });
});
