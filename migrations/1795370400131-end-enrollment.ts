// When learners can enrol in a run last, whether somebody stopped selling it, when what a shop sells of it must be taken off
// sale, and which systems an operator has let begin.
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TOLD_OF_A_RUN = `course_id, key, uuid, title, start_at, end_at, go_live_at, status, type_slug,
  upgrade_deadline_override, credit_provider, credit_hours`;

const guard = (columns: string): string => `
  DROP TRIGGER course_run_has_history ON course_run;
  CREATE CONSTRAINT TRIGGER course_run_has_history AFTER INSERT OR DELETE OR UPDATE OF ${columns} ON course_run
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION require_history('course_id', 'course_id');`;

export class EndEnrollment1795370400131 implements MigrationInterface {
  name = 'EndEnrollment1795370400131';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE course_run ADD COLUMN enrollment_end_at timestamptz,
        ADD COLUMN is_selling_stopped boolean NOT NULL DEFAULT false;
      ${guard(`${TOLD_OF_A_RUN}, enrollment_end_at, is_selling_stopped`)}
      ALTER TABLE seat_product ADD COLUMN closes_at timestamptz;
      CREATE INDEX seat_product_closes_ix ON seat_product (closes_at) WHERE closes_at IS NOT NULL;
      CREATE TABLE confirmed_system (
        url text CONSTRAINT confirmed_system_pk PRIMARY KEY,
        confirmed_at timestamptz NOT NULL DEFAULT now()
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE confirmed_system;
      ALTER TABLE seat_product DROP COLUMN closes_at;
      ${guard(TOLD_OF_A_RUN)}
      ALTER TABLE course_run DROP COLUMN enrollment_end_at, DROP COLUMN is_selling_stopped`);
  }
}
