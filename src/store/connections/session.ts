// Sets up each connection the same way, overriding what the server, database or role configures: value formats, isolation
// and timeouts. Sets them right after connecting, because poolers such as pgbouncer refuse them as connection parameters.
// Behind a pooler no session setting is possible, so the required ones are checked instead.
import { Socket } from 'node:net';
import { Client } from 'pg';
import type { ClientConfig } from 'pg';
import { Unprepared } from '../database';

/** Names of statements with values, by text. A process has few, except for lists: one per set of filters. */
const NAMES = new Map<string, string>();
const MAX_NAMES = 500;

/** The best plan depends on which values are null, so a shared plan would be bad. */
const PLANNED_EACH_TIME = /IS NULL OR/;

/**
 * Makes this connection prepare statements with values, by their text: parsing and planning the statement that reads a
 * hundred runs takes as long as running it.
 */
function prepareStatements(client: Client): void {
  const send = client.query.bind(client) as (...given: readonly unknown[]) => unknown;
  const query = (given: unknown, values?: unknown, ...rest: readonly unknown[]): unknown => {
    const config = typeof given === 'string' && Array.isArray(values) ? { text: given, values } : given;
    const name = isStatement(config) ? nameOf(config) : undefined;
    if (name === undefined) return send(given, values, ...rest);
    const named = { name, ...(config as object) };
    // For a statement given as an object, the second argument is the callback.
    return config === given ? send(named, values, ...rest) : send(named, ...rest);
  };
  Object.assign(client, { query });
}

interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

function isStatement(given: unknown): given is Statement {
  if (typeof given !== 'object' || given === null || 'name' in given || 'submit' in given) return false;
  return 'text' in given && 'values' in given && Array.isArray(given.values);
}

function nameOf({ text, values }: Statement): string | undefined {
  const known = NAMES.get(text);
  if (known !== undefined || values.length === 0) return known;
  if (NAMES.size >= MAX_NAMES || PLANNED_EACH_TIME.test(text)) return undefined;
  const name = `track_types_${NAMES.size}`;
  NAMES.set(text, name);
  return name;
}

/** The settings that value formats depend on; with others, times would change or be unreadable. */
const FORMAT_SETTINGS = {
  DateStyle: 'ISO, MDY',
  IntervalStyle: 'postgres',
  bytea_output: 'hex',
  extra_float_digits: '1',
  client_encoding: 'UTF8',
  standard_conforming_strings: 'on',
  array_nulls: 'on',
  // Changes depend on their locks, so each statement must see what has committed. History refuses other levels.
  default_transaction_isolation: 'read committed',
} as const;

interface SessionOptions {
  /** How long one statement may take; 0: no limit. */
  readonly statementMs: number;
  readonly isPooled?: boolean;
  /** Whether a commit returns before it is on disk. */
  readonly isLazy?: boolean;
}

/**
 * A client that always has an error listener, in use or idle, because an unhandled 'error' event ends the process. A
 * broken connection also fails the running statement, and the pool removes it.
 */
export class GuardedClient extends Client {
  constructor(config?: string | ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}

/** Call with each new connection. Throws Unprepared if values would arrive in unreadable formats. */
export const settle =
  ({ statementMs, isPooled = false, isLazy = false }: SessionOptions) =>
  async (client: Client & { processID?: number }): Promise<void> => {
    const { stream } = client.connection;
    if (statementMs > 0 && stream instanceof Socket)
      stream.setTimeout(statementMs * 1.5, () => stream.destroy(new Error('The database fell silent.')));
    const settings = {
      ...FORMAT_SETTINGS,
      ...(statementMs > 0 && serverLimits(statementMs)),
      ...(isLazy && { synchronous_commit: 'off' }),
    };
    // An undeclared pooler gives itself away: the process id that it reports is not that of the backend.
    const isOurs = isPooled ? 'false' : `pg_backend_pid() = ${client.processID ?? 0}`;
    const assignments = Object.entries(settings).map(
      ([name, value]) => `set_config('${name}', '${value}', false)`,
    );
    const { rows } = await client.query<{ isOurs: boolean; encoding: string; database: string }>(
      `SELECT ${isOurs} AS "isOurs", CASE WHEN ${isOurs} THEN ROW(${assignments.join(', ')}) END,
         current_setting('server_encoding') AS encoding, quote_ident(current_database()) AS database`,
    );
    const [found] = rows;
    if (found?.encoding !== 'UTF8')
      throw new Unprepared(
        `The database ${found?.database} has the encoding ${found?.encoding}, which cannot hold every title. Make one with ENCODING 'UTF8' and move the data there.`,
      );
    if (!found.isOurs) await check(client);
    else if (statementMs > 0) prepareStatements(client);
  };

/** PostgreSQL's timeout settings, in milliseconds. */
export const serverLimits = (statementMs: number): Readonly<Record<string, number>> => ({
  statement_timeout: statementMs,
  lock_timeout: Math.round(statementMs / 3),
  idle_in_transaction_session_timeout: statementMs,
});

async function check(client: Client): Promise<void> {
  const names = Object.keys(FORMAT_SETTINGS);
  const { rows } = await client.query<Record<string, string>>(
    `SELECT quote_ident(current_user) AS role, quote_ident(current_database()) AS database,
       ${names.map((name) => `current_setting('${name}') AS "${name}"`).join(', ')}`,
  );
  const { role, database, ...found } = rows[0] ?? {};
  const wrong = Object.entries(FORMAT_SETTINGS).filter(
    ([name, value]) => !isReadable(name, found[name] ?? '', value),
  );
  if (wrong.length === 0) return;
  const is = wrong.map(([name]) => `${name} '${found[name]}'`).join(', ');
  const set = wrong.map(([name, to]) => `ALTER ROLE ${role} IN DATABASE ${database} SET ${name} = '${to}';`);
  throw new Unprepared(
    `The pooler's connections have ${is}, with which values cannot be read safely, and nothing can be set through it; run ${set.join(' ')} and reconnect the pooler.`,
  );
}

/** Whether values are just as readable with the setting's actual value. */
function isReadable(name: string, found: string, wanted: string): boolean {
  if (name === 'DateStyle') return found.startsWith('ISO');
  if (name === 'extra_float_digits') return Number(found) >= Number(wanted);
  return found.toLowerCase() === wanted.toLowerCase();
}
