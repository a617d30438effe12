// The product variant that a course's entitlements and a run's seats sell: variant_id of course-discovery and E-Commerce.
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TOLD_OF_A_RUN = `course_id, key, uuid, title, start_at, end_at, go_live_at, status, type_slug,
  upgrade_deadline_override, credit_provider, credit_hours, enrollment_end_at, is_selling_stopped, restriction, sold_prices`;

const guard = (columns: string): string => `
  DROP TRIGGER course_run_has_history ON course_run;
  CREATE CONSTRAINT TRIGGER course_run_has_history AFTER INSERT OR DELETE OR UPDATE OF ${columns} ON course_run
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION require_history('course_id', 'course_id');`;

export class KeepVariants1795370400251 implements MigrationInterface {
  name = 'KeepVariants1795370400251';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE course ADD COLUMN variant_id uuid;
      ALTER TABLE course_run ADD COLUMN variant_id uuid;
      ${guard(`${TOLD_OF_A_RUN}, variant_id`)}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${guard(TOLD_OF_A_RUN)}
      ALTER TABLE course_run DROP COLUMN variant_id;
      ALTER TABLE course DROP COLUMN variant_id`);
  }
}
