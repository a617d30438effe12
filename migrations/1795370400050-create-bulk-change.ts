// Bulk changes: what is done to many courses, and what became of each. An entry of history names the one that it is of,
// its hash covers that, and no bulk change has two entries about one course.
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** As it was before, so that old chains fit as they are; `more` is what an entry of a bulk change has after that. */
const historyHash = (more: string) => `
  CREATE OR REPLACE FUNCTION history_hash(entry history) RETURNS bytea LANGUAGE sql STABLE AS $$
    SELECT sha256(convert_to((jsonb_build_array(entry.id, (extract(epoch FROM entry.at) * 1000)::bigint, entry.kind,
      entry.subject, entry.actor, entry.reason, entry.overridden, entry.course_key, entry.course_run_key,
      entry.before, entry.after, encode(entry.previous_hash, 'hex'))${more})::text, 'UTF8')) $$`;

export class CreateBulkChange1795370400050 implements MigrationInterface {
  name = 'CreateBulkChange1795370400050';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE bulk_change (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT bulk_change_pk PRIMARY KEY,
        uuid uuid NOT NULL CONSTRAINT bulk_change_uuid_uq UNIQUE,
        name text NOT NULL,
        actor text NOT NULL,
        reason text NOT NULL,
        is_override boolean NOT NULL,
        is_dry_run boolean NOT NULL,
        rate_per_minute integer NOT NULL CONSTRAINT bulk_change_rate_ck CHECK (rate_per_minute >= 1),
        filter jsonb,
        change jsonb NOT NULL,
        state text NOT NULL CONSTRAINT bulk_change_state_ck CHECK (state IN ('QUEUED', 'RUNNING', 'DONE', 'CANCELLED')),
        total integer NOT NULL,
        tally jsonb NOT NULL,
        requested_at timestamptz NOT NULL DEFAULT now(),
        started_at timestamptz,
        ended_at timestamptz,
        cancelled_by text,
        due_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT bulk_change_ended_ck CHECK ((state IN ('DONE', 'CANCELLED')) = (ended_at IS NOT NULL)),
        CONSTRAINT bulk_change_cancelled_ck CHECK ((state = 'CANCELLED') = (cancelled_by IS NOT NULL))
      );
      CREATE INDEX bulk_change_due_ix ON bulk_change (due_at) WHERE state IN ('QUEUED', 'RUNNING');
      CREATE TABLE bulk_change_item (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT bulk_change_item_pk PRIMARY KEY,
        bulk_change_id bigint NOT NULL CONSTRAINT bulk_change_item_bulk_change_fk REFERENCES bulk_change (id),
        course_key text COLLATE "C" NOT NULL,
        outcome text NOT NULL DEFAULT 'PENDING' CONSTRAINT bulk_change_item_outcome_ck
          CHECK (outcome IN ('PENDING', 'CHANGED', 'UNCHANGED', 'REFUSED', 'FAILED')),
        at timestamptz,
        attempts integer NOT NULL DEFAULT 0,
        violations jsonb NOT NULL DEFAULT '[]',
        error jsonb,
        CONSTRAINT bulk_change_item_uq UNIQUE (bulk_change_id, course_key),
        CONSTRAINT bulk_change_item_at_ck CHECK ((outcome = 'PENDING') = (at IS NULL))
      );
      CREATE INDEX bulk_change_item_outcome_ix ON bulk_change_item (bulk_change_id, outcome, course_key);
      ALTER TABLE history ADD COLUMN bulk_change_id uuid;
      CREATE UNIQUE INDEX history_bulk_change_uq ON history (bulk_change_id, subject) WHERE bulk_change_id IS NOT NULL;
    `);
    await runner.query(
      historyHash(
        ` || CASE WHEN entry.bulk_change_id IS NULL THEN '[]' ELSE jsonb_build_array(entry.bulk_change_id) END`,
      ),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(historyHash(''));
    await runner.query(
      `ALTER TABLE history DROP COLUMN bulk_change_id; DROP TABLE bulk_change_item, bulk_change`,
    );
  }
}
