// What of a list nobody selects is not read; what is selected is there, however it is.
import { statementsOf, useTestApp } from '../support/app';
import { bySql, createCourse, DEVELOPER } from '../support/changes';

const app = useTestApp();

test('courses have their SKUs where these are asked for, by whatever name; else these are not read', async () => {
  const prices = [{ seatType: 'verified', amount: '49' }];
  const course = { key: 'AX+10', title: 'Sold', type: 'verified-audit', prices, runs: [] };
  await createCourse(app.replica, DEVELOPER, course);
  const SOLD = `INSERT INTO entitlement_product (course_id, seat_type_slug, sku) SELECT id, 'verified', 'A1B2C3D' FROM course`;
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
