// Where the LMS has a title or date of a run that a rule refuses here. A run has few, and most have none.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepLmsConflicts1795370400141 implements MigrationInterface {
  name = 'KeepLmsConflicts1795370400141';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE lms_conflict (
      id bigint GENERATED ALWAYS AS IDENTITY,
      created timestamptz NOT NULL DEFAULT now(),
      modified timestamptz NOT NULL DEFAULT now(),
      course_run_id bigint NOT NULL,
      field text NOT NULL,
      there text,
      problem text NOT NULL,
      CONSTRAINT lms_conflict_pk PRIMARY KEY (id),
      CONSTRAINT lms_conflict_course_run_fk FOREIGN KEY (course_run_id) REFERENCES course_run (id) ON DELETE CASCADE,
      CONSTRAINT lms_conflict_uq UNIQUE (course_run_id, field)
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE lms_conflict');
  }
}
