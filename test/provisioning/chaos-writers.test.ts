// The writers of the fault drills keep honest books: what they count as acknowledged is a change, whatever chance says.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check } from '../../chaos/checker';
import { createDesk } from '../../chaos/desk';
import { readEvidence } from '../../chaos/evidence';
import { make, work } from '../../chaos/writers';
import { startReplica, type Replica } from '../support/changes';
import { useTestDatabase } from '../support/database';

const database = useTestDatabase();
let replica: Replica;
let ledger: string;
beforeAll(async () => {
  replica = await startReplica(database.url);
  ledger = mkdtempSync(join(tmpdir(), 'track-types-ledger-'));
  for (const system of ['ecommerce', 'lms']) writeFileSync(join(ledger, `${system}.jsonl`), '');
});
afterAll(async () => {
  await replica.stop();
  rmSync(ledger, { recursive: true });
});

test('a writer that hits on the price that a course has asks for another', async () => {
  // Half of everything: one course, no title, always the same price.
  const desk = createDesk(replica, () => 0.5);
  desk.courses.push(await make(desk, { type: 'verified-audit', runs: 1, isPublished: true }));
  let turns = 0;

  await work(desk, () => (turns += 1) > 3);

  const evidence = await readEvidence(replica.database, ledger, desk.acknowledged);
  expect(desk.refused).toEqual([]);

  expect(check(evidence).acknowledgedButMissing).toEqual([]);
});
