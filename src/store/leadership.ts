// Elects one process to do work for all: it holds an advisory lock while it lives. When it dies, its connection ends,
// and the next process that checks takes over.
import type { Database } from './database';

export interface Leadership {
  /** Whether this process does the work: takes it if nobody has it. Throws if the database does not answer. */
  readonly isOurs: () => Promise<boolean>;
  readonly end: () => Promise<void>;
}

/** Creates it, not yet taken. `lock` is a number that nothing else on this database uses for an advisory lock. */
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
