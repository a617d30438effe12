// verify-history as it is run on the command line: what it says, and its exit code.
import { aVerifiedCourse, startReplica } from '../support/changes';
import { runCli } from '../support/cli';
import { useTestDatabase } from '../support/database';

const database = useTestDatabase();

const verify = (url: string) => runCli(['verify-history'], { DATABASE_URL: url });

test('says that all fits, and names the first entry that does not once one is altered', async () => {
  const replica = await startReplica(database.url);
  const { key } = await aVerifiedCourse(replica, 'LEGAL_REVIEW');

  const whole = await verify(database.url);
  await replica.database.query('ALTER TABLE history DISABLE TRIGGER history_is_append_only');
  const [[row]] = await replica.database.query(
    `UPDATE history SET actor = 'somebody else' WHERE kind = 'COURSE_RUN_STATUS_SET' RETURNING id`,
  );
  await replica.stop();
  const altered = await verify(database.url);

  expect(whole).toMatchObject({ code: 0, out: 'All 2 entries of history fit.\n', err: '' });
  expect(altered.code).toBe(1);
  expect(altered.out).toContain(`Entry ${row.id} of course:${key}, at `);
  expect(altered.out).toContain('1 of 2 entries do not fit.');
}, 60_000);

test('has an exit code of its own where the database cannot be reached', async () => {
  const found = await verify('postgresql://nobody@127.0.0.1:1/nowhere');

  expect(found).toMatchObject({ code: 2, out: '' });
  expect(found.err).toContain('ECONNREFUSED');
}, 60_000);
