// Which request asked for a provisioning, for the trace of its delivery. Code from before does not look at it.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepTraceParent1795370400065 implements MigrationInterface {
  name = 'KeepTraceParent1795370400065';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE provisioning ADD COLUMN trace_parent text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE provisioning DROP COLUMN trace_parent');
  }
}
