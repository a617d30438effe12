// The SQL that gives the service's own role what it needs and no more, where another role owns the tables.
import { openDatabase, STATEMENT_MS } from '../data-source';
import type { Database } from '../database';
import { sqlState, Unprepared } from '../database';
import { serverLimits } from './session';

/** What may be done with a table's rows; in these with less. */
const ROWS = 'SELECT, INSERT, UPDATE, DELETE';
const LESS: Readonly<Record<string, string>> = { history: 'SELECT, INSERT', migration: 'SELECT' };
const FORBIDDEN = '42501';

/** The database as its owner sees it, and what is known of the role. Names are quoted. */
interface Place {
  readonly database: string;
  readonly schema: string;
  readonly tables: readonly string[];
  readonly role: string | null;
  /** Whether it may do all that the owner may. */
  readonly isOwner: boolean | null;
}

/**
 * Grants what the service needs of every table that there is, and takes back all else that the role was granted. May be
 * repeated, and has to be after migrations. Answers the statements that only an administrator may run. Throws Unprepared
 * for a role that is not there, or that may do all that the owner may.
 */
export async function grantApplication(ownerUrl: string, name: string): Promise<string[]> {
  const database = await openDatabase({ url: ownerUrl, poolSize: 1 });
  try {
    const place = await look(database, name);
    const role =
      place.role ?? refuse(`There is no role ${name}. Make it: CREATE ROLE "${name}" LOGIN PASSWORD '…'`);
    if (place.isOwner)
      refuse(`The role ${name} may do all that the owner of the tables may. Use another one.`);
    await database.transaction(async (tx) => {
      for (const statement of grants(place, role)) await tx.query(statement);
    });
    const left: string[] = [];
    for (const [statement, test] of limits(place, role)) {
      if (!(await isDone(database, { statement, test, name }))) left.push(statement);
    }
    return left;
  } finally {
    await database.destroy();
  }
}

async function look(database: Database, name: string): Promise<Place> {
  const [place] = await database.query<Place[]>(
    `SELECT quote_ident(current_database()) AS database, quote_ident(current_schema()) AS schema,
       ARRAY(SELECT relname::text FROM pg_class WHERE relnamespace = current_schema()::regnamespace
         AND relkind IN ('r', 'p') AND pg_has_role(relowner, 'USAGE')) AS tables,
       (SELECT quote_ident(rolname) FROM pg_roles WHERE rolname = $1) AS role,
       (SELECT pg_has_role(oid, current_user, 'MEMBER') FROM pg_roles WHERE rolname = $1) AS "isOwner"`,
    [name],
  );
  return place ?? refuse('The database does not say where it is.');
}

const grants = ({ schema, tables }: Place, role: string): string[] => [
  `GRANT USAGE ON SCHEMA ${schema} TO ${role}`,
  ...tables.flatMap((table) => [
    `REVOKE ALL ON ${schema}."${table}" FROM ${role}`,
    `GRANT ${LESS[table] ?? ROWS} ON ${schema}."${table}" TO ${role}`,
  ]),
  // Whoever adds an entry takes its id from there, and reads how far ids have come.
  `REVOKE ALL ON SEQUENCE ${schema}.history_id_seq FROM ${role}`,
  `GRANT USAGE, SELECT ON SEQUENCE ${schema}.history_id_seq TO ${role}`,
];

/** Beyond tables: nothing is made, not even for a session, and nothing lasts for ever. With a test of what holds then. */
const limits = (
  { database, schema }: Place,
  role: string,
): (readonly [statement: string, test: string])[] => [
  [
    `REVOKE CREATE ON SCHEMA ${schema} FROM PUBLIC, ${role}`,
    `NOT has_schema_privilege($1, current_schema(), 'CREATE')`,
  ],
  [
    `REVOKE CREATE, TEMPORARY ON DATABASE ${database} FROM PUBLIC, ${role}`,
    `NOT has_database_privilege($1, current_database(), 'CREATE, TEMPORARY')`,
  ],
  ...Object.entries(serverLimits(STATEMENT_MS)).map(
    ([setting, ms]) =>
      [`ALTER ROLE ${role} IN DATABASE ${database} SET ${setting} = '${ms}ms'`, "$1 <> ''"] as const,
  ),
];

/** Whether the owner could do so. Who may not revoke is only warned: so the test. */
async function isDone(
  database: Database,
  { statement, test, name }: { statement: string; test: string; name: string },
): Promise<boolean> {
  try {
    await database.query(statement);
    const [row] = await database.query<{ isSo: boolean }[]>(`SELECT ${test} AS "isSo"`, [name]);
    return row?.isSo === true;
  } catch (error) {
    if (sqlState(error) !== FORBIDDEN) throw error;
    return false;
  }
}

function refuse(message: string): never {
  throw new Unprepared(message);
}
