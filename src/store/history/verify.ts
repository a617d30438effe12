// Checks that history is as it was written: each entry fits its own hash, and has that of the one before it.
import type { Database } from '../database';

/** An entry that was altered, or before which one was put or removed. */
export interface Misfit {
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
  /** The one with the lowest id; null where all is well. */
  readonly first: Misfit | null;
  readonly misfits: number;
}

const AT_ONCE = 5_000;

/** How many entries there are to check. */
export async function countEntries(db: Database): Promise<number> {
  const [row] = await db.query<{ count: number }[]>('SELECT count(*)::integer AS count FROM history');
  return row?.count ?? 0;
}

/** Follows every chain to its end, a few thousand entries at a time; `onRead` is told how many were read so far. */
export async function verifyHistory(db: Database, onRead: (entries: number) => void): Promise<Verification> {
  let last: Read | undefined;
  let first: Misfit | null = null;
  let [entries, misfits] = [0, 0];
  for (let rows = await read(db, last); rows.length > 0; rows = await read(db, last)) {
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
