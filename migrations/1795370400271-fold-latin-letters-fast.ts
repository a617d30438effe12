// Folding a title with a letter beyond ASCII looked each of its letters up among 1,400. Most such titles have Latin
// letters only, of which 32 fold to another one. What fold_key returns stays the same.
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { foldKey } from '../src/model/keys';

/** The last code point that has a capital and a small form, rounded up. */
const LAST_LETTER = 0x1ffff;
const LAST_LATIN_LETTER = 0xff;

/** SQL that translates letters up to this one. */
function translated(key: string, from: number, to: number): string {
  const codes = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  const letters = codes
    .filter((code) => code < 0xd800 || code > 0xdfff)
    .map((code) => String.fromCodePoint(code))
    .filter((letter) => foldKey(letter) !== letter);
  return `translate(${key}, '${letters.join('')}', '${letters.map(foldKey).join('')}')`;
}

const LOWER = 'lower(key COLLATE "C")';
const foldKeys = (latin: string): string => `
  CREATE OR REPLACE FUNCTION fold_key(key text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN octet_length(key) = char_length(key) THEN ${LOWER} ${latin}
      ELSE ${translated('key', 0, LAST_LETTER)} END $$`;

export class FoldLatinLettersFast1795370400271 implements MigrationInterface {
  name = 'FoldLatinLettersFast1795370400271';

  async up(runner: QueryRunner): Promise<void> {
    const isLatin = String.raw`key COLLATE "C" ~ '^[\u0001-\u00ff]*$'`;
    await runner.query(foldKeys(`WHEN ${isLatin} THEN ${translated(LOWER, 0x80, LAST_LATIN_LETTER)}`));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(foldKeys(''));
  }
}
