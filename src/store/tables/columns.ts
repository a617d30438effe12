// Columns that every table has: a numeric key inside, and when the row was made and last changed (Open edX, OEP-38).
import { Column, DefaultNamingStrategy, ForeignKey, PrimaryGeneratedColumn } from 'typeorm';
import type { Table } from 'typeorm';

/** How the database keeps each kind of field. */
export const SQL_TYPES = {
  text: 'text',
  uuid: 'uuid',
  time: 'timestamptz',
  count: 'integer',
  flag: 'boolean',
} as const;

/** The numeric primary key; never leaves the database's side of the service. */
export const Identity = (): PropertyDecorator =>
  PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' });

/** A time that the database sets when the row is made. */
export const Stamp = (): PropertyDecorator => Column({ type: 'timestamptz', default: () => 'now()' });

/** What most rows have. */
export abstract class StampedRow {
  @Identity() id!: string;
  @Stamp() created!: Date;
  @Stamp() modified!: Date;
}

/** An optional time. */
export const Time = (name: string): PropertyDecorator =>
  Column({ name, type: 'timestamptz', nullable: true });

/** Text that must be there. */
export const Text = (name: string): PropertyDecorator => Column({ name, type: 'text' });

/** A key of Open edX; compared byte by byte, so that lists in the order of keys can use its indexes everywhere. */
export const Key = (name: string): PropertyDecorator => Column({ name, type: 'text', collation: 'C' });

/** Tells apart keys that differed in capitals only before a second one was refused: 0 for all others. */
export const Twin = (): PropertyDecorator => Column({ type: 'integer', default: 0 });

/** Text that may be absent. */
export const OptionalText = (name: string): PropertyDecorator =>
  Column({ name, type: 'text', nullable: true });

/** A flag that must be given. */
export const Flag = (name: string): PropertyDecorator => Column({ name, type: 'boolean' });

/** An amount of money with two digits after the point; a string in TypeScript. */
export const Amount = (name: string): PropertyDecorator =>
  Column({ name, type: 'numeric', precision: 10, scale: 2 });

/** A reference to a row of another table, by its slug or else its id. */
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

/** How keys are called that have no name of their own: `course_run_pk`, `course_run_type_fk`. */
export class KeyNames extends DefaultNamingStrategy {
  override primaryKeyName(table: Table | string): string {
    return `${this.getTableName(table)}_pk`;
  }
  override foreignKeyName(table: Table | string, columns: string[]): string {
    return `${this.getTableName(table)}_${columns[0]?.replace(/_(slug|id)$/, '')}_fk`;
  }
}
