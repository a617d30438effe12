// The key that a course's next runs are named by, where it is another than its own: course-discovery's key_for_reruns.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepKeyForReruns1795370400152 implements MigrationInterface {
  name = 'KeepKeyForReruns1795370400152';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE course ADD COLUMN key_for_reruns text;
      CREATE UNIQUE INDEX course_key_for_reruns_uq ON course (fold_key(key_for_reruns))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE course DROP COLUMN key_for_reruns');
  }
}
