// What an ended run was sold at, where its course's price changes afterwards.
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TOLD_OF_A_RUN = `course_id, key, uuid, title, start_at, end_at, go_live_at, status, type_slug,
  upgrade_deadline_override, credit_provider, credit_hours, enrollment_end_at, is_selling_stopped, restriction`;

const guard = (columns: string): string => `
  DROP TRIGGER course_run_has_history ON course_run;
  CREATE CONSTRAINT TRIGGER course_run_has_history AFTER INSERT OR DELETE OR UPDATE OF ${columns} ON course_run
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION require_history('course_id', 'course_id');`;

export class KeepSoldPrices1795370400213 implements MigrationInterface {
  name = 'KeepSoldPrices1795370400213';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE course_run ADD COLUMN sold_prices jsonb NOT NULL DEFAULT '{}';
      ${guard(`${TOLD_OF_A_RUN}, sold_prices`)}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`${guard(TOLD_OF_A_RUN)} ALTER TABLE course_run DROP COLUMN sold_prices`);
  }
}
