// A bulk change by one replica: which courses it selects, what it does to each, and what it counts.
import { cancelBulkChange } from '../../src/changes/bulk/start-bulk-change';
import { changeDueCourse } from '../../src/changes/bulk/change-due-course';
import { deleteCourse } from '../../src/changes/delete-course';
import { loadCourse } from '../../src/store/courses/course-states';
import { verifyHistory } from '../../src/store/history/verify';
import {
  accepted,
  aVerifiedCourse,
  bySql,
  changeCourse,
  DEVELOPER,
  startReplica,
  type Replica,
} from '../support/changes';
import { useTestDatabase } from '../support/database';
import {
  ADMINISTRATOR,
  done,
  effectsOf,
  found,
  itemsOf,
  mastersCourses,
  started,
  TO_MVA,
} from './bulk-world';

const database = useTestDatabase();
let replica: Replica;
beforeAll(async () => {
  replica = await startReplica(database.url);
});
afterAll(() => replica.stop());

describe('the 300 Masters courses of the ticket', () => {
  const [price] = TO_MVA.prices;
  const each = 300;

  test('get MVA runs, with the same result as in their dry run', async () => {
    const keys = await mastersCourses(replica, each);
    const filter = { type: 'masters', organization: keys[0]?.split('+')[0] };

    const dry = await done(replica, await started(replica, { filter, dryRun: true }));
    const untouched = await effectsOf(replica, dry);
    const real = await done(replica, await started(replica, { filter }));

    expect(untouched.map(({ version, types, entries }) => [version, types, entries])).toEqual(
      keys.map(() => [1, 'masters masters', 0]),
    );
    expect(real.tally).toEqual(dry.tally);
    expect(await outcomesOf(real)).toEqual(await outcomesOf(dry));
    expect(real).toMatchObject({
      state: 'DONE',
      total: each,
      tally: { changed: each, refused: 0, failed: 0 },
    });
    expect(real.tally.steps).toEqual([
      { target: 'ECOMMERCE', action: 'CREATE', count: 3 * each, deferred: 0 },
      { target: 'LMS', action: 'CREATE', count: 2 * each, deferred: 0 },
    ]);
    const mva = 'masters-verified-audit';
    expect(await effectsOf(replica, real)).toEqual(
      keys.map((key) => ({ key, version: 2, entries: 1, types: `${mva} ${mva}` })),
    );
    const [last] = await replica.database.query(
      `SELECT count(*)::integer AS asked FROM provisioning p JOIN course_run r ON r.id = p.course_run_id
       JOIN course c ON c.id = r.course_id WHERE c.organization = $1`,
      [filter.organization],
    );
    expect(last).toEqual({ asked: 2 * each });
  }, 240_000);

  test('leave entries that name the bulk change, its actor and reason, and history fits', async () => {
    const keys = await mastersCourses(replica, 2);
    const bulkChange = await done(replica, await started(replica, { keys, reason: 'a decision' }));

    const entries = await replica.database.query(
      `SELECT kind, actor, reason, after FROM history WHERE bulk_change_id = $1 ORDER BY course_key`,
      [bulkChange.id],
    );
    expect(entries).toEqual(
      keys.map(() => ({
        kind: 'COURSE_CHANGED',
        actor: ADMINISTRATOR.username,
        reason: 'a decision',
        after: expect.objectContaining({ type: TO_MVA.type, prices: { [price?.seatType ?? '']: '100.00' } }),
      })),
    );
    expect(await verifyHistory(replica.database, () => undefined)).toMatchObject({ first: null, misfits: 0 });
  });

  const outcomesOf = async (bulkChange: Parameters<typeof itemsOf>[1]) =>
    (await itemsOf(replica, bulkChange)).map(({ at: _, ...item }) => item);
});

test('an entry that is assigned to another bulk change, or to none, no longer matches its hash', async () => {
  const bulkChange = await done(replica, await started(replica, { keys: await mastersCourses(replica, 2) }));
  const altered = async (value: string) => {
    const changes = replica.database.createQueryRunner();
    await changes.startTransaction();
    await changes.query('ALTER TABLE history DISABLE TRIGGER history_is_append_only');
    await changes.query(`UPDATE history SET bulk_change_id = ${value} WHERE bulk_change_id = $1`, [
      bulkChange.id,
    ]);
    const [row] = await changes.query(
      `SELECT count(*)::integer AS misfits FROM history h WHERE history_hash(h) <> hash`,
    );
    await changes.rollbackTransaction();
    await changes.release();
    return row.misfits;
  };

  expect([
    await altered('bulk_change_id'),
    await altered('gen_random_uuid()'),
    await altered('NULL'),
  ]).toEqual([0, 2, 2]);
});

