// Hash indexes of what courses and runs are looked up by, ADR 25: one page of the index wherever the row is, where a B-tree of
// a million has one level more than one of ten thousand. The B-trees of prices and products begin with the seat type, so
// that no plan has to choose between the two.
import type { MigrationInterface, QueryRunner } from 'typeorm';

const KEYS = [
  ['course', 'id'],
  ['course', 'key'],
  ['course_run', 'key'],
] as const;
const OWNERS = [
  ['course_price', 'course_id'],
  ['course_run_price', 'course_run_id'],
  ['seat_product', 'course_run_id'],
  ['entitlement_product', 'course_id'],
] as const;

const hash = (table: string, column: string): string =>
  `CREATE INDEX ${table}_${column}_hash_ix ON ${table} USING hash (${column});`;
const unique = (table: string, columns: string): string =>
  `ALTER TABLE ${table} DROP CONSTRAINT ${table}_uq, ADD CONSTRAINT ${table}_uq UNIQUE (${columns});`;

export class HashWhatIsLookedUp1795370400080 implements MigrationInterface {
  name = 'HashWhatIsLookedUp1795370400080';

  async up(runner: QueryRunner): Promise<void> {
    for (const [table, column] of [...KEYS, ...OWNERS]) await runner.query(hash(table, column));
    for (const [table, owner] of OWNERS) await runner.query(unique(table, `seat_type_slug, ${owner}`));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [table, owner] of OWNERS) await runner.query(unique(table, `${owner}, seat_type_slug`));
    for (const [table, column] of [...KEYS, ...OWNERS])
      await runner.query(`DROP INDEX ${table}_${column}_hash_ix`);
  }
}
