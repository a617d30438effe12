// Keys that differ in capitals only are one course, run or organization to the LMS and Studio. fold_key folds as foldKey does
// in src/model/keys.ts, and not as the locale of the database would: a test holds the two together, letter by letter.
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { foldKey } from '../src/model/keys';

/** The last code point that has a capital and a small form, rounded up. */
const LAST_LETTER = 0x1ffff;

/** All letters that fold to another one, and what they fold to. */
function foldedLetters(): { from: string; to: string } {
  const codes = Array.from({ length: LAST_LETTER }, (_, code) => code);
  const letters = codes
    .filter((code) => code < 0xd800 || code > 0xdfff)
    .map((code) => String.fromCodePoint(code));
  const from = letters.filter((letter) => foldKey(letter) !== letter);
  return { from: from.join(''), to: from.map(foldKey).join('') };
}

/** Numbers those that are there and differ in capitals only: the first is 0, and so is each new one. */
const numberTwins = (table: string): string => `
  ALTER TABLE ${table} ADD COLUMN twin integer NOT NULL DEFAULT 0;
  ALTER TABLE ${table} DISABLE TRIGGER ${table}_has_history;
  UPDATE ${table} SET twin = number
  FROM (SELECT id, row_number() OVER (PARTITION BY fold_key(key) ORDER BY id) - 1 AS number FROM ${table}) AS numbered
  WHERE ${table}.id = numbered.id AND number > 0;
  ALTER TABLE ${table} ENABLE TRIGGER ${table}_has_history;
  CREATE UNIQUE INDEX ${table}_folded_key_uq ON ${table} (fold_key(key), twin);`;

export class FoldKeys1795370400151 implements MigrationInterface {
  name = 'FoldKeys1795370400151';

  async up(runner: QueryRunner): Promise<void> {
    const { from, to } = foldedLetters();
    await runner.query(`
      CREATE FUNCTION fold_key(key text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT CASE WHEN octet_length(key) = char_length(key) THEN lower(key COLLATE "C")
          ELSE translate(key, '${from}', '${to}') END $$;
      ${numberTwins('course')}
      ${numberTwins('course_run')}
      DROP INDEX course_organization_ix;
      CREATE INDEX course_organization_ix ON course (fold_key(organization), key)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX course_folded_key_uq, course_run_folded_key_uq, course_organization_ix;
      CREATE INDEX course_organization_ix ON course (organization, key);
      ALTER TABLE course DROP COLUMN twin;
      ALTER TABLE course_run DROP COLUMN twin;
      DROP FUNCTION fold_key`);
  }
}
