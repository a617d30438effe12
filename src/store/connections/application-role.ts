// Builds the SQL that gives the service's own role only the privileges it needs, when another role owns the tables.
import { openDatabase, STATEMENT_MS } from '../data-source';
import type { Database } from '../database';
import { sqlState, Unprepared } from '../database';
import { serverLimits } from './session';

/** The privileges on a table's rows, and the tables with fewer. */
const ROWS = 'SELECT, INSERT, UPDATE, DELETE';
const LESS: Readonly<Record<string, string>> = { history: 'SELECT, INSERT', migration: 'SELECT' };
const FORBIDDEN = '42501';

/** The database as its owner sees it, and the role. Names are quoted. */
interface Place {
  readonly database: string;
  readonly schema: string;
  readonly tables: readonly string[];
  readonly role: string | null;
  /** Whether the role has all privileges of the owner. */
  readonly isOwner: boolean | null;
}

/**
 * Grants what the service needs on every table, and revokes everything else that the role was granted. Repeatable, and
 * must be repeated after migrations. Returns the statements that only an administrator may run. Throws Unprepared if
 * the role does not exist, or has all privileges of the owner.
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
  // Adding an entry takes its id from the sequence and reads the sequence's position.
  `REVOKE ALL ON SEQUENCE ${schema}.history_id_seq FROM ${role}`,
  `GRANT USAGE, SELECT ON SEQUENCE ${schema}.history_id_seq TO ${role}`,
];

/** Limits besides table privileges: no creating, not even temporary tables, and timeouts. Each with a check. */
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

/** Whether the owner could apply it. PostgreSQL only warns when a REVOKE is not permitted, hence the check. */
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
