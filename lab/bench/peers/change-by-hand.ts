// The floor of changeCourse: its statements, sent by hand, without any rules.
import { randomUUID } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import { amounts, SEAT_SKUS, seatsOf } from './rows';
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
  ${amounts('course_run_price', 'course_run_id', 'r.id')} AS prices, ${SEAT_SKUS} AS skus,
  ${amounts('course_price', 'course_id', 'c.id')} AS "coursePrices",
  (SELECT desired_state FROM provisioning WHERE course_run_id = r.id AND target = 'ECOMMERCE' ORDER BY revision DESC LIMIT 1) AS e,
  (SELECT desired_state FROM provisioning WHERE course_run_id = r.id AND target = 'LMS' ORDER BY revision DESC LIMIT 1) AS l
  FROM course_run r JOIN course c ON c.id = r.course_id WHERE c.key = $1 ORDER BY r.key COLLATE "C"`;

const QUEUE = `WITH superseded AS (
    UPDATE provisioning SET state = 'SUPERSEDED', next_attempt_at = NULL
    WHERE course_run_id = ANY($1::bigint[]) AND (state = 'FAILED' OR (state IN ('PENDING', 'RETRYING') AND sent_at IS NULL))
    RETURNING lane_id
  ), counted AS (SELECT lane_id, count(*)::integer AS number FROM superseded GROUP BY lane_id
  ), runs AS (UPDATE course_run SET revision = revision + 1 WHERE id = ANY($1::bigint[])
  ), lanes AS (
    UPDATE lane SET done = lane.done + coalesce(counted.number, 0), enqueued = filled.enqueued
    FROM unnest($2::bigint[], $3::integer[]) AS filled (id, enqueued) LEFT JOIN counted ON counted.lane_id = filled.id
    WHERE lane.id = filled.id
  )
  INSERT INTO provisioning (uuid, course_run_id, target, revision, course_revision, lane_id, seq, desired_state)
  SELECT uuid, run, target, revision, version, lane, seq, state
  FROM jsonb_to_recordset($4::jsonb) AS w (position integer, uuid uuid, target text, run bigint, lane bigint, seq integer,
    revision integer, version integer, state jsonb) ORDER BY position RETURNING id`;

const LANE = 'id, coalesce(course_id, course_run_id) AS owner, enqueued, target';
interface Lane {
  readonly id: string;
  readonly owner: string;
  readonly target: string;
  enqueued: number;
}

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
  await send(
    'course',
    `WITH price AS (
       INSERT INTO course_price (course_id, seat_type_slug, amount)
       SELECT $1, seat_type, amount FROM unnest($3::text[], $4::numeric[]) AS given (seat_type, amount)
       ON CONFLICT (course_id, seat_type_slug) DO UPDATE SET amount = excluded.amount, modified = now())
     UPDATE course SET version = $2, modified = now() WHERE id = $1`,
    [course, version, prices.map(({ seatType }) => seatType), prices.map(({ amount }) => amount)],
  );
  const before = pricesIn(first.coursePrices);
  const after = {
    ...before,
    ...Object.fromEntries(prices.map(({ seatType, amount }) => [seatType, amount])),
  };
  const rows = runs.flatMap((run) => {
    const coursePrices = Object.entries(after).flat().join(' ');
    const seats = seatsOf({ ...run, coursePrices }, known(types.runTypes, run.type));
    const state = { key: run.key, seats };
    const row = { run: run.id, course, revision: run.revision + 1, version, state };
    return (['ECOMMERCE', 'LMS'] as const).map((target) => ({ ...row, target, uuid: randomUUID() }));
  });
  const ids = runs.map(({ id }) => id);
  const held = await send<Lane>(
    'hold',
    `SELECT ${LANE} FROM lane WHERE course_id = $1 OR course_run_id = ANY($2::bigint[]) ORDER BY target, id FOR UPDATE`,
    [course, ids],
  );
  const made =
    held.length === ids.length + 1
      ? []
      : await send<Lane>(
          'lanes',
          `INSERT INTO lane (target, course_id, course_run_id) SELECT 'ECOMMERCE', $1::bigint, NULL
           UNION SELECT 'LMS', NULL, id FROM unnest($2::bigint[]) AS id ORDER BY 1, 2, 3
           ON CONFLICT DO NOTHING RETURNING ${LANE}`,
          [course, ids],
        );
  const lanes = [...held, ...made];
  const queued = rows.map((row, position) => {
    const owner = row.target === 'LMS' ? row.run : course;
    const lane = lanes.find((one) => one.target === row.target && one.owner === owner);
    if (!lane) throw new Error('There is no lane.');
    lane.enqueued += 1;
    return { position, lane: lane.id, seq: lane.enqueued, ...row };
  });
  await send('queue', QUEUE, [
    ids,
    lanes.map(({ id }) => id),
    lanes.map(({ enqueued }) => enqueued),
    JSON.stringify(queued),
  ]);
  await send(
    'history',
    `INSERT INTO history (kind, subject, actor, reason, course_key, before, after)
     VALUES ('COURSE_CHANGED', $1, 'editor', $2, $3, $4, $5)`,
    [`course:${key}`, reason, key, { prices: before }, { prices: after, version }],
  );
  return version;
}

function pricesIn(text: string | null): Record<string, string> {
  const parts = text?.split(' ') ?? [];
  const pairs = parts.flatMap((part, index) => (index % 2 === 0 ? [[part, parts[index + 1] ?? '']] : []));
  return Object.fromEntries(pairs) as Record<string, string>;
}
