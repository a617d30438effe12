// Reads history: the feed of all changes, and the changes of courses and runs. Does not add to it: see append-history.ts.
import type { Change, ChangeKind } from '../../model/history';
import type { ChangePoint } from '../../model/keys';
import { rawJson } from '../../model/raw-json';
import type { RuleCode } from '../../model/rule-codes';
import { pagesOf } from '../pages';
import type { FoundPage, PageRequest } from '../pages';
import { isoOf } from '../connections/values';
import type { Database, Row, Transaction } from '../database';

/** Which changes; all conditions must hold, and what is left out or null is none. */
export interface ChangeFilter {
  /** The organizations, folded, whose courses the reader may see, beside the catalogue; null: all, and memberships too. */
  readonly readable: readonly string[] | null;
  readonly subject?: string | null;
  readonly courseKey?: string | null;
  /** With the key of its course. */
  readonly courseRunKey?: string | null;
  readonly kinds?: readonly ChangeKind[] | null;
  readonly since?: Date | null;
}

/** A course, or one run of it. */
export interface ChangeOwner {
  readonly courseKey: string;
  readonly courseRunKey: string | null;
  /** Only commands that made later versions of the course; null: everything. */
  readonly sinceVersion: number | null;
}
export type ChangePageRequest = ChangeOwner & PageRequest;

/** What of a change is read; the rest is as if there were none. */
export interface ChangeParts {
  /** What it was before, and after. */
  readonly states: boolean;
  /** What was overridden, and what it belongs to. */
  readonly details: boolean;
}

export interface FeedRequest extends PageRequest {
  /** Null: as it was written down for a replica, which knows no locks. */
  readonly horizon: string | null;
  /** Left out: all. */
  readonly parts?: ChangeParts;
}

/** What cursors have of the hash of `history h`. */
const POINT_HASH = "encode(substr(h.hash, 1, 8), 'hex')";

/** The columns of a row that `changeOf` reads, of `history h`. */
const columnsOf = ({ states, details }: ChangeParts): string =>
  [
    'h.id, h.at::text, h.kind, h.subject, h.actor, h.reason',
    states ? 'h.before::text, h.after::text' : 'NULL::text, NULL::text',
    details
      ? "nullif(h.overridden, '{}'), h.course_key, h.course_run_key, h.bulk_change_id"
      : 'NULL::text[], NULL::text, NULL::text, NULL::uuid',
    POINT_HASH,
  ].join(', ');
const WHOLE: ChangeParts = { states: true, details: true };
export const CHANGE_COLUMNS = columnsOf(WHOLE);
const CHANGE_WIDTH = 13;

/** The change; what it was before and after is raw. */
export function changeOf(row: Row): Change {
  return {
    id: row[0] as string,
    at: isoOf(row[1] as string),
    kind: row[2] as ChangeKind,
    subject: row[3] as string,
    actor: row[4] as string,
    reason: row[5] as string | null,
    before: rawJson(row[6]),
    after: rawJson(row[7]),
    overridden: (row[8] as RuleCode[] | null) ?? NONE,
    courseKey: row[9] as string | null,
    courseRunKey: row[10] as string | null,
    bulkChangeId: row[11] as string | null,
    hash: row[12] as string,
  };
}

const NONE: readonly RuleCode[] = [];

/** Whether `history h` concerns that run, by itself or among others of its course. */
const concerns = (run: string): string =>
  `(h.course_run_key = ${run} OR h.before #> ARRAY['courseRuns', ${run}] IS NOT NULL
    OR h.after #> ARRAY['courseRuns', ${run}] IS NOT NULL)`;

/** The id up to which entries may be shown: no transaction that is still open will add one up to it. */
export async function findHorizon(db: Database): Promise<string> {
  const [row] = await db.query<{ horizon: string }[]>('SELECT history_horizon() AS horizon');
  return row?.horizon ?? '0';
}

/**
 * The last change up to that id; null before the first. It is there, as the point after which the feed goes on; the horizon may
 * be an id that is still to be given.
 */
export async function findLastPoint(db: Database | Transaction, upTo: string): Promise<ChangePoint | null> {
  const [point] = await db.query<ChangePoint[]>(
    `SELECT h.id, ${POINT_HASH} AS hash FROM history h WHERE h.id <= $1 ORDER BY h.id DESC LIMIT 1`,
    [upTo],
  );
  return point ?? null;
}

/** Which of these points are not in this history: their change is not there, or has another hash. */
export async function findStrange(
  db: Database | Transaction,
  points: readonly ChangePoint[],
): Promise<ChangePoint[]> {
  const found = await db.query<{ id: string; hash: string }[]>(
    `SELECT h.id, ${POINT_HASH} AS hash FROM history h WHERE h.id = ANY($1)`,
    [points.map(({ id }) => id)],
  );
  const known = new Map(found.map(({ id, hash }) => [id, hash]));
  return points.filter(({ id, hash }) => (hash !== null ? known.get(id) !== hash : !known.has(id)));
}

