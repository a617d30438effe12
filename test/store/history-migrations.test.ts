// A migration that changes data recorded in history writes entries: every one since the guard runs on existing rows.
import { MIGRATIONS } from '../../migrations';
import type { Transaction } from '../../src/store/database';
import { accepted, aVerifiedCourse, bySql, changeCourse, DEVELOPER, startReplica } from '../support/changes';
import type { Replica } from '../support/changes';
import { useTestDatabase } from '../support/database';

const server = useTestDatabase();
let replica: Replica;
let known: string;
beforeAll(async () => {
  replica = await startReplica(server.url);
  ({ key: known } = await aVerifiedCourse(replica));
  const input = {
    key: known,
    expectedVersion: 5,
    prices: [{ seatType: 'verified', amount: '70' }],
    reason: 'test',
  };
  accepted(await changeCourse(replica, DEVELOPER, input));
  await bySql(
    replica.database,
    `INSERT INTO course (uuid, key, organization, title, type_slug, version, twin)
     VALUES (gen_random_uuid(), lower($1), 'testx', 'Twin', 'audit', 1, 1)`,
    [known],
  );
});
afterAll(() => replica.stop());

/**
 * Columns that a migration fills without a history entry, since they are not facts about a course. `twin` numbers keys
 * that differ only in capitals, so that an index can be unique despite existing ones; nobody sets or sees it.
 * `last_start_at` repeats the start of a run, to sort by.
 */
const UNTOLD = ['course.twin', 'course_run.twin', 'course.last_start_at'];

const all = MIGRATIONS.map((Made) => new Made());
const since = all.slice(1 + all.findIndex(({ name }) => name.startsWith('GuardHistory')));

interface Column {
  readonly name: string;
  readonly byDefault: string | null;
}
type Rows = ReadonlyMap<
  string,
  { readonly columns: readonly Column[]; readonly rows: Record<string, unknown>[] }
>;

/** The rows of every table that the guard of history watches. */
async function guardedRows(tx: Transaction): Promise<Rows> {
  const tables: { name: string }[] = await tx.query(
    `SELECT DISTINCT tgrelid::regclass::text AS name FROM pg_trigger WHERE tgname LIKE '%_has_history' ORDER BY 1`,
  );
  const found = new Map();
  for (const { name } of tables) {
    const columns = await tx.query(
      `SELECT column_name AS name, column_default AS "byDefault" FROM information_schema.columns WHERE table_name = $1`,
      [name],
    );
    const rows = await tx.query(`SELECT to_jsonb(one) AS row FROM ${name} AS one ORDER BY one`);
    found.set(name, { columns, rows: rows.map(({ row }: { row: object }) => row) });
  }
  return found;
}

/** A value as PostgreSQL writes it in a literal. */
const textOfValue = (value: unknown): string =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
/** The value in a column's default, without quotes and type: `'{}'::jsonb` is `{}`. */
const literalIn = (byDefault: string | null): string => String(byDefault).replace(/^'(.*)'::.*$/, '$1');

/** What the migration did to guarded rows, as a sentence for each table and column. */
function changesBetween(before: Rows, after: Rows): string[] {
  return [...after].flatMap(([table, { columns, rows }]) => {
    const old = before.get(table);
    if (!old) return [];
    const wasThere = ({ name }: Column): boolean => old.columns.some((one) => one.name === name);
    const kept = columns.filter(wasThere).map(({ name }) => name);
    const textOf = (all: Record<string, unknown>[]) =>
      all.map((row) => JSON.stringify(kept.map((name) => row[name]))).sort();
    const isSame = JSON.stringify(textOf(rows)) === JSON.stringify(textOf(old.rows));
    const filled = columns
      .filter((column) => !wasThere(column))
      .filter(({ name, byDefault }) => rows.some((row) => textOfValue(row[name]) !== literalIn(byDefault)))
      .map(({ name }) => `${table}.${name}`);
    return [...(isSame ? [] : [table]), ...filled];
  });
}

const countEntries = async (tx: Transaction): Promise<number> => {
  const [{ count }] = await tx.query('SELECT count(*)::integer AS count FROM history');
  return count;
};

test('a migration changes no recorded row without an entry, except for columns that are not facts', async () => {
  const { database } = replica;
  const runner = database.createQueryRunner();
  const committed = async (work: () => Promise<unknown>): Promise<void> => {
    await runner.startTransaction();
    await work();
    await runner.commitTransaction();
  };
  for (const migration of since.toReversed()) await committed(() => migration.down(runner));

  const untold: string[] = [];
  for (const migration of since) {
    const [before, entries] = [await guardedRows(runner.manager), await countEntries(runner.manager)];
    await committed(() => migration.up(runner));
    const changes = changesBetween(before, await guardedRows(runner.manager));
    if ((await countEntries(runner.manager)) === entries) untold.push(...changes);
  }
  const off = await runner.query(
    `SELECT tgname FROM pg_trigger WHERE tgname LIKE '%history%' AND tgenabled <> 'O'`,
  );
  await runner.release();

  expect(untold.filter((change) => !UNTOLD.includes(change))).toEqual([]);
  expect(untold).toContain('course.twin');
  expect(off).toEqual([]);
});

test('a migration that switches the guard off and changes a title is detected', async () => {
  const changed = await replica.database.transaction(async (tx) => {
    const before = await guardedRows(tx);
    await tx.query(`ALTER TABLE course DISABLE TRIGGER course_has_history; UPDATE course SET title = 'By hand';
      ALTER TABLE course ENABLE TRIGGER course_has_history`);
    return changesBetween(before, await guardedRows(tx));
  });

  expect(changed).toEqual(['course']);
});
