// Saves one definition of the catalogue and increments the version.
import type { Definition, DefinitionKind, Mode, SeatType } from '../model/catalogue';
import type { CourseRunTypeDefinition, CourseTypeDefinition, TrackTypeDefinition } from '../model/catalogue';
import type { Transaction } from './database';
import {
  CourseRunTypeTable,
  CourseRunTypeTrackTable,
  CourseTypeEntitlementTable,
  CourseTypeRunTypeTable,
  CourseTypeTable,
  ModeTable,
  SeatTypeTable,
  TrackTypeTable,
} from './tables/catalogue';

type Member =
  typeof CourseRunTypeTrackTable | typeof CourseTypeEntitlementTable | typeof CourseTypeRunTypeTable;

const SAVE: { readonly [K in DefinitionKind]: (tx: Transaction, row: Definition<K>) => Promise<void> } = {
  mode: (tx, row: Mode) => upsert(tx, ModeTable, row),
  seatType: (tx, row: SeatType) => upsert(tx, SeatTypeTable, row),
  trackType: (tx, row: TrackTypeDefinition) => upsert(tx, TrackTypeTable, row),
  courseRunType: async (tx, { trackTypes, ...row }: CourseRunTypeDefinition) => {
    await upsert(tx, CourseRunTypeTable, row);
    await replaceMembers(tx, CourseRunTypeTrackTable, membersOf(row, trackTypes));
  },
  courseType: async (
    tx,
    { entitlementTypes, courseRunTypes, organizations, ...row }: CourseTypeDefinition,
  ) => {
    await upsert(tx, CourseTypeTable, { ...row, organizations: [...organizations] });
    await replaceMembers(tx, CourseTypeEntitlementTable, membersOf(row, entitlementTypes));
    await replaceMembers(tx, CourseTypeRunTypeTable, membersOf(row, courseRunTypes));
  },
};

/** Saves the definition by its slug; returns the catalogue's new version. */
export async function saveDefinitionRow<K extends DefinitionKind>(
  tx: Transaction,
  kind: K,
  row: Definition<K>,
): Promise<number> {
  await SAVE[kind](tx, row);
  const [moved]: [{ version: string }[], number] = await tx.query(
    'UPDATE catalogue_version SET version = version + 1 RETURNING version',
  );
  return Number(moved[0]?.version);
}

async function upsert<T extends { slug: string }>(
  tx: Transaction,
  table: new () => T,
  row: Omit<T, 'id' | 'created' | 'modified' | `${string}Row`>,
): Promise<void> {
  await tx.upsert(table, { ...row, modified: () => 'now()' } as never, ['slug']);
}

interface Members {
  readonly owner: string;
  readonly rows: { owner: string; member: string; position: number }[];
}

const membersOf = ({ slug: owner }: { slug: string }, members: readonly string[]): Members => ({
  owner,
  rows: members.map((member, position) => ({ owner, member, position })),
});

async function replaceMembers(tx: Transaction, table: Member, { owner, rows }: Members): Promise<void> {
  await tx.delete(table, { owner });
  if (rows.length > 0) await tx.insert(table, rows);
}
