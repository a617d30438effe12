// Provides a read replica for lists, the feed and exports; never to someone who has written what it lacks.
import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase } from '../data-source';
import type { DatabaseOptions } from '../data-source';
import { withReads, sqlState, Unprepared } from '../database';
import type { Database } from '../database';

export interface Replica {
  /** Returns the replica if it answers and has the actor's last write and every migration; else null. */
  readonly readFor: (actor: string) => Promise<Database | null>;
  readonly stop: () => Promise<void>;
}

interface ReplicaOptions {
  readonly at: Pick<DatabaseOptions, 'url' | 'isPooled' | 'poolSize'>;
  readonly primary: Database;
  /** Called with the reason when the replica is not used for a while. */
  readonly onProblem: (reason: string) => void;
}

/** How often the settled end of history is recorded. */
const SETTLE_MS = 500;
/** How long the replica may take to answer, and how long it is not used after it did not. */
const [PATIENCE_MS, REST_MS] = [1_000, 10_000];

/** Creates a replica that connects on first use. While it does not answer, reads go to the primary. */
export function createReplica({ at, primary, onProblem }: ReplicaOptions): Replica {
  let opening: Promise<Database> | null = null;
  let rest: NodeJS.Timeout | null = null;
  let settling: Promise<unknown> = Promise.resolve();
  const leave = (error: unknown): null => {
    if (!rest) onProblem(error instanceof Error ? error.message : String(error));
    rest ??= setTimeout(() => (rest = null), REST_MS).unref();
    return null;
  };
  const look = async (actor: string): Promise<Database | null> => {
    opening ??= openDatabase({ ...at, onPoolError: () => undefined });
    opening.catch(() => (opening = null));
    const replica = await opening;
    return (await hasAll(replica, primary, actor)) ? withFallback(replica, primary, leave) : null;
  };
  const timer = setInterval(() => {
    settling = settleHistory(primary).catch(() => undefined);
  }, SETTLE_MS).unref();
  return {
    readFor: async (actor) => {
      if (rest) return null;
      return Promise.race([look(actor), late()]).catch(leave);
    },
    stop: async () => {
      clearInterval(timer);
      if (rest) clearTimeout(rest);
      await settling;
      await (await opening?.catch(() => null))?.destroy();
    },
  };
}

async function late(): Promise<never> {
  await sleep(PATIENCE_MS, undefined, { ref: false });
  throw new Error(`The replica did not answer within ${PATIENCE_MS} ms.`);
}

/** The replica, with the primary for lost statements: the replica shut down, or replay needed the rows being read. */
function withFallback(replica: Database, primary: Database, onLost: (error: unknown) => void): Database {
  const either = <T>(read: (from: Database) => Promise<T>): Promise<T> =>
    read(replica).catch((error: unknown) => {
      if (!isLost(error)) throw error;
      onLost(error);
      return read(primary);
    });
  return withReads(replica, {
    query: (...args) => either((from) => from.query(...args)),
    rows: (...args) => either((from) => from.rows(...args)),
    coalesced: (...args) => either((from) => from.coalesced(...args)),
  });
}

/** A recovery conflict, a shutdown or a broken connection; not an error that the primary would report too. */
const isLost = (error: unknown): boolean => /^(?!\d)|^(08|40|57P)/.test(sqlState(error) ?? '');

/**
 * Records how far history is settled, and returns that id. Every commit with entries up to it is in the WAL before it
 * is recorded, so whoever sees the record has the commits.
 */
export async function settleHistory(primary: Database): Promise<string> {
  const [row] = await primary.query<{ horizon: string }[]>(
    `WITH now AS MATERIALIZED (SELECT history_horizon() AS horizon),
       written AS (UPDATE settled_history AS s SET horizon = now.horizon FROM now WHERE s.horizon < now.horizon)
     SELECT horizon FROM now`,
  );
  return row?.horizon ?? '0';
}

async function hasAll(replica: Database, primary: Database, actor: string): Promise<boolean> {
  const [own] = await primary.query<{ last: string | null }[]>(
    'SELECT max(id) AS last FROM history WHERE actor = $1',
    [actor],
  );
  return holds(
    replica,
    `${HAS_MIGRATIONS} AND ($2::bigint IS NULL OR EXISTS (SELECT FROM history WHERE id = $2))`,
    [migrationsOf(primary), own?.last ?? null],
  );
}

/** Waits until the replica has all history settled by now; returns its last id. Throws Unprepared on timeout. */
export async function waitForReplica(
  replica: Database,
  primary: Database,
  patienceMs: number,
): Promise<string> {
  const horizon = await settleHistory(primary);
  const hasCaughtUp = async () =>
    (await holds(replica, HAS_MIGRATIONS, [migrationsOf(primary)])) &&
    (await holds(replica, '(SELECT horizon FROM settled_history) >= $1::bigint', [horizon]));
  const patience = AbortSignal.timeout(patienceMs);
  while (!(await hasCaughtUp())) {
    if (patience.aborted)
      throw new Unprepared(
        `The replica has not caught up within ${patienceMs / 1_000} s. Ask again later, or without DATABASE_READ_URL.`,
      );
    await sleep(50);
  }
  return horizon;
}

const HAS_MIGRATIONS = '$1::text[] <@ ARRAY(SELECT name::text FROM migration)';
const migrationsOf = ({ migrations }: Database): string[] => migrations.map(({ name = '' }) => name);

async function holds(replica: Database, what: string, values: unknown[]): Promise<boolean> {
  const [row] = await replica.query<{ isSo: boolean }[]>(`SELECT ${what} AS "isSo"`, values);
  return row?.isSo === true;
}
