// Unselected parts of a list are not read; selected ones are there, in any form.
import { statementsOf, useTestApp } from '../support/app';
import { bySql, createCourse, DEVELOPER } from '../support/changes';

const app = useTestApp();

const SOLD = `INSERT INTO entitlement_product (course_id, seat_type_slug, sku) SELECT id, 'verified', 'A1B2C3D' FROM course`;
const prices = [{ seatType: 'verified', amount: '49' }];

test('courses have their SKUs if these are selected, under any alias; otherwise they are not read', async () => {
  const course = { key: 'AX+10', title: 'Sold', type: 'verified-audit', prices, runs: [] };
  await createCourse(app.replica, DEVELOPER, course);
  await bySql(app.replica.database, SOLD);
  const statements = await statementsOf(app, () =>
    app.data('{ courses(first: 1) { nodes { key entitlements { price { amount } } } } }'),
  );

  const { courses } =
    await app.data(`{ courses(first: 1) { nodes { entitlements { ...Sold price { amount } } } } }
    fragment Sold on Entitlement { it: sku }`);

  expect(courses.nodes[0].entitlements).toEqual([{ it: 'A1B2C3D', price: { amount: '49.00' } }]);
  expect(statements.some((text) => text.includes('FROM course c'))).toBe(true);
  expect(statements.filter((text) => text.includes('entitlement_product'))).toEqual([]);
});

test("the courses of a gateway's runs have their SKUs if it selects entitlements; otherwise they are not read", async () => {
  const runs = [{ key: 'course-v1:AX+20+R1' }];
  await createCourse(app.replica, DEVELOPER, {
    key: 'AX+20',
    title: 'Sold',
    type: 'verified-audit',
    prices,
    runs,
  });
  await bySql(app.replica.database, `DELETE FROM entitlement_product; ${SOLD}`);
  const variables = { representations: [{ __typename: 'CourseRun', key: 'course-v1:AX+20+R1' }] };
  const query = (fields: string) => `query($representations: [_Any!]!) {
    _entities(representations: $representations) { __typename ... on CourseRun { ${fields} } } }`;

  const sold = await app.data(query('course { __typename entitlements { sku } }'), variables);
  const statements = await statementsOf(app, () =>
    app.data(query('seats { sku } course { title }'), variables),
  );

  expect(sold._entities).toEqual([
    { __typename: 'CourseRun', course: { __typename: 'Course', entitlements: [{ sku: 'A1B2C3D' }] } },
  ]);
  expect(statements.some((text) => text.includes('FROM course_run r'))).toBe(true);
  expect(statements.filter((text) => text.includes('entitlement_product'))).toEqual([]);
});
