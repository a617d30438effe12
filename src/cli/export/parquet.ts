// Parquet by hyparquet-writer: typed columns, compressed, in row groups of five thousand rows.
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { Column, Columns, ColumnType, Row } from './columns';
import type { Encoder } from './encodings';

const ROW_GROUP = 5_000;

type SchemaElement = ConstructorParameters<typeof ParquetWriter>[0]['schema'][number];

/** Rows are gathered until they fill a row group. */
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
      // The least and the greatest of these would only make the end of the file long.
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

/** What was written since the last time. The writer counts on, so that offsets stay right. */
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
  // The logical type says that it is UTC; readers that know only the older converted type take it for local time.
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

/** Ids and amounts in whole numbers, of which JavaScript's own do not hold all. */
function inParquet(value: unknown, type: ColumnType): unknown {
  if (typeof value !== 'string') return value ?? undefined;
  return type === 'id' || type === 'amount' ? BigInt(value.replace('.', '')) : value;
}
