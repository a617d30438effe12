// Which systems an operator has looked at, and let begin: by their address, so that another shop is looked at again.
import type { Database } from './database';

export async function isConfirmed(db: Database, url: string): Promise<boolean> {
  const rows = await db.query<object[]>('SELECT FROM confirmed_system WHERE url = $1', [url]);
  return rows.length > 0;
}

/** Lets the system begin; one that has begun goes on. */
export async function confirmSystem(db: Database, url: string): Promise<void> {
  await db.query('INSERT INTO confirmed_system (url) VALUES ($1) ON CONFLICT DO NOTHING', [url]);
}
