// The floor of changeCourse: the statements that it takes, sent by hand, with nothing judged.
import { randomUUID } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import { seatsOf } from './rows';
import type { RunRow } from './rows';
import { known } from './types';
import type { Types } from './types';

interface Input {
  readonly key: string;
  readonly expectedVersion: number;
  readonly reason: string;
  readonly prices: readonly { readonly seatType: string; readonly amount: string }[];
}
interface Loaded extends RunRow {
  readonly id: string;
  readonly courseId: string;
  readonly version: number;
  readonly revision: number;
}

const LOAD = `SELECT r.id::text, c.id::text AS "courseId", c.version, r.revision, r.key, r.title, c.title AS "courseTitle",
  r.start_at AS start, r.end_at AS "end", r.status, r.type_slug AS type, r.upgrade_deadline_override AS override,
  (SELECT coalesce(jsonb_object_agg(seat_type_slug, amount::text), '{}') FROM course_run_price WHERE course_run_id = r.id) AS prices,
  (SELECT coalesce(jsonb_object_agg(seat_type_slug, amount::text), '{}') FROM course_price WHERE course_id = c.id) AS "coursePrices",
  (SELECT coalesce(jsonb_object_agg(seat_type_slug, sku), '{}') FROM seat_product WHERE course_run_id = r.id) AS skus,
  (SELECT desired_state FROM provisioning WHERE course_run_id = r.id AND target = 'ECOMMERCE' ORDER BY revision DESC LIMIT 1) AS e,
  (SELECT desired_state FROM provisioning WHERE course_run_id = r.id AND target = 'LMS' ORDER BY revision DESC LIMIT 1) AS l
  FROM course_run r JOIN course c ON c.id = r.course_id WHERE c.key = $1 ORDER BY r.key COLLATE "C"`;

const QUEUE = `WITH queued AS MATERIALIZED (
    SELECT w.*, lane.id AS lane_id, lane.enqueued + row_number() OVER (PARTITION BY lane.id ORDER BY position) AS seq
    FROM jsonb_to_recordset($1::jsonb) AS w (position integer, uuid uuid, target text, run bigint, course bigint,
      revision integer, version integer, state jsonb)
    JOIN lane ON (w.target = 'LMS' AND lane.course_run_id = w.run) OR (w.target = 'ECOMMERCE' AND lane.course_id = w.course)
  ), moved AS (
    UPDATE lane SET enqueued = counted.seq FROM (SELECT lane_id, max(seq) AS seq FROM queued GROUP BY lane_id) counted
    WHERE lane.id = counted.lane_id
  )
  INSERT INTO provisioning (uuid, course_run_id, target, revision, course_revision, lane_id, seq, desired_state)
  SELECT uuid, run, target, revision, version, lane_id, seq, state FROM queued ORDER BY position RETURNING id`;

export async function changePrices(pool: Pool, types: Types, input: Input): Promise<object> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const version = await change(client, types, input);
    await client.query('COMMIT');
    return { changeCourse: { course: { key: input.key, version }, violations: [] } };
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}

async function change(client: PoolClient, types: Types, { key, expectedVersion, reason, prices }: Input) {
  const send = async <T extends object>(name: string, text: string, values: unknown[]): Promise<T[]> =>
    (await client.query<T>({ name: `change ${name}`, text, values })).rows;
  await send(
    'lock',
    `SELECT 1 FROM course c, pg_advisory_xact_lock_shared($2) WHERE c.key = $1 FOR NO KEY UPDATE OF c`,
    [key, 7_261_544],
  );
  const runs = await send<Loaded>('load', LOAD, [key]);
  const [first] = runs;
  if (first?.version !== expectedVersion) throw new Error('STALE_VERSION');
  const version = first.version + 1;
  const course = first.courseId;
  await send('course', 'UPDATE course SET version = $2, modified = now() WHERE id = $1', [course, version]);
  await send(
    'prices',
    `INSERT INTO course_price (course_id, seat_type_slug, amount)
     SELECT $1, seat_type, amount FROM unnest($2::text[], $3::numeric[]) AS given (seat_type, amount)
     ON CONFLICT (course_id, seat_type_slug) DO UPDATE SET amount = excluded.amount, modified = now()`,
    [course, prices.map(({ seatType }) => seatType), prices.map(({ amount }) => amount)],
  );
  const given = Object.fromEntries(prices.map(({ seatType, amount }) => [seatType, amount]));
  const rows = runs.flatMap((run) => {
    const seats = seatsOf(
      { ...run, coursePrices: { ...run.coursePrices, ...given } },
      known(types.runTypes, run.type),
    );
    const state = { key: run.key, seats };
    const row = { run: run.id, course, revision: run.revision + 1, version, state };
    return (['ECOMMERCE', 'LMS'] as const).map((target) => ({ ...row, target, uuid: randomUUID() }));
  });
  const ids = runs.map(({ id }) => id);
  await send(
    'lanes',
    `INSERT INTO lane (target, course_id, course_run_id) SELECT 'ECOMMERCE', $1::bigint, NULL
     UNION SELECT 'LMS', NULL, id FROM unnest($2::bigint[]) AS id ORDER BY 1, 2, 3 ON CONFLICT DO NOTHING`,
    [course, ids],
  );
  await send(
    'hold',
    `SELECT id FROM lane WHERE course_id = $1 OR course_run_id = ANY($2::bigint[]) ORDER BY target, id FOR UPDATE`,
    [course, ids],
  );
  await send(
    'supersede',
    `WITH superseded AS (UPDATE provisioning SET state = 'SUPERSEDED', next_attempt_at = NULL
       WHERE course_run_id = ANY($1::bigint[]) AND (state = 'FAILED' OR (state IN ('PENDING', 'RETRYING') AND sent_at IS NULL))
       RETURNING lane_id), counted AS (SELECT lane_id, count(*) AS number FROM superseded GROUP BY lane_id)
     UPDATE lane SET done = lane.done + counted.number FROM counted WHERE lane.id = counted.lane_id`,
    [ids],
  );
  await send('runs', 'UPDATE course_run SET revision = revision + 1 WHERE id = ANY($1::bigint[])', [ids]);
  await send('queue', QUEUE, [JSON.stringify(rows.map((row, position) => ({ position, ...row })))]);
  await send(
    'history',
    `INSERT INTO history (kind, subject, actor, reason, course_key, before, after)
     VALUES ('COURSE_CHANGED', $1, 'editor', $2, $3, $4, $5)`,
    [`course:${key}`, reason, key, { prices: first.coursePrices }, { prices: given, version }],
  );
  return version;
}
