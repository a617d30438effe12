// Appends to history. Nothing here changes or removes an entry, and the database also refuses that.
import type { HistoryEntry } from '../../model/history';
import type { Transaction } from '../database';

/** SQL: appends entries, in their order, from a JSON list at that position. Locks the chains of their subjects. */
export const insertHistory = (position: number): string => `
  INSERT INTO history (kind, subject, actor, reason, overridden, course_key, course_run_key, before, after, bulk_change_id)
  SELECT entry->>'kind', entry->>'subject', entry->>'actor', entry->>'reason',
    ARRAY(SELECT jsonb_array_elements_text(entry->'overridden')), entry->>'courseKey', entry->>'courseRunKey',
    nullif(entry->'before', 'null'), nullif(entry->'after', 'null'), (entry->>'bulkChangeId')::uuid
  FROM jsonb_array_elements($${position}::jsonb) WITH ORDINALITY AS listed (entry, place) ORDER BY place`;

const INSERT = insertHistory(1);

/** Appends the entries in order, in the transaction of the change that they record. */
export async function appendHistory(tx: Transaction, entries: readonly HistoryEntry[]): Promise<void> {
  if (entries.length > 0) await tx.query(INSERT, [JSON.stringify(entries)]);
}
