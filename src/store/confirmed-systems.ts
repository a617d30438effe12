// Remembers which systems an operator has confirmed, by URL, so that another shop needs its own confirmation.
import type { Database } from './database';

export async function isConfirmed(db: Database, url: string): Promise<boolean> {
  const rows = await db.query<object[]>('SELECT FROM confirmed_system WHERE url = $1', [url]);
  return rows.length > 0;
}

/** Confirms the system; does nothing if it is confirmed already. */
export async function confirmSystem(db: Database, url: string): Promise<void> {
  await db.query('INSERT INTO confirmed_system (url) VALUES ($1) ON CONFLICT DO NOTHING', [url]);
}
