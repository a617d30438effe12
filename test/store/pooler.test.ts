// The service through pgbouncer in transaction mode, where each transaction may get another database connection. Needs
// Debian's pgbouncer; skipped without it.
import { changeCourse } from '../../src/changes/change-course';
import { grantApplication } from '../../src/store/connections/application-role';
import { openDatabase } from '../../src/store/data-source';
import type { Database } from '../../src/store/database';
import { createLeadership } from '../../src/store/leadership';
import { done, found, mastersCourses, started } from '../changes/bulk-world';
import { accepted, aVerifiedCourse, DEVELOPER, startReplica } from '../support/changes';
import type { Replica } from '../support/changes';
import { useTestDatabase } from '../support/database';
import { hasPgbouncer, startPgbouncer } from '../support/pgbouncer';
import type { Pooler } from '../support/pgbouncer';
import { useRoles } from '../support/roles';
import { startService, tellStory } from '../support/story';

// Nothing can be set through a pooler, so a start with other settings is refused.
const database = useTestDatabase({});
const newRole = useRoles();
const describeWithPooler = hasPgbouncer ? describe : describe.skip;

describeWithPooler(`a pooler${hasPgbouncer ? '' : ' (skipped: there is no pgbouncer here)'}`, () => {
  let directUrl: string;
  let pooler: Pooler;
  let pooled: Database;
  beforeAll(async () => {
    const role = await newRole();
    await grantApplication(database.url, role.name);
    directUrl = role.urlAt(database.url);
    pooler = await startPgbouncer(directUrl);
    pooled = await openDatabase({ url: pooler.urlOf(directUrl), isPooled: true });
  });
  afterAll(async () => {
    await pooled.destroy();
    await pooler.stop();
  });

  test('leads to a service that does everything in its examples, and delivers it', async () => {
    const settings = { DATABASE_URL: pooler.urlOf(directUrl), DATABASE_DIRECT_URL: directUrl };
    const owner = { DATABASE_OWNER_URL: database.url, RECONCILE_EVERY_MINUTES: '1' };
    const service = await startService({ ...settings, ...owner });
    const failed = await tellStory(service.urls['gateway'] ?? '');
    await service.stop();

    expect(failed).toEqual([]);
  }, 120_000);

  test("shares one connection among many changes, and none sees another's state", async () => {
    const replica = await startReplica(directUrl, { database: pooled });
    const courses = await Promise.all(Array.from({ length: 12 }, () => aVerifiedCourse(replica, 'REVIEWED')));
    const outcomes = await Promise.all(
      courses.map(({ key, version }) => {
        const input = { key, expectedVersion: version, prices: [{ seatType: 'verified', amount: '250' }] };
        return changeCourse(replica, DEVELOPER, { ...input, reason: 'Dearer.' });
      }),
    );
    await replica.stop();

    expect(outcomes.map((outcome) => accepted(outcome).course.version)).toEqual(
      courses.map(({ version }) => version + 1),
    );
  }, 120_000);

  test('carries a bulk change that two replicas share: every course is changed once, by one transaction', async () => {
    const replicas = await Promise.all([0, 1].map(() => startReplica(directUrl, { database: pooled })));
    const [first, second] = replicas as [Replica, Replica];
    const keys = await mastersCourses(first, 12);
    const bulkChange = await started(first, { keys, ratePerMinute: 6_000 });
    await Promise.all([done(first, bulkChange), done(second, bulkChange)]);
    const { state, tally } = await found(first, bulkChange);
    await Promise.all(replicas.map((replica) => replica.stop()));

    expect(state).toBe('DONE');
    expect(tally).toMatchObject({ changed: 12, failed: 0 });
    const entries = await pooled.query<{ key: string; entries: number }[]>(
      `SELECT course_key AS key, count(*)::integer AS entries FROM history
       WHERE course_key = ANY($1) AND actor = 'ada' GROUP BY 1`,
      [keys],
    );
    expect(entries.map((row) => row.entries)).toEqual(keys.map(() => 1));
  }, 60_000);

  test("has nothing set or prepared for a session: the limits are the role's", async () => {
    const asked = Array.from({ length: 20 }, (_, number) =>
      pooled.query(
        `SELECT pg_backend_pid() AS pid, current_setting('statement_timeout') AS statement,
           current_setting('lock_timeout') AS lock, (SELECT count(*)::integer FROM pg_prepared_statements) AS prepared,
           $1::integer AS number, pg_sleep(0.01)`,
        [number],
      ),
    );
    const rows = (await Promise.all(asked)).flat();

    expect(rows.map(({ number }) => number)).toEqual(asked.map((_, number) => number));
    expect(new Set(rows.map(({ pid }) => pid)).size).toBeLessThanOrEqual(3);
    for (const row of rows) expect(row).toMatchObject({ statement: '15s', lock: '5s', prepared: 0 });
  });

  test('is noticed by a service that was not told about it', async () => {
    const untold = await openDatabase({ url: pooler.urlOf(directUrl), statementMs: 7_000 });
    const direct = await openDatabase({ url: directUrl, statementMs: 7_000 });
    const limitAt = async (at: Database) =>
      (await at.query(`SELECT current_setting('statement_timeout') AS ms, $1 AS given`, [1]))[0].ms;

    expect([await limitAt(untold), await limitAt(direct)]).toEqual(['15s', '7s']);
    await Promise.all([untold.destroy(), direct.destroy()]);
  });

  test('would give a held lock to everybody; without it, one has it', async () => {
    const direct = await openDatabase({ url: directUrl });
    const [LOCK, OTHER] = [7_261_999, 7_261_998];
    const lent = [createLeadership(pooled, LOCK), createLeadership(pooled, LOCK)];
    const own = [createLeadership(direct, OTHER), createLeadership(direct, OTHER)];

    const had = async (leaderships: typeof lent) => [
      await leaderships[0]?.isOurs(),
      await leaderships[1]?.isOurs(),
    ];
    const [throughIt, pastIt] = [await had(lent), await had(own)];
    await Promise.all([...lent, ...own].map((leadership) => leadership.end()));
    await direct.destroy();

    expect(throughIt).toEqual([true, true]);
    expect(pastIt).toEqual([true, false]);
  });
});
