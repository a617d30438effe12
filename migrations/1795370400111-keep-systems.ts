// How each system is spoken to, and what was asked for in which way: another system starts from nothing known. What was said
// with a provisioning is kept beside its desired state instead of in its place. Code from before looks at none of it.
import type { MigrationInterface, QueryRunner } from 'typeorm';

const skusIn = (
  list: string,
  product: string,
): string => `coalesce((SELECT jsonb_object_agg(one->>'seatType', ${product})
  FROM jsonb_array_elements(${list}) AS one WHERE one->>'seatType' IS NOT NULL AND one->>'sku' IS NOT NULL), '{}')`;

export class KeepSystems1795370400111 implements MigrationInterface {
  name = 'KeepSystems1795370400111';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE system (
        target text NOT NULL CONSTRAINT system_pk PRIMARY KEY,
        protocol text NOT NULL,
        first_protocol text NOT NULL,
        problem text,
        paused_until timestamptz,
        confirmed_at timestamptz,
        CONSTRAINT system_target_ck CHECK (target IN ('ECOMMERCE', 'LMS'))
      );
      ALTER TABLE provisioning ADD COLUMN protocol text, ADD COLUMN skus jsonb;
      UPDATE provisioning SET skus = jsonb_build_object(
        'seats', ${skusIn(
          `coalesce(desired_state->'seats', desired_state->'modes', '[]')`,
          `jsonb_build_object('sku', one->'sku', 'bulkSku', one->'bulkSku')`,
        )},
        'entitlements', ${skusIn(`coalesce(desired_state->'entitlements', '[]')`, `one->'sku'`)})
      WHERE sent_at IS NOT NULL AND state IN ('PENDING', 'RETRYING', 'FAILED')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE provisioning DROP COLUMN skus, DROP COLUMN protocol; DROP TABLE system');
  }
}
