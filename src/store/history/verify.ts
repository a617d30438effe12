// Verifies history: each entry must match its own hash, and contain the hash of the entry before it. The types that a migration
// created have no entry, and are checked against what it created.
import { membershipSubject } from '../../model/history';
import type { Database, Transaction } from '../database';
import { groupedBy, inBatches } from '../pages';
import { isDeepStrictEqual } from 'node:util';
import { seedRows } from '../../../migrations/1795370400004-seed-open-edx-types';
import type { SeedRow } from '../../../migrations/1795370400004-seed-open-edx-types';

/** An entry that was altered, or that had one inserted or removed before it. */
interface Misfit {
  readonly id: string;
  readonly subject: string;
  readonly at: Date;
}

interface Read extends Misfit {
  readonly isAltered: boolean;
  readonly hash: string;
  readonly previousHash: string | null;
}

export interface Verification {
  readonly entries: number;
  /** The one with the lowest id; null if all is well. */
  readonly first: Misfit | null;
  readonly misfits: number;
}

const AT_ONCE = 5_000;

/** Returns how many entries there are to check. */
export async function countEntries(db: Database): Promise<number> {
  const [row] = await db.query<{ count: number }[]>('SELECT count(*)::integer AS count FROM history');
  return row?.count ?? 0;
}

/** Follows every chain to its end, a few thousand entries at a time; calls `onRead` with the number read so far. */
export async function verifyHistory(db: Database, onRead: (entries: number) => void): Promise<Verification> {
  let last: Read | undefined;
  let first: Misfit | null = null;
  let [entries, misfits] = [0, 0];
  for await (const rows of inBatches(AT_ONCE, (after: Read | undefined) => read(db, after))) {
    for (const row of rows) {
      const isMisfit = !fits(row, last);
      if (isMisfit) misfits += 1;
      if (isMisfit && (!first || Number(row.id) < Number(first.id))) first = row;
      last = row;
    }
    entries += rows.length;
    onRead(entries);
  }
  return { entries, first, misfits };
}

const fits = ({ isAltered, subject, previousHash }: Read, before: Read | undefined): boolean =>
  !isAltered && previousHash === (before?.subject === subject ? before.hash : null);

const read = (db: Database, after: Read | undefined): Promise<Read[]> =>
  db.query<Read[]>(
    `SELECT id, subject, at, history_hash(h) <> hash AS "isAltered", encode(hash, 'hex') AS hash,
       encode(previous_hash, 'hex') AS "previousHash"
     FROM history h WHERE (subject, id) > ($1, $2) ORDER BY subject, id LIMIT ${AT_ONCE}`,
    [after?.subject ?? '', after?.id ?? '0'],
  );

/** The end of a chain. An anchor stores it, so that removing a whole chain or its end is detected. */
export interface Head {
  readonly subject: string;
  readonly id: string;
  /** In hexadecimal. */
  readonly hash: string;
}

/** Yields the ends of all chains up to that id, a few thousand at a time, in the order of subjects. */
export const readHeads = (db: Database | Transaction, upTo: string): AsyncGenerator<readonly Head[]> =>
  inBatches(AT_ONCE, (after: Head | undefined, limit) =>
    db.query<Head[]>(
      `SELECT DISTINCT ON (subject) subject, id, encode(hash, 'hex') AS hash FROM history
       WHERE subject > $1 AND id <= $2 ORDER BY subject, id DESC LIMIT $3`,
      [after?.subject ?? '', upTo, limit],
    ),
  );

/** Returns the heads that history no longer contains unchanged. */
export async function findLost(db: Database, heads: readonly Head[]): Promise<Head[]> {
  const found = await db.query<Head[]>(
    `SELECT subject, id, encode(hash, 'hex') AS hash FROM history WHERE id = ANY($1)`,
    [heads.map(({ id }) => id)],
  );
  const known = new Map(found.map((head) => [head.id, head]));
  return heads.filter(({ id, subject, hash }) => {
    const head = known.get(id);
    return head?.subject !== subject || head.hash !== hash;
  });
}

