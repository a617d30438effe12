// A database that is behind the other systems, as after a restored backup or a failover that lost commits: those
// systems have newer revisions than it knows, and ignore older ones.
import { changeCourse } from '../../src/changes/change-course';
import { reconcile } from '../../src/changes/reconcile';
import { accepted, aPublishedMastersCourse, aVerifiedCourse, DEVELOPER } from '../support/changes';
import { createDriftWorld, type DriftWorld } from '../support/drift-world';
import { anEntitlement, ask, aSeat, courseModes, products } from '../support/stand-ins';

let world: DriftWorld;
beforeAll(async () => {
  world = await createDriftWorld();
});
afterAll(() => world.stop());

/** What a scan finds and repairs; the repair has arrived when this returns. */
async function repaired(courseKey: string) {
  const repair = { as: DEVELOPER, reason: 'restored', isInsistent: true };
  const options = { repair, runsPerSecond: 1_000 };
  for await (const { drift } of reconcile(world.app.replica, { after: '', courseKey }, options)) {
    await world.delivered();
    return drift.flatMap(({ differences }) =>
      differences.map(({ item, expected, actual }) => [item, expected, actual]),
    );
  }
  return null;
}

const PROVISION = {
  lms: `mutation ($input: ProvisionCourseModesInput!) { provisionCourseModes(input: $input) { userErrors { message } } }`,
  ecommerce: `mutation ($input: ProvisionProductsInput!) { provisionProducts(input: $input) { userErrors { message } } }`,
};
const told = (system: keyof typeof PROVISION, input: object) =>
  ask(world.standIns[system].url, PROVISION[system], { input });

test('one repair is enough, however many revisions were lost', async () => {
  const { key, run: courseRunKey } = await aPublishedMastersCourse(world.app.replica);
  await world.delivered();
  await told('lms', courseModes({ revision: 7, courseRunKey }));

  const found = [await repaired(key), await repaired(key)];

  expect(found[0]).toContainEqual(['revision', '1', '7']);
  expect(found[1]).toEqual([]);
});

test('a later revision is drift even if all else is equal: the next message would be ignored', async () => {
  const { key, run: courseRunKey } = await aPublishedMastersCourse(world.app.replica);
  await world.delivered();
  const { effects } = world.standIns.lms.ledger;
  const { input } = effects.findLast((effect) => effect.courseRunKey === courseRunKey) ?? {};
  await told('lms', { ...input, revision: 2, idempotencyKey: 'lost, and the same' });

  expect(await repaired(key)).toEqual([['revision', '1', '2']]);
});

test('entitlements follow too, including those of later changes, although the course’s version is lower', async () => {
  const { key, run: courseRunKey, version } = await aVerifiedCourse(world.app.replica);
  await world.delivered();
  const course = { courseRunKey, courseKey: key, revision: 2, courseRevision: 40 };
  const seats = [aSeat({ price: '999.00' })];
  await told('ecommerce', products({ ...course, seats, entitlements: [anEntitlement({ price: '999.00' })] }));

  const lost = await repaired(key);
  const mended = await repaired(key);
  const prices = [{ seatType: 'verified', amount: '250' }];
  const input = { key, expectedVersion: version, prices, reason: 'dearer' };
  accepted(await changeCourse(world.app.replica, DEVELOPER, input));
  await world.delivered();

  expect(lost).toContainEqual(['courseRevision', String(version), '40']);
  expect(lost?.map(([item]) => item)).toContain('entitlement:verified');
  expect(mended).toEqual([]);
  expect(await repaired(key)).toEqual([]);
  const asked = `{ provisionedProducts(courseRunKey: "${courseRunKey}") { entitlements { price } } }`;
  const { provisionedProducts } = await ask(world.standIns.ecommerce.url, asked);
  expect(provisionedProducts.entitlements).toEqual([{ price: '250.00' }]);
});
