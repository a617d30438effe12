// Periodic work: finds forgotten lanes, and removes the outcomes of old commands.
import { deleteOldCommands } from '../commands';
import { inTransaction } from '../database';
import type { Database } from '../database';
import { OPEN, supersedeForeign } from '../systems';
import { HEAD, IS_SENDABLE, rowsOf } from './lanes';

/** Any number that nothing else on this database uses for an advisory lock. */
const SWEEP_LOCK = 7_261_545;

export interface Sweep {
  /** Lanes with something to send that no process would have looked at. Stays 0 while the outbox works correctly. */
  readonly repairs: number;
  readonly commands: number;
}

/** Sweeps once; null while another replica does. */
export function sweep(db: Database): Promise<Sweep | null> {
  return inTransaction(db, async (tx) => {
    const [lock] = await tx.query<{ isOurs: boolean }[]>(`SELECT pg_try_advisory_xact_lock($1) AS "isOurs"`, [
      SWEEP_LOCK,
    ]);
    if (!lock?.isOurs) return null;
    // From a process that started before a protocol change.
    await supersedeForeign(tx);
    const repaired = await rowsOf<object>(
      tx,
      `WITH forgotten AS (
         SELECT lane.id FROM lane CROSS JOIN LATERAL ${HEAD} AS head
         WHERE lane.due_at IS NULL AND lane.id IN (SELECT lane_id FROM provisioning WHERE ${OPEN})
           AND ${IS_SENDABLE} FOR UPDATE OF lane SKIP LOCKED
       )
       UPDATE lane SET due_at = now() FROM forgotten WHERE lane.id = forgotten.id RETURNING lane.id`,
      [],
    );
    return { repairs: repaired.length, commands: await deleteOldCommands(tx) };
  });
}
