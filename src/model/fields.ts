// Tables of fields. Each field is defined once; columns, history, inputs, exports, messages to systems, plans and drift
// are derived from them.
import { memoizeByObject } from './memoize';

/** The type of a field's value. */
export type FieldKind = 'text' | 'uuid' | 'time' | 'count' | 'flag' | 'json';

/** A field that is a column of a course's or run's row. */
export interface Field {
  readonly column: string;
  readonly kind: FieldKind;
  /** May be null. An input without it leaves it unchanged; null clears it. */
  readonly isOptional?: true;
  /** Left out of history: it never changes, or another entry records it. */
  readonly isUnrecorded?: true;
}

/** One field for every property; nullable ones must be optional. */
export type FieldsOf<T> = {
  readonly [F in keyof T]: null extends T[F] ? Field & { readonly isOptional: true } : Field;
};

/** Returns the names of the fields, in table order. */
export const namesOf = <F extends string>(fields: Readonly<Record<F, Field>>): readonly F[] =>
  Object.keys(fields) as F[];

type OptionalOf<T> = {
  [F in keyof T]: T[F] extends { readonly isOptional: true } ? F : never;
}[keyof T];

/** Returns the names of the nullable fields, in table order. */
export const optionalNamesOf = <T extends Readonly<Record<string, Field>>>(
  fields: T,
): readonly (OptionalOf<T> & string)[] =>
  Object.keys(fields).filter((name): name is OptionalOf<T> & string => fields[name]?.isOptional ?? false);

/** Returns null for each of these fields. */
export const nothingOf = <F extends string>(names: readonly F[]): Readonly<Record<F, null>> =>
  Object.fromEntries(names.map((name) => [name, null])) as Record<F, null>;

/** Returns only these properties of the object. */
export function picked<T extends object>(from: T, names: readonly (keyof T)[]): Partial<T> {
  const some: Partial<T> = {};
  for (const name of names) some[name] = from[name];
  return some;
}

/** The values of message fields by kind. Amounts have two decimals; times are ISO 8601 in UTC. */
export interface MessageValues {
  readonly text: string;
  readonly amount: string;
  readonly currency: string;
  readonly time: string;
  readonly count: number;
  readonly flag: boolean;
}

/** A field of a message to a system. */
export interface MessageField {
  readonly kind: keyof MessageValues;
  /** May be null, and is missing in data stored before the field existed. */
  readonly isOptional?: true;
  /** Identifies the row: with another value it is another row. */
  readonly isKey?: true;
  /** A price. Null: it is unknown, so the other system keeps what it has, and nothing is created. */
  readonly isPrice?: true;
  /** Internal: never sent to a subgraph, and ignored in comparisons. */
  readonly isInternal?: true;
  /** Null: the other system keeps what it has. Left out of messages then, and only systems that return it are compared. */
  readonly isKept?: true;
  /** Systems return it when queried; `perhaps`: only those that store it. */
  readonly isRead?: true | 'perhaps';
}
export type MessageFields = Readonly<Record<string, MessageField>>;
export type MessageValue<T extends MessageField> =
  MessageValues[T['kind']] | (T extends { readonly isOptional: true } ? null : never);

/** The content of a message: every field of the table. */
export type StateOf<T extends MessageFields> = { readonly [F in keyof T]: MessageValue<T[F]> };

/** The fields that a system returns. */
export type ReadOf<T extends MessageFields> = {
  readonly [F in keyof T as T[F] extends { isKey: true } | { isRead: true } ? F : never]: MessageValue<T[F]>;
} & { readonly [F in keyof T as T[F] extends { isRead: 'perhaps' } ? F : never]?: MessageValue<T[F]> };

/** Returns the names of the fields that a subgraph is queried for, identifying ones first. */
export const readNames = (table: MessageFields): readonly string[] =>
  Object.keys(table).filter((name) => table[name]?.isKey ?? (table[name]?.isRead && !table[name].isKept));

const comparedNames = memoizeByObject((table: MessageFields) =>
  Object.keys(table).filter((name) => !table[name]?.isInternal),
);

/** Returns equal text for rows with equal message content, whatever else they contain. */
export const fingerprintOf = (table: MessageFields, row: object): string =>
  JSON.stringify(
    comparedNames(table).map((name) => (row as Readonly<Record<string, unknown>>)[name] ?? null),
  );

/** Whether the other system keeps what it has for the row, because its price is unknown. */
export const isLeftAsIs = (table: MessageFields, row: object): boolean =>
  Object.keys(table).some(
    (name) => table[name]?.isPrice && (row as Readonly<Record<string, unknown>>)[name] === null,
  );

/** Returns the row's identifying value. */
export const rowKey = (table: MessageFields, row: object): string =>
  String(
    (row as Readonly<Record<string, unknown>>)[Object.keys(table).find((name) => table[name]?.isKey) ?? ''],
  );

/** Returns the earlier of two times as text; null: never. */
export function earlierOf(left: string | null, right: string | null): string | null {
  if (left === null || right === null) return left ?? right;
  return Date.parse(right) < Date.parse(left) ? right : left;
}
