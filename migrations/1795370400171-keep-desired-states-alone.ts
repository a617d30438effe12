// Before 1795370400111 the first delivery wrote its message over the desired state. Takes out of settled provisionings what
// only the message had, so that all have one form. Changes nothing that anybody compares or sends.
import type { MigrationInterface, QueryRunner } from 'typeorm';

const withoutSkus = (list: string): string =>
  `CASE WHEN desired_state ? '${list}' THEN jsonb_build_object('${list}', (SELECT coalesce(
     jsonb_agg(one - '{sku,bulkSku}'::text[] ORDER BY place), '[]')
     FROM jsonb_array_elements(desired_state->'${list}') WITH ORDINALITY AS listed (one, place))) ELSE '{}' END`;

export class KeepDesiredStatesAlone1795370400171 implements MigrationInterface {
  name = 'KeepDesiredStatesAlone1795370400171';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      UPDATE provisioning SET desired_state = desired_state - '{idempotencyKey,revision,courseRevision}'::text[]
        || ${withoutSkus('seats')} || ${withoutSkus('entitlements')} || ${withoutSkus('modes')}
      WHERE desired_state ? 'idempotencyKey' AND state IN ('DELIVERED', 'SUPERSEDED')`);
  }

  /** Code from before reads both forms. */
  async down(): Promise<void> {}
}