test('the database refuses a second entry of one bulk change for the same course', async () => {
  const [key = ''] = await mastersCourses(replica, 1);
  const { id } = await done(replica, await started(replica, { keys: [key] }));

  const again = `INSERT INTO history (kind, subject, actor, bulk_change_id) VALUES ('COURSE_CHANGED', $1, 'x', $2)`;

  await expect(replica.database.query(again, [`course:${key}`, id])).rejects.toMatchObject({ code: '23505' });
});

describe('which courses', () => {
  test('are selected when it is started: one that matches later is not changed', async () => {
    const [first = ''] = await mastersCourses(replica, 1);
    const filter = { search: first };
    const bulkChange = await started(replica, { filter });
    await bySql(
      replica.database,
      `INSERT INTO course (uuid, key, organization, title, type_slug, version)
       VALUES (gen_random_uuid(), 'LateX+1', 'LateX', $1, 'masters', 1)`,
      [first],
    );

    expect((await done(replica, bulkChange)).total).toBe(1);
    expect(await started(replica, { filter })).toMatchObject({ total: 2 });
  });

  test('may be none, and then it is done at once', async () => {
    const bulkChange = await started(replica, { filter: { organization: 'NobodyX' } });

    expect(bulkChange).toMatchObject({ state: 'DONE', total: 0, endedAt: expect.any(Date) });
  });

  test('may be 10,000', async () => {
    // Without its history, which does not matter here.
    await replica.database.transaction(async (tx) => {
      await tx.query(`SET LOCAL session_replication_role = replica`);
      await tx.query(`INSERT INTO course (uuid, key, organization, title, type_slug, version)
        SELECT gen_random_uuid(), 'ManyX+' || n, 'ManyX', 'Title', 'masters', 1 FROM generate_series(1, 10000) n`);
    });

    const { total, id } = await started(replica, { filter: { organization: 'ManyX' } });

    expect(total).toBe(10_000);
    await cancelBulkChange(replica, ADMINISTRATOR, { id });
  });
});

