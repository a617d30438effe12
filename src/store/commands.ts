// First answers to commands that carry an idempotency key, kept in the transaction of the change itself.
import type { Database, Transaction } from './database';

/** One use of an idempotency key: per actor and mutation. */
export interface CommandKey {
  readonly actor: string;
  readonly mutation: string;
  readonly key: string;
}

/** What a key was used for before. */
export interface Recorded {
  readonly inputHash: string;
  readonly outcome: unknown;
}

const RECORDED = `SELECT input_hash AS "inputHash", outcome FROM command WHERE actor = $1 AND mutation = $2 AND key = $3`;

/** What was recorded under the key; null if nothing was committed yet. */
export async function findCommand(db: Database, key: CommandKey): Promise<Recorded | null> {
  const [row]: Recorded[] = await db.query(RECORDED, [key.actor, key.mutation, key.key]);
  return row ?? null;
}

/**
 * As `findCommand`, to say it again. The first transaction may have been cut off while it waited for a synchronous standby:
 * then it is there, and not yet safe. A lock is written to the log, so this transaction waits for the standby in its place.
 */
export async function lockCommand(tx: Transaction, key: CommandKey): Promise<Recorded | null> {
  const [row]: Recorded[] = await tx.query(`${RECORDED} FOR KEY SHARE`, [key.actor, key.mutation, key.key]);
  return row ?? null;
}

/** Takes the key for this transaction; false if it is taken. Waits while another transaction that took it is under way. */
export async function reserveCommand(tx: Transaction, key: CommandKey, inputHash: string): Promise<boolean> {
  const rows: unknown[] = await tx.query(
    `INSERT INTO command (actor, mutation, key, input_hash) VALUES ($1, $2, $3, $4)
     ON CONFLICT (actor, mutation, key) DO NOTHING RETURNING id`,
    [key.actor, key.mutation, key.key, inputHash],
  );
  return rows.length === 1;
}

/** Keeps the outcome for the repeats of the command. */
export async function recordOutcome(tx: Transaction, key: CommandKey, outcome: object): Promise<void> {
  await tx.query(`UPDATE command SET outcome = $4::jsonb WHERE actor = $1 AND mutation = $2 AND key = $3`, [
    key.actor,
    key.mutation,
    key.key,
    JSON.stringify(outcome),
  ]);
}
