// Reads courses from a CSV with a row per run: course_key, title, course_type, run_key, run_type, start, end, status,
// course_variant_id, run_variant_id, and a column price_<seat type> for each price. Rows of one course are adjacent. Yields what the API would return.
import { closeSync, createReadStream, openSync, readSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { parse } from 'csv-parse';
import type { Piece, Source } from './pieces';

/** A row by column names, and its line in the file. */
interface Row {
  readonly record: Readonly<Record<string, string>>;
  readonly info: { readonly lines: number };
}

const PRICE = 'price_';
const COLUMNS =
  'course_key title course_type course_variant_id run_key run_type run_variant_id start end status'.split(
    ' ',
  );
const DELIMITERS = [',', ';', '\t'];

/** The courses in the file. Throws if its first line has no column of course keys, or an unknown column. */
export function openCsv(file: string, seatTypes: Iterable<string>): Source {
  const header = firstLineOf(file);
  const count = (delimiter: string) => header.split(delimiter).length;
  const [delimiter = ','] = [...DELIMITERS].sort((one, other) => count(other) - count(one));
  const name = basename(file);
  if (!header.split(delimiter).map(columnOf).includes('course_key')) {
    throw new Error(
      `${name} has no column course_key in its first line; is it CSV in UTF-8? It begins with ${JSON.stringify(header.slice(0, 60))}`,
    );
  }
  requireKnown(name, header.split(delimiter).map(columnOf), [
    ...COLUMNS,
    ...Array.from(seatTypes, (slug) => PRICE + slug),
  ]);
  const total = statSync(file).size;
  const input = createReadStream(file);
  const broken: Piece[] = [];
  const rows = input.pipe(
    parse({
      ...{
        bom: true,
        delimiter,
        info: true,
        trim: true,
        skip_empty_lines: true,
        skip_records_with_error: true,
      },
      columns: (titles: string[]) => titles.map(columnOf),
      on_skip: (error) =>
        void broken.push({
          position: `${name} line ${String(error?.lines)}`,
          unreadable: error?.message ?? 'It is not a row.',
        }),
    }),
  );
  const pieces = async function* (): AsyncGenerator<Piece> {
    for await (const course of coursesIn(rows as AsyncIterable<Row>)) {
      yield* broken.splice(0);
      yield pieceOf(name, course);
    }
    yield* broken;
  };
  return { pieces: pieces(), readPart: () => (total === 0 ? 1 : input.bytesRead / total) };
}

function firstLineOf(file: string): string {
  const buffer = Buffer.alloc(65_536);
  const opened = openSync(file, 'r');
  try {
    const [line = ''] = buffer.subarray(0, readSync(opened, buffer)).toString('utf8').split(/\r?\n/);
    return line;
  } finally {
    closeSync(opened);
  }
}

/** Throws with every unknown column, and the one that was probably meant. */
function requireKnown(file: string, columns: readonly string[], known: readonly string[]): void {
  const unknown = columns.filter((column) => !known.includes(column));
  if (unknown.length === 0) return;
  const meant = (column: string) =>
    [...known].sort((one, other) => distance(column, one) - distance(column, other))[0];
  const words = unknown.map((column) => `${column || 'one without a name'} (did you mean ${meant(column)}?)`);
  throw new Error(
    `${file} has columns that are not known: ${words.join(', ')}. docs/importing.md lists all columns.`,
  );
}

/** How many letters must change to turn one into the other, in any order of their words. */
function distance(one: string, other: string): number {
  const sorted = (name: string) => name.split('_').sort().join('_');
  return Math.min(edits(one, other), edits(sorted(one), sorted(other)));
}

/** The Levenshtein distance. */
function edits(one: string, other: string): number {
  let row = Array.from(other, (_, index) => index + 1);
  for (const [index, letter] of [...one].entries()) {
    let [corner, left] = [index, index + 1];
    row = row.map((above, at) => {
      left = Math.min(above + 1, left + 1, corner + Number(letter !== other[at]));
      corner = above;
      return left;
    });
  }
  return row.at(-1) ?? one.length;
}

/** "Course key" becomes course_key; quotes and a byte order mark are removed. */
const columnOf = (title: string): string =>
  title
    .replace(/["\uFEFF]/g, '')
    .trim()
    .toLowerCase()
    .replace(/\s+/g, '_');

async function* coursesIn(rows: AsyncIterable<Row>): AsyncGenerator<Row[]> {
  let course: Row[] = [];
  for await (const row of rows) {
    if (course[0] && course[0].record['course_key'] !== row.record['course_key']) {
      yield course;
      course = [];
    }
    course.push(row);
  }
  if (course.length > 0) yield course;
}

function pieceOf(name: string, rows: readonly Row[]): Piece {
  const runs = rows.filter(({ record }) => record['run_key']);
  const first: Row['record'] = rows[0]?.record ?? {};
  return {
    position: `${name} line ${rows[0]?.info.lines}`,
    value: {
      key: first['course_key'],
      title: first['title'],
      course_type: first['course_type'],
      additional_metadata: { variant_id: first['course_variant_id'] || undefined },
      course_runs: runs.map(({ record }) => ({
        key: record['run_key'],
        run_type: record['run_type'],
        variant_id: record['run_variant_id'] || undefined,
        start: timeOf(record['start']),
        end: timeOf(record['end']),
        status: record['status']?.toLowerCase() || null,
        seats: pricesOf(record).map(([type, price]) => ({ type, price })),
      })),
    },
    nameOf: ([part, index, field, seat]) => {
      const row = part === 'course_runs' ? runs[Number(index)] : undefined;
      if (!row) return COLUMN_OF[String(part)] ?? String(part);
      const price = `${PRICE}${pricesOf(row.record)[Number(seat)]?.[0]}`;
      const column = field === 'seats' ? price : (COLUMN_OF_A_RUN[String(field)] ?? String(field));
      return `line ${row.info.lines}, ${column}`;
    },
  };
}

/** The columns whose names differ from course-discovery's fields. */
const COLUMN_OF: Readonly<Record<string, string>> = {
  key: 'course_key',
  additional_metadata: 'course_variant_id',
};
const COLUMN_OF_A_RUN: Readonly<Record<string, string>> = { key: 'run_key', variant_id: 'run_variant_id' };

/** A day means its beginning, in UTC. Null if nothing is given. */
const timeOf = (text = ''): string | null =>
  /^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text || null;

const pricesOf = (record: Row['record']): [string, string][] =>
  Object.entries(record).flatMap(([column, amount]) =>
    column.startsWith(PRICE) && amount !== '' ? [[column.slice(PRICE.length), amount]] : [],
  );
