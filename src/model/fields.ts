// Tables of fields: what a noun's fields are is written once, and lists of columns, history, inputs and exports follow.

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
