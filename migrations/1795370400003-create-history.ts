// History, to which rows are only ever added, and the first answers to commands that carry an idempotency key.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateHistory1795370400003 implements MigrationInterface {
  name = 'CreateHistory1795370400003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE history (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT history_pk PRIMARY KEY,
        at timestamptz NOT NULL DEFAULT clock_timestamp(),
        kind text NOT NULL,
        subject text NOT NULL,
        actor text NOT NULL,
        reason text,
        overridden text[] NOT NULL DEFAULT '{}',
        course_key text,
        course_run_key text,
        before jsonb,
        after jsonb
      );
      CREATE INDEX history_subject_ix ON history (subject, id);
      CREATE INDEX history_course_ix ON history (course_key, id) WHERE course_key IS NOT NULL;
      CREATE INDEX history_course_run_ix ON history (course_run_key, id) WHERE course_run_key IS NOT NULL;
      CREATE FUNCTION refuse_history_change() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'history is append-only' USING ERRCODE = 'restrict_violation'; END $$;
      CREATE TRIGGER history_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON history
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_history_change();
      CREATE TABLE command (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT command_pk PRIMARY KEY,
        created timestamptz NOT NULL DEFAULT now(),
        actor text NOT NULL,
        mutation text NOT NULL,
        key text NOT NULL,
        input_hash text NOT NULL,
        outcome jsonb,
        CONSTRAINT command_uq UNIQUE (actor, mutation, key)
      );
      CREATE INDEX command_created_ix ON command (created);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE command, history; DROP FUNCTION refuse_history_change`);
  }
}
