// Whom a restricted run is kept for: course-discovery's restriction_type.
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TOLD_OF_A_RUN = `course_id, key, uuid, title, start_at, end_at, go_live_at, status, type_slug,
  upgrade_deadline_override, credit_provider, credit_hours, enrollment_end_at, is_selling_stopped`;

const guard = (columns: string): string => `
  DROP TRIGGER course_run_has_history ON course_run;
  CREATE CONSTRAINT TRIGGER course_run_has_history AFTER INSERT OR DELETE OR UPDATE OF ${columns} ON course_run
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION require_history('course_id', 'course_id');`;

export class KeepRestrictions1795370400212 implements MigrationInterface {
  name = 'KeepRestrictions1795370400212';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE course_run ADD COLUMN restriction text
        CONSTRAINT course_run_restriction_ck CHECK (restriction IN ('CUSTOM_B2C', 'CUSTOM_B2B_ENTERPRISE'));
      CREATE INDEX course_run_restriction_ix ON course_run (restriction, key) WHERE restriction IS NOT NULL;
      ${guard(`${TOLD_OF_A_RUN}, restriction`)}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${guard(TOLD_OF_A_RUN)}
      ALTER TABLE course_run DROP COLUMN restriction`);
  }
}
