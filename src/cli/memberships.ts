// memberships import: reads roles in organizations from a CSV file. Reads all of it before saving any of it.
import { CsvError, parse } from 'csv-parse/sync';
import { importMemberships, keyOf, readPerson } from '../changes/memberships';
import { quoted } from '../changes/input/read';
import { Fault, readAll } from '../model/faults';
import { ROLES } from '../model/viewer';
import type { NewMember } from '../store/memberships';
import type { Cli, Outcome } from './command';
import { withDatabase, withPool } from './database';
import { readInput } from './flags';
import { counted } from '../model/text';

export interface ImportFlags {
  readonly dryRun?: boolean;
  readonly actor: string;
  readonly reason: string;
}

const COLUMNS = ['organization', 'user', 'role'] as const;

/** Exits with 1 if the file has mistakes; then nothing is saved. */
export async function importMembershipsCommand(
  { config, say, note }: Cli,
  file: string,
  { dryRun: isDryRun = false, actor, reason }: ImportFlags,
): Promise<Outcome> {
  const { members, mistakes } = readFile(file);
  for (const mistake of mistakes) note(`${file}: ${mistake}`);
  if (mistakes.length > 0) return { code: 1, result: { isDryRun, added: [], alreadyThere: 0, mistakes } };
  const added = await withDatabase(config, (url) =>
    withPool({ url, poolSize: 1 }, (database) =>
      importMemberships(database, { members, actor, reason, isDryRun }),
    ),
  );
  for (const { organization, username, role } of added)
    say(`${organization} ${username} ${role.toLowerCase()}`);
  const alreadyThere = members.length - added.length;
  say(`${added.length} ${isDryRun ? 'would be added' : 'added'}, ${alreadyThere} already existed.`);
  return { code: 0, result: { isDryRun, added, alreadyThere, mistakes } };
}

function readFile(file: string): ReadMemberships {
  const text = readInput(file);
  try {
    return readMemberships(text);
  } catch (error) {
    if (error instanceof Fault) return { members: [], mistakes: [error.message] };
    throw error;
  }
}

interface ReadMemberships {
  readonly members: readonly NewMember[];
  /** Each begins with its line number. */
  readonly mistakes: readonly string[];
}

/** The memberships in the file's text, and all its mistakes. Throws BAD_USER_INPUT if it is not CSV. */
export function readMemberships(text: string): ReadMemberships {
  const mistakes: string[] = [];
  const lines = new Map<string, number>();
  const attempt = <T>(line: number, read: () => T): T[] => {
    try {
      return [read()];
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      mistakes.push(...[error, ...error.others].map(({ message }) => `line ${line}: ${message}`));
      return [];
    }
  };
  const [head, ...rows] = rowsOf(text);
  const [columns] = attempt(1, () => columnsOf(head?.record ?? []));
  const members = rows.flatMap(({ record, info: { lines: line } }) =>
    attempt(line, () => {
      const member = memberOf(record, columns ?? []);
      const key = keyOf(member);
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
  if (!isRight) throw wrong(`The first line must name the columns: ${COLUMNS.join(',')}.`);
  return head;
}

function memberOf(record: readonly string[], columns: readonly string[]): NewMember {
  if (record.length !== columns.length)
    throw wrong(`The line has ${counted(record.length, 'value')} for ${counted(columns.length, 'column')}.`);
  const [organization = '', username = '', given = ''] = COLUMNS.map((name) => record[columns.indexOf(name)]);
  const { person, role } = readAll({
    person: () => readPerson({ organization, username }),
    role: () => {
      const known = ROLES.find((one) => one === given.toUpperCase());
      if (known) return known;
      throw wrong(`${quoted(given)} is not a role; use ${ROLES.join(', ').toLowerCase()}.`);
    },
  });
  return { ...person, role };
}
