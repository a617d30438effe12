// The runs that wait to go live, found without looking at the others.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class IndexGoLive1795370400010 implements MigrationInterface {
  name = 'IndexGoLive1795370400010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX course_run_go_live_ix ON course_run (go_live_at) WHERE status = 'REVIEWED'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX course_run_go_live_ix');
  }
}