/** Returns the keys of courses that exist or occur in history, in order. */
export async function findCourseKeys(tx: Transaction, after: string, most: number): Promise<string[]> {
  const rows: { key: string }[] = await tx.query(
    `SELECT key FROM (
       (SELECT key COLLATE "C" AS key FROM course WHERE key > $1 ORDER BY key LIMIT $2) UNION
       (SELECT DISTINCT course_key COLLATE "C" FROM history WHERE course_key COLLATE "C" > $1 ORDER BY 1 LIMIT $2)
     ) AS either ORDER BY key LIMIT $2`,
    [after, most],
  );
  return rows.map(({ key }) => key);
}

interface LastState {
  readonly kind: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Returns the entries about these courses in order, by course key. */
export async function findEntriesOf(
  tx: Transaction,
  keys: readonly string[],
): Promise<ReadonlyMap<string, LastState[]>> {
  const rows: (LastState & { key: string })[] = await tx.query(
    `SELECT course_key AS key, kind, before, after FROM history
     WHERE course_key = ANY($1) AND kind NOT LIKE 'PROVISIONING%' ORDER BY id`,
    [keys],
  );
  return groupedBy(rows, ({ key }) => key);
}

/** Returns the state after each subject's last entry of that kind; null if it was removed. */
export async function findLastStates(tx: Transaction, kind: string): Promise<ReadonlyMap<string, unknown>> {
  const rows: { subject: string; after: unknown }[] = await tx.query(
    'SELECT DISTINCT ON (subject) subject, after FROM history WHERE kind = $1 ORDER BY subject, id DESC',
    [kind],
  );
  return new Map(rows.map(({ subject, after }) => [subject, after]));
}

/** Returns each member's sorted roles in each organization, by the subject of the membership's history entries. */
export async function findRoles(tx: Transaction): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows: { organization: string; username: string; roles: string[] }[] = await tx.query(
    `SELECT organization, username, array_agg(role ORDER BY role COLLATE "C") AS roles FROM membership GROUP BY 1, 2`,
  );
  return new Map(rows.map(({ roles, ...member }) => [membershipSubject(member), roles]));
}

/** Returns the subjects, among the seeds and those in `there`, that differ from how they were created. */
export async function findChangedSeeds(tx: Transaction, there: ReadonlySet<string>): Promise<string[]> {
  const seeds = [...seedRows()];
  const tables = [...new Set(seeds.map(({ table }) => table))];
  const each = tables.map((table) => `SELECT '${table}' AS "table", to_jsonb(x) AS row FROM ${table} x`);
  const rows: SeedRow[] = await tx.query(each.join(' UNION ALL '));
  const [made, found] = [groupedBy(seeds, subjectOf), groupedBy(rows, subjectOf)];
  return [...new Set([...made.keys(), ...there])].filter((subject) => {
    const [wanted, now] = [made.get(subject) ?? [], found.get(subject) ?? []];
    const isThere = (seed: SeedRow) =>
      now.some((one) => one.table === seed.table && hasAll(one.row, seed.row));
    return wanted.length !== now.length || !wanted.every(isThere);
  });
}

const hasAll = (row: SeedRow['row'], wanted: SeedRow['row']): boolean =>
  Object.entries(wanted).every(([name, value]) => isDeepStrictEqual(row[name], value));

/** The kind of definition that a table's row is or belongs to, and the column with its slug. */
const OWNERS: Readonly<Record<string, readonly [kind: string, column: string]>> = {
  mode: ['mode', 'slug'],
  seat_type: ['seatType', 'slug'],
  track_type: ['trackType', 'slug'],
  course_run_type: ['courseRunType', 'slug'],
  course_run_type_track: ['courseRunType', 'course_run_type_slug'],
  course_type: ['courseType', 'slug'],
  course_type_entitlement: ['courseType', 'course_type_slug'],
  course_type_run_type: ['courseType', 'course_type_slug'],
};

function subjectOf({ table, row }: SeedRow): string {
  const [kind = '', column = ''] = OWNERS[table] ?? [];
  return `${kind}:${String(row[column])}`;
}
