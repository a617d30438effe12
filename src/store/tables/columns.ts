// Column types shared by all tables: an internal numeric key, and creation and modification times (Open edX, OEP-38).
import { Column, DefaultNamingStrategy, ForeignKey, PrimaryGeneratedColumn } from 'typeorm';
import type { Table } from 'typeorm';

/** The SQL type of each kind of field. */
export const SQL_TYPES = {
  text: 'text',
  uuid: 'uuid',
  time: 'timestamptz',
  count: 'integer',
  flag: 'boolean',
  json: 'jsonb',
} as const;

/** The numeric primary key; internal, except for history's. */
export const Identity = (): PropertyDecorator =>
  PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' });

/** A time that the database sets when the row is created. */
export const Stamp = (): PropertyDecorator => Column({ type: 'timestamptz', default: () => 'now()' });

/** Columns that most tables have. */
export abstract class StampedRow {
  @Identity() id!: string;
  @Stamp() created!: Date;
  @Stamp() modified!: Date;
}

/** An optional time. */
export const Time = (name: string): PropertyDecorator =>
  Column({ name, type: 'timestamptz', nullable: true });

/** Required text. */
export const Text = (name: string): PropertyDecorator => Column({ name, type: 'text' });

/** An Open edX key, compared byte by byte, so that lists in key order can use its index under any locale. */
export const Key = (name: string): PropertyDecorator => Column({ name, type: 'text', collation: 'C' });

/** Distinguishes keys that differ only in case, from before the second one was refused; 0 for all others. */
export const Twin = (): PropertyDecorator => Column({ type: 'integer', default: 0 });

/** Optional text. */
export const OptionalText = (name: string): PropertyDecorator =>
  Column({ name, type: 'text', nullable: true });

/** A required flag. */
export const Flag = (name: string): PropertyDecorator => Column({ name, type: 'boolean' });

/** An amount of money with two decimals; a string in TypeScript. */
export const Amount = (name: string): PropertyDecorator =>
  Column({ name, type: 'numeric', precision: 10, scale: 2 });

/** A reference to another table's row: by slug if the column's name ends in `_slug`, otherwise by id. */
export function Reference(
  name: string,
  to: () => new () => object,
  { isOptional = false, onDelete }: { isOptional?: boolean; onDelete?: 'CASCADE' } = {},
): PropertyDecorator {
  const isSlug = name.endsWith('_slug');
  return (table, property) => {
    Column({ name, type: isSlug ? 'text' : 'bigint', nullable: isOptional })(table, property);
    ForeignKey(to, isSlug ? 'slug' : 'id', { onDelete })(table, property);
  };
}

/** Names keys without an explicit name: `course_run_pk`, `course_run_type_fk`. */
export class KeyNames extends DefaultNamingStrategy {
  override primaryKeyName(table: Table | string): string {
    return `${this.getTableName(table)}_pk`;
  }
  override foreignKeyName(table: Table | string, columns: string[]): string {
    return `${this.getTableName(table)}_${columns[0]?.replace(/_(slug|id)$/, '')}_fk`;
  }
}
