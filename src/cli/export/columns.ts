// Defines what an exported file can hold, for each format to encode. docs/data-dictionary.md is generated from it.
import type { Catalogue } from '../../model/catalogue';
import { namesOf } from '../../model/fields';
import type { Field, FieldKind } from '../../model/fields';
import type { Policy } from '../../model/policy';

/** Each type's form in JSON Lines and in Parquet. In a row an id is a string, a time a Date; others are as in JSON. */
export const COLUMN_TYPES = {
  text: ['string', 'STRING'],
  integer: ['number', 'INT32'],
  id: ['number', 'INT64'],
  boolean: ['boolean', 'BOOLEAN'],
  amount: ['string, `"49.00"`', 'DECIMAL(10, 2)'],
  time: ['string, `"2026-09-01T00:00:00.000Z"`', 'TIMESTAMP_MILLIS, UTC'],
  texts: ['array of strings', 'LIST of STRING'],
  json: ['any', 'JSON'],
} as const;
export type ColumnType = keyof typeof COLUMN_TYPES;

export interface Column {
  readonly type: ColumnType;
  readonly isNullable: boolean;
  /** The field of the schema with the same meaning, such as CourseRun.title; otherwise a sentence. */
  readonly meaning: string;
}
export type Columns = Readonly<Record<string, Column>>;
/** A value for each column, by its name. */
export type Row = Readonly<Record<string, unknown>>;

/** What rows are computed from, besides the thing itself. */
export interface Given {
  readonly catalogue: Catalogue;
  readonly policy: Policy;
  /** The moment of the export. */
  readonly at: Date;
}

export interface ExportFile<Thing> {
  /** Without the extension, which depends on the format. */
  readonly name: string;
  readonly columns: Columns;
  /** The rows that one thing yields. */
  readonly rowsOf: (thing: Thing, given: Given) => readonly Row[];
}

/** Makes the compiler check that each row has a value for every column. */
export const file = <Thing, C extends Columns>(
  name: string,
  columns: C,
  rowsOf: (thing: Thing, given: Given) => readonly Readonly<Record<keyof C, unknown>>[],
): ExportFile<Thing> => ({ name, columns, rowsOf });

export const column = (type: ColumnType, meaning: string): Column => ({ type, meaning, isNullable: false });
export const nullable = (type: ColumnType, meaning: string): Column => ({ type, meaning, isNullable: true });

const OF_KIND = {
  text: 'text',
  uuid: 'text',
  time: 'time',
  count: 'integer',
  flag: 'boolean',
  json: 'json',
} as const satisfies Record<FieldKind, ColumnType>;

/**
 * The names of fields in files, where their own names are SQL keywords or ambiguous next to another file's. Every file
 * uses the same name for a field.
 */
const NAMES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Course: { key: 'courseKey', type: 'courseType', version: 'courseVersion' },
  CourseRun: { key: 'courseRunKey', type: 'courseRunType', start: 'startsAt', end: 'endsAt' },
};

/** A column for each field of a noun, explained by the schema's field, and the row of a thing under these names. */
export function fieldsOf<F extends string>(noun: keyof typeof NAMES, fields: Readonly<Record<F, Field>>) {
  const nameOf = (field: F): string => NAMES[noun]?.[field] ?? field;
  const columns = namesOf(fields).map((field) => {
    const { kind, isOptional = false } = fields[field];
    return [nameOf(field), { type: OF_KIND[kind], meaning: `${noun}.${field}`, isNullable: isOptional }];
  });
  return {
    columns: Object.fromEntries(columns) as Columns,
    rowOf: (thing: Readonly<Record<F, unknown>>): Row =>
      Object.fromEntries(namesOf(fields).map((field) => [nameOf(field), thing[field]])),
  };
}