describe('what becomes of a course', () => {
  test('that is already so: nothing, and it is counted as unchanged', async () => {
    const keys = await mastersCourses(replica, 2);
    await done(replica, await started(replica, { keys: keys.slice(0, 1) }));

    const again = await done(replica, await started(replica, { keys }));

    expect(again.tally).toMatchObject({ changed: 1, unchanged: 1, refused: 0, failed: 0 });
    expect((await effectsOf(replica, again)).map(({ entries }) => entries)).toEqual([0, 1]);
  });

  test('that the rules refuse: nothing, with every violation and its path in the input', async () => {
    const [masters = ''] = await mastersCourses(replica, 1);
    const { key } = await aVerifiedCourse(replica);
    const change = { type: 'audit', prices: [{ seatType: 'credit', amount: '7.50' }] };

    const bulkChange = await done(replica, await started(replica, { keys: [masters, key], change }));

    expect(bulkChange).toMatchObject({ state: 'DONE', tally: { changed: 0, refused: 2 } });
    expect(bulkChange.tally.refusals).toEqual([
      { code: 'RUN_TYPE_NOT_IN_COURSE_TYPE', courses: 2 },
      { code: 'ENTITLEMENT_REMOVED', courses: 1 },
      { code: 'PRICE_NOT_APPLICABLE', courses: 2 },
      { code: 'PRICE_NOT_WHOLE', courses: 2 },
    ]);
    const [item] = await itemsOf(replica, bulkChange);
    expect(item?.violations.map(({ code, path }) => [code, path.join('.')])).toEqual([
      ['RUN_TYPE_NOT_IN_COURSE_TYPE', 'change.type'],
      ['PRICE_NOT_APPLICABLE', 'change.prices.0.seatType'],
      ['PRICE_NOT_WHOLE', 'change.prices.0.amount'],
    ]);
    expect(await effectsOf(replica, bulkChange)).toMatchObject([{ entries: 0 }, { entries: 0 }]);
  });

  test('whose violations can be waived: it is changed with an override, and the waived rules stay on its entry', async () => {
    const keys = await mastersCourses(replica, 1);

    const bulkChange = await done(
      replica,
      await started(replica, { keys, change: { type: 'audit' }, override: true }),
    );

    expect(bulkChange.tally).toMatchObject({ changed: 1, refused: 0 });
    const [entry] = await replica.database.query(`SELECT overridden FROM history WHERE bulk_change_id = $1`, [
      bulkChange.id,
    ]);
    expect(entry.overridden).toEqual(['RUN_TYPE_NOT_IN_COURSE_TYPE']);
  });

  test('whose run has ended: the run keeps its type, and the others get theirs', async () => {
    const [key = ''] = await mastersCourses(replica, 1);
    await bySql(
      replica.database,
      `INSERT INTO course_run (uuid, key, course_id, status, type_slug, has_products, end_at)
       SELECT gen_random_uuid(), 'course-v1:' || key || '+R0', id, 'PUBLISHED', 'masters', true, '2027-01-01'
       FROM course WHERE key = $1`,
      [key],
    );

    const bulkChange = await done(replica, await started(replica, { keys: [key] }));

    expect(bulkChange.tally).toMatchObject({ changed: 1 });
    const loaded = await loadCourse(replica.database, { course: key });
    expect(loaded?.state.runs.map(({ type }) => type)).toEqual(['masters', 'masters-verified-audit']);
  });

  test('that somebody changed meanwhile: the change applies to its new state', async () => {
    const [key = ''] = await mastersCourses(replica, 1);
    const bulkChange = await started(replica, { keys: [key] });
    const retitled = { key, expectedVersion: 1, title: 'Meanwhile', reason: 'test' };
    accepted(await changeCourse(replica, DEVELOPER, retitled));

    await done(replica, bulkChange);

    expect((await loadCourse(replica.database, { course: key }))?.state.course).toMatchObject({
      title: 'Meanwhile',
      type: 'masters-verified-audit',
      version: 3,
    });
  });

  test('that has been deleted meanwhile: the fault is kept with its code, and the others have their turn', async () => {
    const { key } = await aVerifiedCourse(replica, 'UNPUBLISHED');
    const [masters = ''] = await mastersCourses(replica, 1);
    const change = { runTypes: TO_MVA.runTypes, type: TO_MVA.type, prices: TO_MVA.prices };
    const bulkChange = await started(replica, { keys: [key, masters], change });
    await deleteCourse(replica, DEVELOPER, { key, expectedVersion: 1, reason: 'mistyped' });

    const ended = await done(replica, bulkChange);

    expect(ended).toMatchObject({ state: 'DONE', tally: { failed: 1, changed: 1 } });
    const items = await itemsOf(replica, ended);
    expect(items.find(({ courseKey }) => courseKey === key)).toMatchObject({
      outcome: 'FAILED',
      error: { code: 'NOT_FOUND', message: expect.stringMatching(/./) },
    });
  });
});

describe('the rate', () => {
  const waits = async (id: string) => {
    const [row] = await replica.database.query(
      `SELECT round(extract(epoch FROM due_at - (SELECT max(at) FROM bulk_change_item i WHERE i.bulk_change_id = b.id)))::integer
         AS seconds FROM bulk_change b WHERE uuid = $1`,
      [id],
    );
    return row.seconds;
  };

  test.each([
    ['keeps the next course waiting after one that was changed', {}, 20],
    ['does not after one of a dry run', { dryRun: true }, 0],
    ['does not after one that is refused', { change: { type: 'empty' } }, 0],
  ])('%s', async (_, input, seconds) => {
    const keys = await mastersCourses(replica, 2);
    const { id } = await started(replica, { keys, ratePerMinute: 3, ...input });

    const waited = [await changeDueCourse(replica, id), await waits(id)];
    const next = await changeDueCourse(replica, id);

    expect(waited).toEqual([0, seconds]);
    expect(next).toBe(seconds > 0 ? 1_000 : 0);
    const { tally } = await found(replica, { id } as never);
    expect(tally.changed + tally.refused).toBe(seconds > 0 ? 1 : 2);
    await cancelBulkChange(replica, ADMINISTRATOR, { id });
  });

  test('is the service’s if none is given', async () => {
    const slow = { ...replica, bulkRatePerMinute: 7 };

    expect(await started(slow, { filter: { organization: 'NobodyX' } })).toMatchObject({ ratePerMinute: 7 });
  });
});
