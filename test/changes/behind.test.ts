// A database that is behind the other systems, as after a restored backup: what they have is newer than all it knows.
import { reconcile } from '../../src/changes/reconcile';
import { aPublishedMastersCourse, DEVELOPER } from '../support/changes';
import { createDriftWorld, type DriftWorld } from '../support/drift-world';
import { ask } from '../support/stand-ins';

const OFFER = `mutation ($input: ProvisionCourseModesInput!) {
  provisionCourseModes(input: $input) { userErrors { message } } }`;

let world: DriftWorld;
beforeAll(async () => {
  world = await createDriftWorld();
});
afterAll(() => world.stop());

async function repaired(courseKey: string) {
  const repair = { as: DEVELOPER, reason: 'restored', isInsistent: true };
  const options = { repair, runsPerSecond: 1_000 };
  for await (const { isInSync } of reconcile(world.app.replica, { after: '', courseKey }, options)) {
    await world.delivered();
    return isInSync;
  }
  return null;
}

test('drift is found until as many repairs have asked as revisions were lost', async () => {
  const { key, run: courseRunKey } = await aPublishedMastersCourse(world.app.replica);
  await world.delivered();
  const modes = [{ slug: 'audit', displayName: 'Audit', minPrice: 0, currency: 'USD' }];
  const input = { idempotencyKey: 'lost', revision: 3, courseRunKey, modes };
  await ask(world.standIns.lms.url, OFFER, { input });

  const found = [await repaired(key), await repaired(key), await repaired(key)];

  // Known is 1, so the repairs ask for 2, which is ignored, and for 3.
  expect(found).toEqual([false, false, true]);
});
