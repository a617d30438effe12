// Checks the types that a migration created, which have no entry in history, against what it created.
import { isDeepStrictEqual } from 'node:util';
import { seedRows } from '../../../migrations/1795370400004-seed-open-edx-types';
import type { SeedRow } from '../../../migrations/1795370400004-seed-open-edx-types';
import type { Transaction } from '../database';
import { groupedBy } from '../pages';

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
