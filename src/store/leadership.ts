// Work that one process does for all: an advisory lock that it keeps while it lives. When it dies, so does its connection,
// and the next one that looks takes over.
import type { Database } from './database';

export interface Leadership {
  /** Whether the work is ours: taken now if nobody has it. Throws when the database does not answer. */
  readonly isOurs: () => Promise<boolean>;
  readonly end: () => Promise<void>;
}

/** Not yet taken. `lock` is any number that nothing else on the same database uses for an advisory lock. */
export function createLeadership(db: Database, lock: number): Leadership {
  let held: ReturnType<Database['createQueryRunner']> | null = null;

  async function isOurs(): Promise<boolean> {
    held ??= db.createQueryRunner();
    try {
      const sql = 'SELECT pg_try_advisory_lock($1) AS "isOurs"';
      const [row] = await db.query<{ isOurs: boolean }[]>(sql, [lock], held);
      if (row?.isOurs) return true;
    } catch (error) {
      await end();
      throw error;
    }
    await end();
    return false;
  }

  async function end(): Promise<void> {
    const runner = held;
    held = null;
    await runner?.query('SELECT pg_advisory_unlock_all()').catch(() => undefined);
    await runner?.release();
  }
  return { isOurs, end };
}
