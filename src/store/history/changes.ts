// Reads history: the feed of all changes, and the changes of courses and runs. append-history.ts adds to it.
import type { Change, ChangeKind } from '../../model/history';
import { keyOfPoint } from '../../model/keys';
import type { ChangePoint } from '../../model/keys';
import { rawJson } from '../../model/raw-json';
import type { RuleCode } from '../../model/rule-codes';
import { cutPage, groupedBy, pagesOf } from '../pages';
import type { FoundPage, SpanRequest } from '../pages';
import { isoOf } from '../connections/values';
import type { Database, Row, Transaction } from '../database';

/** Filters changes. All conditions must hold; a missing or null one is ignored. */
export interface ChangeFilter {
  /** Case-folded organizations whose courses the reader may see, besides the catalogue; null: all, and memberships. */
  readonly readable: readonly string[] | null;
  readonly subject?: string | null;
  readonly courseKey?: string | null;
  /** Together with its course's key. */
  readonly courseRunKey?: string | null;
  readonly kinds?: readonly ChangeKind[] | null;
  readonly since?: Date | null;
}

/** A course, or one of its runs. */
export interface ChangeOwner {
  readonly courseKey: string;
  readonly courseRunKey: string | null;
  /** Only commands that made later versions of the course; null: all changes. */
  readonly sinceVersion: number | null;
}
export type ChangePageRequest = ChangeOwner & SpanRequest;

/** Which parts of a change to read; other parts come out empty. */
export interface ChangeParts {
  /** The states before and after. */
  readonly states: boolean;
  /** The overridden rules, and what the change belongs to. */
  readonly details: boolean;
}

export interface FeedRequest extends SpanRequest {
  /** Null: the recorded horizon, for a replica, which knows no locks. */
  readonly horizon: string | null;
  /** Left out: all. */
  readonly parts?: ChangeParts;
}

/** The part of the hash of `history h` that cursors contain. */
const POINT_HASH = "encode(substr(h.hash, 1, 8), 'hex')";

/** The columns that `changeOf` reads, from `history h`. */
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

/** Reads a change; its states stay raw JSON. */
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

/** Whether `history h` concerns that run, alone or among others of its course. */
const concerns = (run: string): string =>
  `(h.course_run_key = ${run} OR h.before #> ARRAY['courseRuns', ${run}] IS NOT NULL
    OR h.after #> ARRAY['courseRuns', ${run}] IS NOT NULL)`;

/** Returns the id up to which entries may be shown: no open transaction will add another at or below it. */
export async function findHorizon(db: Database): Promise<string> {
  const [row] = await db.query<{ horizon: string }[]>('SELECT history_horizon() AS horizon');
  return row?.horizon ?? '0';
}

/**
 * Returns the last change up to that id, as the point where the feed continues; null before the first. Unlike the
 * horizon, which may be an id not yet assigned, it exists.
 */
export async function findLastPoint(db: Database | Transaction, upTo: string): Promise<ChangePoint | null> {
  const [point] = await db.query<ChangePoint[]>(
    `SELECT h.id, ${POINT_HASH} AS hash FROM history h WHERE h.id <= $1 ORDER BY h.id DESC LIMIT 1`,
    [upTo],
  );
  return point ?? null;
}

/** Returns the points that are not in this history: the change is missing, or has another hash. */
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

/** Returns one page of the feed in the order of ids. The horizon must be known before the statement starts to read. */
export async function findChangePage(
  db: Database,
  filter: ChangeFilter,
  request: FeedRequest,
): Promise<FoundPage<Change>> {
  const { first, after, before, horizon } = request;
  const rows = isOfAll(filter)
    ? await db.rows(pageOfAll(request), [after ?? '0', horizon, before, first + 1])
    : await rowsOf(db, filter, request);
  return cutPage(rows.map(changeOf), request, keyOfPoint);
}

const isOfAll = (filter: ChangeFilter): boolean => Object.values(filter).every((value) => value == null);

const orderOf = (isLast = false): string => (isLast ? 'id DESC' : 'id');

const UP_TO_THE_HORIZON = `h.id > $1
  AND h.id <= least(coalesce($2::bigint, (SELECT horizon FROM settled_history)), $3::bigint - 1)`;
/** The statement that followers of the feed repeat. Its plan is the same for all values. */
const pageOfAll = ({ parts = WHOLE, isLast }: FeedRequest): string =>
  `SELECT ${columnsOf(parts)} FROM history h WHERE ${UP_TO_THE_HORIZON} ORDER BY h.${orderOf(isLast)} LIMIT $4`;

