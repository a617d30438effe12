// Stores the first outcome of commands with an idempotency key, in the transaction of the change itself.
import type { Database, Transaction } from './database';

/** Idempotency keys are kept for seven days. */
const COMMAND_AGE = '7 days';
const MAX_DELETED = 1_000;

/** One use of an idempotency key, per actor and mutation. */
export interface CommandKey {
  readonly actor: string;
  readonly mutation: string;
  readonly key: string;
}

/** The recorded use of a key. */
export interface Recorded {
  readonly inputHash: string;
  readonly outcome: unknown;
}

const RECORDED = `SELECT input_hash AS "inputHash", outcome FROM command WHERE actor = $1 AND mutation = $2 AND key = $3`;

/** Returns what is recorded for the key; null if nothing is committed yet. */
export async function findCommand(db: Database, key: CommandKey): Promise<Recorded | null> {
  const [row]: Recorded[] = await db.query(RECORDED, [key.actor, key.mutation, key.key]);
  return row ?? null;
}

/**
 * Like `findCommand`, for answering a repeat. The first transaction may have been cut off while waiting for a synchronous
 * standby: visible, but not yet safe. Locking writes to the WAL, so this transaction waits for the standby instead.
 */
export async function lockCommand(tx: Transaction, key: CommandKey): Promise<Recorded | null> {
  const [row]: Recorded[] = await tx.query(`${RECORDED} FOR KEY SHARE`, [key.actor, key.mutation, key.key]);
  return row ?? null;
}

/** Takes the key for this transaction; false if it is taken. Waits for an open transaction that has taken it. */
export async function reserveCommand(tx: Transaction, key: CommandKey, inputHash: string): Promise<boolean> {
  const rows: unknown[] = await tx.query(
    `INSERT INTO command (actor, mutation, key, input_hash) VALUES ($1, $2, $3, $4)
     ON CONFLICT (actor, mutation, key) DO NOTHING RETURNING id`,
    [key.actor, key.mutation, key.key, inputHash],
  );
  return rows.length === 1;
}

/** Records the outcome for repeats of the command. */
export async function recordOutcome(tx: Transaction, key: CommandKey, outcome: object): Promise<void> {
  await tx.query(`UPDATE command SET outcome = $4::jsonb WHERE actor = $1 AND mutation = $2 AND key = $3`, [
    key.actor,
    key.mutation,
    key.key,
    JSON.stringify(outcome),
  ]);
}

/** Deletes some of the commands that are too old. */
export async function deleteOldCommands(db: Database): Promise<void> {
  await db.query(
    `DELETE FROM command WHERE id IN (
       SELECT id FROM command WHERE created < now() - $1::interval ORDER BY created LIMIT $2 FOR UPDATE SKIP LOCKED)`,
    [COMMAND_AGE, MAX_DELETED],
  );
}
