// Columns that every table has: a numeric key inside, and when the row was made and last changed (Open edX, OEP-38).
import { Column, PrimaryGeneratedColumn } from 'typeorm';

/** The numeric primary key; never leaves the database's side of the service. */
export const Identity = (table: string): PropertyDecorator =>
  PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: `${table}_pk`,
  });

/** A time that the database sets when the row is made. */
export const Stamp = (): PropertyDecorator => Column({ type: 'timestamptz', default: () => 'now()' });

/** An optional time. */
export const Time = (name: string): PropertyDecorator =>
  Column({ name, type: 'timestamptz', nullable: true });

/** Text that must be there. */
export const Text = (name: string): PropertyDecorator => Column({ name, type: 'text' });

/** A key of Open edX; compared byte by byte, so that lists in the order of keys can use its indexes everywhere. */
export const Key = (name: string): PropertyDecorator => Column({ name, type: 'text', collation: 'C' });

/** Text that may be absent. */
export const OptionalText = (name: string): PropertyDecorator =>
  Column({ name, type: 'text', nullable: true });

/** A flag that must be given. */
export const Flag = (name: string): PropertyDecorator => Column({ name, type: 'boolean' });

/** An amount of money with two digits after the point; a string in TypeScript. */
export const Amount = (name: string): PropertyDecorator =>
  Column({ name, type: 'numeric', precision: 10, scale: 2 });

/** A reference by key. */
export const Reference = (name: string, isOptional = false): PropertyDecorator =>
  Column({ name, type: name.endsWith('_slug') ? 'text' : 'bigint', nullable: isOptional });
