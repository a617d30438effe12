// memberships import: who has which role in which organization, from a CSV file. All of it is read before any of it is saved.
import { readFileSync } from 'node:fs';
import { CsvError, parse } from 'csv-parse/sync';
import { importMemberships } from '../changes/memberships/import-memberships';
import { readPerson } from '../changes/memberships/read-person';
import type { Config } from '../config';
import { Fault } from '../model/faults';
import { ROLES } from '../model/viewer';
import { openDatabase } from '../store/data-source';
import type { NewMember } from '../store/memberships';
import { withDatabase } from './database';

export interface ImportFlags {
  readonly dryRun?: boolean;
  readonly actor: string;
  readonly reason: string;
}

const COLUMNS = ['organization', 'user', 'role'] as const;

/** The exit code: 0 all are there now, or could be; 1 the file has mistakes, and nothing was saved; 2 it could not be done. */
export async function importMembershipsCommand(
  config: Config,
  file: string,
  { dryRun: isDryRun = false, actor, reason }: ImportFlags,
): Promise<number> {
  try {
    const { members, mistakes } = readMemberships(readFileSync(file, 'utf8'));
    for (const mistake of mistakes) console.error(`${file}: ${mistake}`);
    if (mistakes.length > 0) return 1;
    const added = await withDatabase(config, async (url) => {
      const database = await openDatabase({ url, poolSize: 1 });
      try {
        return await importMemberships(database, { members, actor, reason, isDryRun });
      } finally {
        await database.destroy();
      }
    });
    for (const { organization, username, role } of added)
      console.log(`${organization} ${username} ${role.toLowerCase()}`);
    const there = members.length - added.length;
    console.log(`${added.length} ${isDryRun ? 'would be new' : 'are new'}, ${there} were there already.`);
    return 0;
  } catch (error) {
    console.error(`${file}: ${error instanceof Error ? error.message : String(error)}`);
    return error instanceof Fault ? 1 : 2;
  }
}

interface ReadMemberships {
  readonly members: readonly NewMember[];
  /** Each begins with its line. */
  readonly mistakes: readonly string[];
}

/** What the text of the file has, and everything that is wrong with it. Throws BAD_USER_INPUT where it is no CSV. */
export function readMemberships(text: string): ReadMemberships {
  const mistakes: string[] = [];
  const lines = new Map<string, number>();
  const attempt = <T>(line: number, read: () => T): T[] => {
    try {
      return [read()];
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      mistakes.push(`line ${line}: ${error.message}`);
      return [];
    }
  };
  const [head, ...rows] = rowsOf(text);
  const [columns] = attempt(1, () => columnsOf(head?.record ?? []));
  const members = rows.flatMap(({ record, info: { lines: line } }) =>
    attempt(line, () => {
      const member = memberOf(record, columns ?? []);
      const key = Object.values(member).join('/');
      const before = lines.get(key);
      if (before !== undefined) throw wrong(`The same as line ${before}.`);
      lines.set(key, line);
      return member;
    }),
  );
  return columns ? { members, mistakes } : { members: [], mistakes: mistakes.slice(0, 1) };
}

interface Row {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

function rowsOf(text: string): Row[] {
  const options = { bom: true, info: true, trim: true, skip_empty_lines: true, relax_column_count: true };
  try {
    return parse(text, options) as unknown as Row[];
  } catch (error) {
    if (error instanceof CsvError) throw wrong(error.message);
    throw error;
  }
}

const wrong = (message: string): Fault => new Fault('BAD_USER_INPUT', message);

function columnsOf(head: readonly string[]): readonly string[] {
  const isRight = COLUMNS.every((column) => head.includes(column)) && head.length === COLUMNS.length;
  if (!isRight) throw wrong(`The first line is to name the columns: ${COLUMNS.join(',')}.`);
  return head;
}

function memberOf(record: readonly string[], columns: readonly string[]): NewMember {
  if (record.length !== columns.length)
    throw wrong(`There are ${record.length} values for ${columns.length} columns.`);
  const [organization = '', username = '', given = ''] = COLUMNS.map((name) => record[columns.indexOf(name)]);
  const person = readPerson({ organization, username }, { organization: 'organization', username: 'user' });
  const role = ROLES.find((known) => known === given.toUpperCase());
  if (!role) throw wrong(`role is "${given}"; give ${ROLES.join(', ').toLowerCase()}.`);
  return { ...person, role };
}
