// The SKUs of E-Commerce's products. ../outbox/outcomes.ts saves those from deliveries.
import { NO_SKUS } from '../../model/provisioning';
import type { Skus } from '../../model/provisioning';
import type { Database, Transaction } from '../database';
import type { CourseState } from '../../model/courses';

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

/** Saves the SKUs of the course and its runs, which have ids already. The caller holds the course's lock. */
export async function saveProducts(tx: Transaction, { course, runs }: CourseState): Promise<void> {
  const seats = runs.flatMap((run) =>
    Object.entries(run.products).map(([seatType, product]) => ({ run: run.id, seatType, ...product })),
  );
  await tx.query(
    `WITH entitlement AS (
       INSERT INTO entitlement_product AS known (course_id, seat_type_slug, sku)
       SELECT $1, seat_type, sku FROM jsonb_each_text($2::jsonb) AS told (seat_type, sku)
       ON CONFLICT (course_id, seat_type_slug) DO UPDATE SET sku = excluded.sku, modified = now()
       WHERE known.sku <> excluded.sku
     )
     INSERT INTO seat_product AS known (course_run_id, seat_type_slug, sku, bulk_sku)
     SELECT run, "seatType", sku, "bulkSku"
     FROM jsonb_to_recordset($3::jsonb) AS told (run bigint, "seatType" text, sku text, "bulkSku" text)
     ON CONFLICT (course_run_id, seat_type_slug)
     DO UPDATE SET sku = excluded.sku, bulk_sku = excluded.bulk_sku, modified = now()
     WHERE (known.sku, known.bulk_sku) IS DISTINCT FROM (excluded.sku, excluded.bulk_sku)`,
    [course.id, JSON.stringify(course.skus), JSON.stringify(seats)],
  );
}
