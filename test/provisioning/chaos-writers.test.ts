// The writers of the fault drills keep honest records: what they count as acknowledged is a change, by any chance.
import { check } from '../../lab/chaos/checker';
import { createDesk } from '../../lab/chaos/desk';
import { readEvidence } from '../../lab/chaos/evidence';
import { make, work } from '../../lab/chaos/writers';
import { startReplica, type Replica } from '../support/changes';
import { useTestDatabase } from '../support/database';

const database = useTestDatabase();
let replica: Replica;
beforeAll(async () => {
  replica = await startReplica(database.url);
});
afterAll(() => replica.stop());

test('a writer that picks the current price of a course asks for another', async () => {
  // Always one half as the random number: one course, no title, always the same price.
  const desk = createDesk(replica, () => 0.5);
  desk.courses.push(await make(desk, { type: 'verified-audit', runs: 1, isPublished: true }));
  let turns = 0;

  await work(desk, () => (turns += 1) > 3);

  const evidence = await readEvidence(replica.database, [], desk.acknowledged);
  expect(desk.refused).toEqual([]);

  expect(check(evidence).acknowledgedButMissing).toEqual([]);
});
