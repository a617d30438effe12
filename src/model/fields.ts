// Tables of fields: what a noun's fields are is written once, and lists of columns, history, inputs, exports, messages to
// systems, plans and drift follow.

/** What a field holds. */
export type FieldKind = 'text' | 'uuid' | 'time' | 'count' | 'flag';

/** A field that is a column of its noun's row. */
export interface Field {
  readonly column: string;
  readonly kind: FieldKind;
  /** May be null. An input that leaves it out leaves it as it is; null clears it. */
  readonly isOptional?: true;
  /** History says nothing of it: it never changes, or another entry tells of it. */
  readonly isUntold?: true;
}

/** A field for each property, none forgotten; those that may be null are optional. */
export type FieldsOf<T> = {
  readonly [F in keyof T]: null extends T[F] ? Field & { readonly isOptional: true } : Field;
};

/** The names of the fields, in the order of the table. */
export const namesOf = <F extends string>(fields: Readonly<Record<F, Field>>): readonly F[] =>
  Object.keys(fields) as F[];

/** Only those properties of it. */
export const picked = <T extends object>(from: T, names: readonly (keyof T)[]): Partial<T> =>
  Object.fromEntries(names.map((name) => [name, from[name]])) as Partial<T>;

/** What a field of a message holds, by its kind. Amounts have two digits after the point, times are ISO 8601 in UTC. */
export interface ToldValues {
  readonly text: string;
  readonly amount: string;
  readonly currency: string;
  readonly time: string;
  readonly count: number;
  readonly flag: boolean;
}

/** A field of something that a system is told. */
export interface Told {
  readonly kind: keyof ToldValues;
  /** May be null, and is in what was stored before there was this field. */
  readonly isOptional?: true;
  /** Says what the row is; with another value it is another row. */
  readonly isKey?: true;
  /** For us alone: never sent to a subgraph, and a difference in it is none. */
  readonly isOurs?: true;
  /** A system answers it when it is asked what it has; `perhaps`: where it keeps such a thing. */
  readonly isRead?: true | 'perhaps';
}
export type ToldFields = Readonly<Record<string, Told>>;
export type ToldValue<T extends Told> =
  ToldValues[T['kind']] | (T extends { readonly isOptional: true } ? null : never);

/** What a system is told: every field of the table, none forgotten. */
export type StateOf<T extends ToldFields> = { readonly [F in keyof T]: ToldValue<T[F]> };

/** What a system answers. */
export type ReadOf<T extends ToldFields> = {
  readonly [F in keyof T as T[F] extends { isKey: true } | { isRead: true } ? F : never]: ToldValue<T[F]>;
} & { readonly [F in keyof T as T[F] extends { isRead: 'perhaps' } ? F : never]?: ToldValue<T[F]> };

/** The names of the fields that a system answers, those that say what the row is first. */
export const readNames = (table: ToldFields): readonly string[] =>
  Object.keys(table).filter((name) => table[name]?.isKey ?? table[name]?.isRead);

/** One text for one meaning of what is told, whatever else the row has. */
export const toldText = (table: ToldFields, row: object): string =>
  JSON.stringify(
    Object.keys(table)
      .filter((name) => !table[name]?.isOurs)
      .map((name) => (row as Readonly<Record<string, unknown>>)[name] ?? null),
  );

/** Which row it is. */
export const toldKey = (table: ToldFields, row: object): string =>
  String(
    (row as Readonly<Record<string, unknown>>)[Object.keys(table).find((name) => table[name]?.isKey) ?? ''],
  );
