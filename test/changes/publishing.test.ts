import { publishProvisioning, retryProvisioning } from '../../src/changes/publish-provisioning';
import { DEVELOPER, accepted, aVerifiedCourse, startReplica } from '../support/changes';
import type { Replica } from '../support/changes';
import { useTestDatabase } from '../support/database';

const database = useTestDatabase();
let replica: Replica;
beforeAll(async () => {
  replica = await startReplica(database.url);
});
afterAll(() => replica.stop());

const reason = 'test';
const lastEntry = async (key: string) => {
  const [row]: { kind: string; before: object; after: object }[] = await replica.database.query(
    'SELECT * FROM history WHERE course_key = $1 ORDER BY id DESC LIMIT 1',
    [key],
  );
  return row;
};

describe('publishing by hand', () => {
  test('requests the whole state again although nothing differs, and keeps the version', async () => {
    const { key, run, version } = await aVerifiedCourse(replica);

    const outcome = await publishProvisioning(replica, DEVELOPER, { courseRunKey: run, reason });

    expect(outcome.provisioning.map(({ target, revision }) => [target, revision])).toEqual([
      ['ECOMMERCE', 2],
      ['LMS', 2],
    ]);
    expect(accepted(outcome).course.version).toBe(version);
    expect(await lastEntry(key)).toMatchObject({ kind: 'PROVISIONING_REQUESTED', before: null, after: null });
  });

  test('is refused for a run that was not reviewed', async () => {
    const { run } = await aVerifiedCourse(replica, 'UNPUBLISHED');

    const outcome = await publishProvisioning(replica, DEVELOPER, { courseRunKey: run, reason });

    expect(outcome.violations).toMatchObject([{ code: 'STATUS_NOT_REACHABLE', path: ['courseRunKey'] }]);
  });

  test('retries only FAILED provisionings, and an unknown id is NOT_FOUND', async () => {
    const { run } = await aVerifiedCourse(replica);
    const published = await publishProvisioning(replica, DEVELOPER, { courseRunKey: run, reason });
    const id = published.provisioning[0]?.id ?? '';

    const untouched = await retryProvisioning(replica, DEVELOPER, { id, reason });
    const unknown = retryProvisioning(replica, DEVELOPER, { id: 'no-such-thing', reason });

    expect(untouched).toMatchObject({ id, state: 'PENDING', attempts: 0 });
    await expect(unknown).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

test('two people who retry the same FAILED provisioning at once cause one retry and one history entry', async () => {
  const { key } = await aVerifiedCourse(replica);
  const [row]: { uuid: string }[] = await replica.database.query(
    `SELECT p.uuid FROM provisioning p JOIN course_run r ON r.id = p.course_run_id JOIN course c ON c.id = r.course_id
     WHERE c.key = $1 AND p.target = 'ECOMMERCE'`,
    [key],
  );
  const id = row?.uuid ?? '';
  await replica.database.query(`UPDATE provisioning SET state = 'FAILED' WHERE uuid = $1`, [id]);

  await Promise.all(Array.from({ length: 4 }, () => retryProvisioning(replica, DEVELOPER, { id, reason })));

  const retried: { kind: string }[] = await replica.database.query(
    `SELECT kind FROM history WHERE course_key = $1 AND kind = 'PROVISIONING_RETRIED'`,
    [key],
  );
  expect(retried).toHaveLength(1);
});
