// The transaction of an entry is hashed too, from now on: it says which changes were made together. An entry says by which
// version of the hash it is, and those that are there keep theirs: history is never hashed anew.
import type { MigrationInterface, QueryRunner } from 'typeorm';

const FIELDS = `entry.id, (extract(epoch FROM entry.at) * 1000)::bigint, entry.kind, entry.subject, entry.actor, entry.reason,
  entry.overridden, entry.course_key, entry.course_run_key, entry.before, entry.after, encode(entry.previous_hash, 'hex')`;
const FIRST = `jsonb_build_array(${FIELDS})
  || CASE WHEN entry.bulk_change_id IS NULL THEN '[]' ELSE jsonb_build_array(entry.bulk_change_id) END`;
const SECOND = `jsonb_build_array(${FIELDS}, entry.bulk_change_id, entry.transaction_id, entry.hash_version)`;

const historyHash = (hashed: string): string => `
  CREATE OR REPLACE FUNCTION history_hash(entry history) RETURNS bytea LANGUAGE sql STABLE AS $$
    SELECT sha256(convert_to((${hashed})::text, 'UTF8')) $$;`;

/** As it was, but that an entry is given a version, or not. */
const chainHistory = (version: string): string => `
  CREATE OR REPLACE FUNCTION chain_history() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE last record; BEGIN
    PERFORM pg_advisory_xact_lock(7261550, hashtext(NEW.subject));
    SELECT at, hash INTO last FROM history WHERE subject = NEW.subject ORDER BY id DESC LIMIT 1;
    NEW.id := nextval('history_id_seq');
    NEW.at := greatest(date_trunc('milliseconds', clock_timestamp()), last.at);
    NEW.transaction_id := pg_current_xact_id()::text::bigint;
    NEW.previous_hash := last.hash;
    ${version}
    NEW.hash := history_hash(NEW);
    RETURN NEW;
  END $$;`;

export class HashTransactions1795370400101 implements MigrationInterface {
  name = 'HashTransactions1795370400101';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE history ADD COLUMN hash_version smallint NOT NULL DEFAULT 1;
      ALTER TABLE history ALTER COLUMN hash_version SET DEFAULT 2;
      ${historyHash(`CASE entry.hash_version WHEN 1 THEN ${FIRST} ELSE ${SECOND} END`)}
      ${chainHistory('NEW.hash_version := 2;')}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${chainHistory('')}
      ${historyHash(FIRST)}
      ALTER TABLE history DROP COLUMN hash_version`);
  }
}