/** One page of the feed, in the order of ids. The horizon must be known before the statement begins to read. */
export async function findChangePage(
  db: Database,
  filter: ChangeFilter,
  request: FeedRequest,
): Promise<FoundPage<Change>> {
  const { first, after, horizon, parts = WHOLE } = request;
  const rows = isOfAll(filter)
    ? await db.rows(pageOfAll(parts), [after ?? '0', horizon, first + 1])
    : await rowsOf(db, filter, request);
  return { rows: rows.slice(0, first).map(changeOf), hasNextPage: rows.length > first };
}

const isOfAll = (filter: ChangeFilter): boolean => Object.values(filter).every((value) => value == null);

const UP_TO_THE_HORIZON = 'h.id > $1 AND h.id <= coalesce($2::bigint, (SELECT horizon FROM settled_history))';
/** What whoever follows the feed asks for again and again. Its plan is the same for any values. */
const pageOfAll = (parts: ChangeParts): string =>
  `SELECT ${columnsOf(parts)} FROM history h WHERE ${UP_TO_THE_HORIZON} ORDER BY h.id LIMIT $3`;

async function rowsOf(
  db: Database,
  filter: ChangeFilter,
  { first, after, horizon, parts = WHOLE }: FeedRequest,
): Promise<Row[]> {
  const kinds = [...new Set(filter.kinds)];
  if (filter.kinds && kinds.length === 0) return [];
  // The entries since then are looked up by their time where the feed begins; later pages begin among them.
  const page = `SELECT ${columnsOf(parts)} FROM history h WHERE ${UP_TO_THE_HORIZON}
      AND ($3::text[] IS NULL OR h.course_key IS NULL AND h.kind <> 'MEMBERSHIP_CHANGED'
        OR fold_key(split_part(h.course_key, '+', 1)) = ANY($3))
      AND ($4::text IS NULL OR h.subject = $4) AND ($5::text IS NULL OR h.course_key = $5)
      AND ($6::text IS NULL OR ${concerns('$6')}) AND ($7::timestamptz IS NULL OR h.at >= $7)
      AND ($7::timestamptz IS NULL OR $1 > 0 OR h.id >= (SELECT min(id + 0) FROM history WHERE at >= $7))`;
  // Kind by kind, since one that is rare would be looked for through all the others.
  const each = kinds.length === 0 ? [page] : kinds.map((_, index) => `${page} AND h.kind = $${index + 9}`);
  const pages = each.map((sql) => `(${sql} ORDER BY h.id LIMIT $8)`).join(' UNION ALL ');
  return db.rows(`SELECT * FROM (${pages}) AS page ORDER BY id LIMIT $8`, [
    ...[after ?? '0', horizon, filter.readable, filter.subject, filter.courseKey, filter.courseRunKey],
    ...[filter.since, first + 1, ...kinds],
  ]);
}

/**
 * A page for each of these, in the order of ids, whatever their number in one statement. Writers of one course wait for
 * each other before they are given an id, so these need no horizon.
 */
export async function findChangePagesOf(
  db: Database,
  asked: readonly ChangePageRequest[],
): Promise<FoundPage<Change>[]> {
  const found = await db.rows(
    `SELECT ${CHANGE_COLUMNS}, asked.position::integer
     FROM unnest($1::text[], $2::text[], $3::bigint[], $4::integer[], $5::integer[])
       WITH ORDINALITY AS asked (course_key, run_key, after, first, since_version, position)
     CROSS JOIN LATERAL (SELECT * FROM history h WHERE h.course_key = asked.course_key AND h.id > asked.after
       AND (asked.run_key IS NULL OR ${concerns('asked.run_key')})
       AND (asked.since_version IS NULL OR (h.after->>'version')::integer > asked.since_version)
       ORDER BY h.id LIMIT asked.first + 1) h
     ORDER BY asked.position, h.id`,
    [
      ...[asked.map((one) => one.courseKey), asked.map((one) => one.courseRunKey)],
      ...[asked.map((one) => one.after ?? '0'), asked.map((one) => one.first)],
      asked.map((one) => one.sinceVersion),
    ],
  );
  return pagesOf(
    asked,
    found.map((row) => ({ position: row[CHANGE_WIDTH] as number, row: changeOf(row) })),
  );
}

/** The changes of these ids, in their order; null where there is none. */
export async function findChangesByIds(db: Database, ids: readonly string[]): Promise<(Change | null)[]> {
  const rows = await db.rows(`SELECT ${CHANGE_COLUMNS} FROM history h WHERE h.id = ANY($1)`, [ids]);
  const byId = new Map(rows.map(changeOf).map((change) => [change.id, change]));
  return ids.map((id) => byId.get(id) ?? null);
}
