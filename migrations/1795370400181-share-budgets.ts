// Adds the request budget of each system, shared by all replicas. Drops system.confirmed_at: confirmed_system already says
// which shops an operator has confirmed, by address.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ShareBudgets1795370400181 implements MigrationInterface {
  name = 'ShareBudgets1795370400181';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE system ADD COLUMN whole_at timestamptz NOT NULL DEFAULT now(), DROP COLUMN confirmed_at',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE system DROP COLUMN whole_at, ADD COLUMN confirmed_at timestamptz');
  }
}
