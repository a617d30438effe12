// Remembers which systems an operator has confirmed, by URL, so that another shop needs its own confirmation.
import { inTransaction } from './database';
import type { Database } from './database';

export async function isConfirmed(db: Database, url: string): Promise<boolean> {
  const rows = await db.query<object[]>('SELECT FROM confirmed_system WHERE url = $1', [url]);
  return rows.length > 0;
}

/**
 * Confirms the selling system, and ends its pause if that is for the given problem: that it was not confirmed. Does
 * nothing if it is confirmed already.
 */
export function confirmSystem(db: Database, url: string, problem: string): Promise<void> {
  return inTransaction(db, async (tx) => {
    await tx.query('INSERT INTO confirmed_system (url) VALUES ($1) ON CONFLICT DO NOTHING', [url]);
    await tx.query(
      `UPDATE system SET problem = NULL, paused_until = NULL WHERE target = 'ECOMMERCE' AND problem = $1`,
      [problem],
    );
  });
}
