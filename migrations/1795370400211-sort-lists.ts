// What lists of courses and runs are sorted by, in the order in which src/store/courses/course-pages.ts asks for it. A course
// starts when its latest run does, which is kept with it: an index cannot be of another table.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class SortLists1795370400211 implements MigrationInterface {
  name = 'SortLists1795370400211';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE course ADD COLUMN last_start_at timestamptz;
      ALTER TABLE course DISABLE TRIGGER course_has_history;
      UPDATE course c SET last_start_at = (SELECT max(start_at) FROM course_run r WHERE r.course_id = c.id);
      ALTER TABLE course ENABLE TRIGGER course_has_history;
      CREATE INDEX course_title_ix ON course ((fold_key(title) COLLATE "C"), key);
      CREATE INDEX course_modified_ix ON course (modified, key);
      CREATE INDEX course_start_ix ON course ((coalesce(last_start_at, 'infinity')), key);
      CREATE INDEX course_run_start_ix ON course_run ((coalesce(start_at, 'infinity')), key)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX course_title_ix, course_modified_ix, course_start_ix, course_run_start_ix;
      ALTER TABLE course DROP COLUMN last_start_at`);
  }
}
