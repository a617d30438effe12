// A replica of the database that lists and the feed may be read from: never by somebody who has written what it lacks.
import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase } from '../data-source';
import type { DatabaseOptions } from '../data-source';
import type { Database } from '../database';

export interface Replica {
  /** The replica, where it answers and has the last that the actor wrote, and every migration; null else. */
  readonly readFor: (actor: string) => Promise<Database | null>;
  readonly stop: () => Promise<void>;
}

interface ReplicaOptions {
  readonly at: Pick<DatabaseOptions, 'url' | 'isPooled' | 'poolSize'>;
  readonly primary: Database;
  /** Told why it is left alone for a while. */
  readonly onProblem: (reason: string) => void;
}

/** How often it is written down how far history is settled. */
const SETTLE_MS = 500;
/** How long it may take to say what it has, and how long it is left alone when it did not. */
const [PATIENCE_MS, REST_MS] = [1_000, 10_000];

/** Connected to when it is first asked for; while it does not answer, the primary is read. */
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
    return (await hasAll(replica, primary, actor)) ? replica : null;
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

/** Every commit whose entries are up to the horizon is in the log before it is written down: who sees the one has the others. */
export const settleHistory = (primary: Database): Promise<unknown> =>
  primary.query(`UPDATE settled_history AS s SET horizon = now.horizon
    FROM (SELECT history_horizon() AS horizon) AS now WHERE s.horizon < now.horizon`);

async function hasAll(replica: Database, primary: Database, actor: string): Promise<boolean> {
  const [own] = await primary.query<{ last: string | null }[]>(
    'SELECT max(id) AS last FROM history WHERE actor = $1',
    [actor],
  );
  const [row] = await replica.query<{ hasAll: boolean }[]>(
    `SELECT ($1::bigint IS NULL OR EXISTS (SELECT FROM history WHERE id = $1))
       AND $2::text[] <@ ARRAY(SELECT name::text FROM migration) AS "hasAll"`,
    [own?.last ?? null, primary.migrations.map(({ name }) => name)],
  );
  return row?.hasAll === true;
}
