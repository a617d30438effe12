// Reading provisionings: by id, the newest of a run, and page by page.
import { randomUUID } from 'node:crypto';
import { KeepDesiredStatesAlone1795370400171 } from '../../migrations/1795370400171-keep-desired-states-alone';
import {
  countProvisionings,
  findProvisioningPage,
  findProvisioningsByIds,
  newestProvisioningsOfRuns,
} from '../../src/store/provisionings';
import { aCourse, anAsk, aRun, useOutbox, type Run } from './outbox-world';

const outbox = useOutbox();

const pageOf = (run: Run, first: number, after: string | null = null) =>
  findProvisioningPage(outbox.db, { courseRunId: run.courseRunId }, { first, after });

test('existing ones are found by id, and a malformed id does not exist', async () => {
  const run = await aRun(outbox.db);
  const [ecommerce] = await outbox.ask(anAsk(run));
  const ids = [ecommerce?.id ?? '', randomUUID(), 'x', `${randomUUID()}0`, "' OR true", '\0'];

  const found = await findProvisioningsByIds(outbox.db, ids);

  expect(found).toEqual([ecommerce]);
  expect(found[0]).toMatchObject({
    courseRunId: run.courseRunId,
    requestedAt: expect.any(Date),
    desiredState: anAsk(run).ecommerce,
  });
});

test('a migration repairs a message that an early version wrote over a desired state', async () => {
  const run = await aRun(outbox.db);
  const asked = await outbox.ask(anAsk(run));
  await outbox.db.query(
    `UPDATE provisioning SET state = 'SUPERSEDED', desired_state = desired_state
       || '{"idempotencyKey": "k", "revision": 1, "courseRevision": 1}' || CASE target
       WHEN 'LMS' THEN jsonb_build_object('modes', (SELECT jsonb_agg(one || '{"sku": "A", "bulkSku": null}')
         FROM jsonb_array_elements(desired_state->'modes') AS one)) ELSE '{}' END`,
  );

  const runner = outbox.db.createQueryRunner();
  await new KeepDesiredStatesAlone1795370400171().up(runner).finally(() => runner.release());

  const states = (await outbox.rows(run)).map(({ desiredState }) => desiredState);
  expect(states).toEqual(asked.map(({ desiredState }) => desiredState));
});

test('the newest of each run are one per target, E-Commerce first', async () => {
  const [first, second, never] = await aCourse(outbox.db, 3);
  if (!first || !second || !never) throw new Error('There are three runs.');
  await outbox.ask(anAsk(first), anAsk(second));
  const newer = await outbox.ask(anAsk(first, { revision: 2 }));

  const newest = await newestProvisioningsOfRuns(
    outbox.db,
    [first, second, never].map((run) => run.courseRunId),
  );

  expect(newest.get(first.courseRunId)).toEqual(newer);
  expect(newest.get(second.courseRunId)?.map((row) => [row.target, row.revision])).toEqual([
    ['ECOMMERCE', 1],
    ['LMS', 1],
  ]);
  expect(newest.has(never.courseRunId)).toBe(false);
});

test('pages go from the newest to the oldest and end', async () => {
  const run = await aRun(outbox.db);
  for (const revision of [1, 2, 3]) await outbox.ask(anAsk(run, { revision }));
  const all = (await outbox.rows(run)).reverse();

  const first = await pageOf(run, 4);
  const last = await pageOf(run, 4, first.rows.at(-1)?.id);

  expect(first).toMatchObject({ rows: all.slice(0, 4), hasMore: true });
  expect(last).toMatchObject({ rows: all.slice(4), hasMore: false });
  expect((await pageOf(run, 6)).hasMore).toBe(false);
  expect((await pageOf(run, 6, randomUUID())).rows).toEqual([]);
});

test.each([
  [{ target: 'LMS' } as const, 2],
  [{ states: ['SUPERSEDED'] } as const, 2],
  [{ states: ['PENDING', 'SUPERSEDED'], target: 'ECOMMERCE' } as const, 2],
  [{ states: ['DELIVERED'] } as const, 0],
  [{ states: [] }, 0],
  [{}, 4],
])('%j leaves %i of four', async (filter, number) => {
  const run = await aRun(outbox.db);
  for (const revision of [1, 2]) await outbox.ask(anAsk(run, { revision }));
  const ofRun = { ...filter, courseRunId: run.courseRunId };

  const { rows } = await findProvisioningPage(outbox.db, ofRun, { first: 10, after: null });

  expect(rows).toHaveLength(number);
  expect(await countProvisionings(outbox.db, ofRun)).toBe(number);
});
