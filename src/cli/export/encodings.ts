// Encodes rows a batch at a time: as JSON Lines, as CSV, or as Parquet with hyparquet-writer, with typed columns, compressed,
// in row groups of five thousand rows.
import { stringify } from 'csv-stringify/sync';
import type { Columns, Row, Column, ColumnType } from './columns';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';

/** Encodes the rows of one file, in the order in which they are given. */
interface Encoder {
  /** The bytes to write now; empty while rows are collected. */
  readonly encode: (rows: readonly Row[]) => Uint8Array;
  /** The bytes to write at the end. */
  readonly end: () => Uint8Array;
}

const NOTHING = new Uint8Array();

/** One object per line. */
export function jsonLines(columns: Columns): Encoder {
  const names = Object.entries(columns).map(([name, { type }]) => [name, type === 'id'] as const);
  const lineOf = (row: Row): string => {
    const values = names.map(([name, isId]) => [name, isId ? Number(row[name]) : row[name]]);
    return `${JSON.stringify(Object.fromEntries(values))}\n`;
  };
  return { encode: (rows) => Buffer.from(rows.map(lineOf).join('')), end: () => NOTHING };
}

/**
 * Starts with a header. Texts are quoted and null is empty, which PostgreSQL's COPY can tell apart; lists are JSON. A
 * text that a spreadsheet would run as a formula gets an apostrophe in front.
 */
export function csv(columns: Columns): Encoder {
  const cast = {
    boolean: String,
    date: (time: Date) => time.toISOString(),
    object: (value: object) => JSON.stringify(value),
  };
  const options = { columns: Object.keys(columns), quoted_string: true, escape_formulas: true, cast };
  let hasHead = false;
  const encode = (rows: readonly Row[]): Uint8Array => {
    const text = stringify([...rows], { ...options, header: !hasHead });
    hasHead = true;
    return Buffer.from(text);
  };
  return { encode, end: () => (hasHead ? NOTHING : encode([])) };
}

const ROW_GROUP = 5_000;

type SchemaElement = ConstructorParameters<typeof ParquetWriter>[0]['schema'][number];

/** Collects rows until they fill a row group. */
export function parquet(columns: Columns): Encoder {
  const writer = new ByteWriter();
  const entries = Object.entries(columns);
  const root = { name: 'root', num_children: entries.length };
  const schema: SchemaElement[] = [root, ...entries.flatMap(([name, column]) => elementsOf(name, column))];
  const file = new ParquetWriter({ writer, schema });
  let gathered: Row[] = [];
  const write = (): void => {
    const columnData = entries.map(([name, { type }]) => ({
      name,
      data: gathered.map((row) => inParquet(row[name], type)),
      // Minimum and maximum of these would only enlarge the file's footer.
      statistics: type !== 'json' && type !== 'texts',
    }));
    void file.write({ columnData, rowGroupSize: ROW_GROUP });
    gathered = [];
  };
  return {
    encode: (rows) => {
      gathered.push(...rows);
      if (gathered.length >= ROW_GROUP) write();
      return taken(writer);
    },
    end: () => {
      if (gathered.length > 0) write();
      void file.finish();
      return taken(writer);
    },
  };
}

/** The bytes written since the last call. The writer keeps counting, so that offsets stay right. */
function taken(writer: ByteWriter): Uint8Array {
  const bytes = writer.getBytes().slice();
  writer.index = 0;
  return bytes;
}

const PHYSICAL: Readonly<Record<Exclude<ColumnType, 'texts'>, Partial<SchemaElement>>> = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  integer: { type: 'INT32' },
  id: { type: 'INT64' },
  boolean: { type: 'BOOLEAN' },
  amount: { type: 'INT64', converted_type: 'DECIMAL', precision: 10, scale: 2 },
  // The logical type says that it is UTC; readers that know only the older converted type assume local time.
  time: { type: 'INT64', logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' } },
  json: { type: 'BYTE_ARRAY', converted_type: 'JSON' },
};

function elementsOf(name: string, { type, isNullable }: Column): SchemaElement[] {
  const repetition_type = isNullable ? 'OPTIONAL' : 'REQUIRED';
  if (type !== 'texts') return [{ name, repetition_type, ...PHYSICAL[type] }];
  return [
    { name, repetition_type, converted_type: 'LIST', num_children: 1 },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    { name: 'element', repetition_type: 'REQUIRED', ...PHYSICAL.text },
  ];
}

/** Ids and amounts as BigInt, because a JavaScript number cannot hold all of them. */
function inParquet(value: unknown, type: ColumnType): unknown {
  if (typeof value !== 'string') return value ?? undefined;
  return type === 'id' || type === 'amount' ? BigInt(value.replace('.', '')) : value;
}
