// Finds the SKUs that E-Commerce gave a run's products, including those no longer wanted.
import { NO_SKUS } from '../../model/provisioning';
import type { Skus } from '../../model/provisioning';
import type { Database } from '../database';

/** Returns SKUs of the run's seats and the course's entitlements, by seat type; none for an unknown run. */
export async function findSkus(db: Database, courseRunKey: string): Promise<Skus> {
  const [skus] = await db.query<Skus[]>(
    `SELECT
       (SELECT coalesce(jsonb_object_agg(seat_type_slug, jsonb_build_object('sku', sku, 'bulkSku', bulk_sku)), '{}')
         FROM seat_product WHERE course_run_id = course_run.id) AS seats,
       (SELECT coalesce(jsonb_object_agg(seat_type_slug, sku), '{}')
         FROM entitlement_product WHERE course_id = course_run.course_id) AS entitlements
     FROM course_run WHERE key = $1`,
    [courseRunKey],
  );
  return skus ?? NO_SKUS;
}
