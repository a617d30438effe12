// Product variants of Executive Education: given, imported, shown, recorded and sent.
import { importCourses } from '../../src/changes/import/import-courses';
import { NO_TYPE_OPTIONS } from '../../src/changes/import/imported-course';
import { readRecord } from '../../src/cli/import/discovery-record';
import { subgraphMessageOf } from '../../src/provisioning/messages';
import { useTestApp } from '../support/app';
import { freshKeys } from '../support/changes';
import { ecommerceMessage } from '../provisioning/protocols';

const app = useTestApp();
const [ONE, OTHER] = ['a1b2c3d4-0000-4000-8000-00000000000f', 'b1b2c3d4-0000-4000-8000-00000000000f'];
const reason = 'test';
const SOLD = 'entitlements { variantId } courseRuns { seats { variantId } }';
const FOUND = `course { version ${SOLD} changes(last: 1) { nodes { after } } }`;
const PROBLEMS = 'violations { code path courseRunKey message }';
const CREATE = `mutation ($input: CreateCourseInput!) { createCourse(input: $input) { ${FOUND} ${PROBLEMS} } }`;
const CHANGE = `mutation ($input: ChangeCourseInput!) { changeCourse(input: $input) { ${FOUND} ${PROBLEMS} } }`;

/** An Executive Education course with variants on its entitlement and its seat. */
async function aCourse() {
  const { key, run } = freshKeys();
  const { createCourse } = await app.data(CREATE, {
    input: {
      ...{ key, title: 'Lead', type: 'executive-education-2u', variantId: ONE.toUpperCase() },
      prices: [{ seatType: 'paid-executive-education', amount: '2000.00' }],
      runs: [{ key: run, type: 'paid-executive-education', variantId: ONE }],
    },
  });
  return { key, run, course: createCourse.course };
}

test('is given with a course and a run, shown where it is sold, recorded, and can be cleared', async () => {
  const { key, run, course } = await aCourse();
  expect(course).toMatchObject({
    ...{ entitlements: [{ variantId: ONE }], courseRuns: [{ seats: [{ variantId: ONE }] }] },
    changes: { nodes: [{ after: { variantId: ONE, courseRuns: { [run]: { variantId: ONE } } } }] },
  });

  const input = { key, expectedVersion: 1, variantId: null, runs: [{ key: run, variantId: OTHER }], reason };
  const { changeCourse } = await app.data(CHANGE, { input });
  expect(changeCourse.course).toMatchObject({
    ...{ version: 2, entitlements: [{ variantId: null }], courseRuns: [{ seats: [{ variantId: OTHER }] }] },
  });
});

test('must be a UUID; every mistake is reported at once', async () => {
  const { key, run } = await aCourse();
  const input = { key, expectedVersion: 1, variantId: 'x', runs: [{ key: run, variantId: 'y' }], reason };
  const { errors } = await app.ask(CHANGE, { input });

  expect(errors.map(({ message, extensions }) => [extensions?.['path'], message])).toEqual([
    [['variantId'], '“x” is not a UUID.'],
    [['runs', '0', 'variantId'], '“y” is not a UUID.'],
  ]);
});

test('of an entitlement does not change while a run that it goes with is in review', async () => {
  const { key, run } = await aCourse();
  const submission = { key: run, expectedVersion: 1, status: 'LEGAL_REVIEW' };
  await app.data(
    'mutation ($input: SetCourseRunStatusInput!) { setCourseRunStatus(input: $input) { violations { code } } }',
    { input: submission },
  );
  const { changeCourse } = await app.data(CHANGE, {
    input: { key, expectedVersion: 2, variantId: OTHER, reason },
  });

  expect(changeCourse.violations).toMatchObject([
    { code: 'RUN_IN_REVIEW', path: ['variantId'], courseRunKey: run },
  ]);
});

test('is imported with the course and its runs, and kept where course-discovery does not mention it', async () => {
  const { key, run } = freshKeys();
  const sale = { price: '2000.00', currency: 'USD' };
  const entitlements = [{ mode: 'paid-executive-education', ...sale }];
  const seats = [{ type: 'paid-executive-education', ...sale }];
  const imported = async (ofCourse: object, ofRun: object) => {
    const type = { course_type: 'executive-education-2u', title: 'Lead', entitlements };
    const course_runs = [{ key: run, run_type: 'paid-executive-education', seats, ...ofRun }];
    const value = { key, ...type, ...ofCourse, course_runs };
    async function* records() {
      yield readRecord({ position: '#', value }, { currency: 'USD', isSeatSetKnown: true });
    }
    const how = { typeOptions: NO_TYPE_OPTIONS, isDryRun: false, actor: 'pat', reason };
    for await (const [one] of importCourses(app.replica, records(), how)) expect(one?.problems).toEqual([]);
    return (await app.data(`query ($key: ID!) { course(key: $key) { ${SOLD} } }`, { key })).course;
  };
  const both = { entitlements: [{ variantId: ONE }], courseRuns: [{ seats: [{ variantId: OTHER }] }] };

  expect(await imported({ additional_metadata: { variant_id: ONE } }, { variant_id: OTHER })).toEqual(both);
  expect(await imported({}, {})).toEqual(both);
  expect(await imported({ additional_metadata: { variant_id: null } }, {})).toEqual({
    ...both,
    entitlements: [{ variantId: null }],
  });
});

test('is left out of a message to a subgraph while it is null', () => {
  const message = ecommerceMessage({});
  const [seat, entitlement] = [message.seats[0], message.entitlements[0]];
  const sent = (variantId: string | null) =>
    subgraphMessageOf('ECOMMERCE', {
      ...message,
      ...{ seats: [{ ...seat, variantId }], entitlements: [{ ...entitlement, variantId }] },
    } as typeof message);

  expect(JSON.stringify(sent(null))).not.toContain('variantId');
  expect(sent(ONE)).toMatchObject({ seats: [{ variantId: ONE }], entitlements: [{ variantId: ONE }] });
});
