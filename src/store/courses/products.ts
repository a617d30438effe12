// The SKUs of E-Commerce's products: how they are read and saved, here and by the outbox.
import { NO_SKUS } from '../../model/provisioning';
import type { Skus } from '../../model/provisioning';
import type { Database, Transaction } from '../database';
import type { CourseState } from '../../model/courses';

/** SQL for the SKUs of a run's seats, and of a course's entitlements, by seat type. */
export const seatSkusOf = (run: string): string =>
  `(SELECT coalesce(jsonb_object_agg(seat_type_slug, jsonb_build_object('sku', sku, 'bulkSku', bulk_sku)), '{}')
    FROM seat_product WHERE course_run_id = ${run})`;
export const entitlementSkusOf = (course: string): string =>
  `(SELECT coalesce(jsonb_object_agg(seat_type_slug, sku), '{}') FROM entitlement_product WHERE course_id = ${course})`;

/** SQL that saves what differs of the selected rows: run, seat type, SKU and bulk SKU; or course, seat type and SKU. */
export const saveSeatSkus = (selected: string): string =>
  `INSERT INTO seat_product AS known (course_run_id, seat_type_slug, sku, bulk_sku) ${selected}
   ON CONFLICT (course_run_id, seat_type_slug)
   DO UPDATE SET sku = excluded.sku, bulk_sku = excluded.bulk_sku, modified = now()
   WHERE (known.sku, known.bulk_sku) IS DISTINCT FROM (excluded.sku, excluded.bulk_sku)`;
export const saveEntitlementSkus = (selected: string): string =>
  `INSERT INTO entitlement_product AS known (course_id, seat_type_slug, sku) ${selected}
   ON CONFLICT (course_id, seat_type_slug) DO UPDATE SET sku = excluded.sku, modified = now()
   WHERE known.sku <> excluded.sku`;

/** Returns SKUs of the run's seats and the course's entitlements, by seat type; none for an unknown run. */
export async function findSkus(db: Database, courseRunKey: string): Promise<Skus> {
  const [skus] = await db.query<Skus[]>(
    `SELECT ${seatSkusOf('course_run.id')} AS seats, ${entitlementSkusOf('course_run.course_id')} AS entitlements
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
    `WITH entitlement AS (${saveEntitlementSkus('SELECT $1, seat_type, sku FROM jsonb_each_text($2::jsonb) AS told (seat_type, sku)')})
     ${saveSeatSkus(`SELECT run, "seatType", sku, "bulkSku"
       FROM jsonb_to_recordset($3::jsonb) AS told (run bigint, "seatType" text, sku text, "bulkSku" text)`)}`,
    [course.id, JSON.stringify(course.skus), JSON.stringify(seats)],
  );
}