async function rowsOf(
  db: Database,
  filter: ChangeFilter,
  { first, after, before, horizon, parts = WHOLE, isLast }: FeedRequest,
): Promise<Row[]> {
  const kinds = [...new Set(filter.kinds)];
  if (filter.kinds && kinds.length === 0) return [];
  // On the first page, finds entries since that time by their time; later pages continue by id.
  const page = `SELECT ${columnsOf(parts)} FROM history h WHERE ${UP_TO_THE_HORIZON}
      AND ($4::text[] IS NULL OR h.course_key IS NULL AND h.kind <> 'MEMBERSHIP_CHANGED'
        OR fold_key(split_part(h.course_key, '+', 1)) = ANY($4))
      AND ($5::text IS NULL OR h.subject = $5) AND ($6::text IS NULL OR h.course_key = $6)
      AND ($7::text IS NULL OR ${concerns('$7')}) AND ($8::timestamptz IS NULL OR h.at >= $8)
      AND ($8::timestamptz IS NULL OR $1 > 0 OR h.id >= (SELECT min(id + 0) FROM history WHERE at >= $8))`;
  // One query per kind, since finding a rare kind would scan all the others.
  const each = kinds.length === 0 ? [page] : kinds.map((_, index) => `${page} AND h.kind = $${index + 10}`);
  const pages = each.map((sql) => `(${sql} ORDER BY h.${orderOf(isLast)} LIMIT $9)`).join(' UNION ALL ');
  return db.rows(`SELECT * FROM (${pages}) AS page ORDER BY ${orderOf(isLast)} LIMIT $9`, [
    ...[after ?? '0', horizon, before, filter.readable, filter.subject, filter.courseKey],
    ...[filter.courseRunKey, filter.since, first + 1, ...kinds],
  ]);
}

/** The requested owners, from $1 on, and the condition that `history h` belongs to one. */
const OWNERS = `unnest($1::text[], $2::text[], $3::integer[]) WITH ORDINALITY
  AS owner (course_key, run_key, since_version, position)`;
const IS_OF_OWNER = `h.course_key = owner.course_key
  AND (owner.run_key IS NULL OR ${concerns('owner.run_key')})
  AND (owner.since_version IS NULL OR (h.after->>'version')::integer > owner.since_version)`;
const valuesOf = (owners: readonly ChangeOwner[]): unknown[] => [
  owners.map((one) => one.courseKey),
  owners.map((one) => one.courseRunKey),
  owners.map((one) => one.sinceVersion),
];

/**
 * Returns a page for each request in the order of ids, in one statement per direction. Writers of one course wait for
 * each other before they get an id, so these need no horizon.
 */
export async function findChangePagesOf(
  db: Database,
  requests: readonly ChangePageRequest[],
): Promise<FoundPage<Change>[]> {
  const pages = new Map<ChangePageRequest, FoundPage<Change>>();
  for (const [isLast, some] of groupedBy(requests, (one) => one.isLast ?? false)) {
    const found = await db.rows(
      `SELECT ${CHANGE_COLUMNS}, owner.position::integer
       FROM ${OWNERS} JOIN unnest($4::bigint[], $5::bigint[], $6::integer[]) WITH ORDINALITY
         AS span (after, before, first, position) USING (position)
       CROSS JOIN LATERAL (SELECT * FROM history h WHERE ${IS_OF_OWNER} AND h.id > span.after
         AND (span.before IS NULL OR h.id < span.before) ORDER BY h.${orderOf(isLast)} LIMIT span.first + 1) h
       ORDER BY owner.position, h.${orderOf(isLast)}`,
      [
        ...valuesOf(some),
        ...[some.map((one) => one.after ?? '0'), some.map((one) => one.before)],
        some.map((one) => one.first),
      ],
    );
    const rows = found.map((row) => ({ position: row[CHANGE_WIDTH] as number, row: changeOf(row) }));
    for (const [index, page] of pagesOf(some, rows, keyOfPoint).entries())
      pages.set(some[index] as ChangePageRequest, page);
  }
  return requests.map((one) => pages.get(one) as FoundPage<Change>);
}

/** Returns how many changes each owner has. */
export async function countChangesOf(db: Database, owners: readonly ChangeOwner[]): Promise<number[]> {
  const rows = await db.rows(
    `SELECT (SELECT count(*)::integer FROM history h WHERE ${IS_OF_OWNER}) FROM ${OWNERS} ORDER BY owner.position`,
    valuesOf(owners),
  );
  return rows.map(([count]) => count as number);
}

/** The course that a deleted run was of: when it was deleted first after that time, or last of all; null if it never was. */
export async function findCourseOfDeletedRun(
  db: Database,
  key: string,
  after: Date | null,
): Promise<string | null> {
  const rows = await db.rows(
    `SELECT h.course_key FROM history h WHERE h.kind IN ('COURSE_DELETED', 'COURSE_RUN_DELETED') AND ${concerns('$1')}
       AND ($2::timestamptz IS NULL OR h.at > $2) ORDER BY h.${orderOf(after === null)} LIMIT 1`,
    [key, after],
  );
  return (rows[0]?.[0] as string | undefined) ?? null;
}

/** Returns the changes in the order of `ids`; null where none exists. */
export async function findChangesByIds(db: Database, ids: readonly string[]): Promise<(Change | null)[]> {
  const rows = await db.rows(`SELECT ${CHANGE_COLUMNS} FROM history h WHERE h.id = ANY($1)`, [ids]);
  const byId = new Map(rows.map(changeOf).map((change) => [change.id, change]));
  return ids.map((id) => byId.get(id) ?? null);
}
