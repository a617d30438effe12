// The single requests to E-Commerce, to read what it has and to change it. Does not decide what.
import type { Skus } from '../../model/provisioning';
import { HttpFailure } from '../http';
import { retry } from '../target';
import { anything, course, product, publication, stockRecord } from './responses';
import { codeIn, seatsIn, soldIn, textOf } from './products';
import type { Stock } from './products';
import type { Work } from './work';
import { Stopped } from './endpoint';
import type { Endpoint } from './endpoint';

type EntitlementSkus = Skus['entitlements'];

/** What E-Commerce has of a run, and those entitlements of the course whose SKUs are known. */
export async function stockOf(
  { find }: Endpoint,
  { courseRunKey, skus }: { courseRunKey: string; skus: EntitlementSkus },
  signal: AbortSignal,
): Promise<Stock> {
  const get = { method: 'GET', signal } as const;
  const path = `/api/v2/courses/${encodeURIComponent(courseRunKey)}/?include_products=true`;
  const entitlementOf = async ([seatType, sku]: [string, string]) => {
    const of = `/api/v2/stockrecords/${encodeURIComponent(sku)}/`;
    const record = await find({ ...get, path: of, data: stockRecord });
    const found =
      record && (await find({ ...get, path: `/api/v2/products/${record.product}/`, data: product }));
    return found
      ? soldIn(found).map((sold) => ({ ...sold, seatType, variantId: textOf(found, 'variant_id') || null }))
      : [];
  };
  const [run, ...entitlements] = await Promise.all([
    find({ ...get, path, data: course }),
    ...Object.entries(skus).map(entitlementOf),
  ]);
  return {
    run: run && { name: run.name, verificationDeadline: run.verification_deadline },
    seats: run ? seatsIn(run) : [],
    code: run && codeIn(run),
    entitlements: entitlements.flat(),
  };
}

/**
 * Does the work, and returns the SKUs of the published entitlements. A publication with an unknown outcome may run for
 * `settleMs`; nothing else may be sent before that.
 */
export async function send(
  endpoint: Endpoint,
  { before, publication: body, after }: Work,
  { signal, settleMs }: { signal: AbortSignal; settleMs: number },
): Promise<EntitlementSkus> {
  // A product that E-Commerce deleted meanwhile has ended anyway.
  const expire = async ({ id, expires }: Work['after'][number]) => {
    const path = `/api/v2/products/${id}/`;
    await endpoint.find({ method: 'PATCH', path, body: JSON.stringify({ expires }), data: anything, signal });
  };
  for (const one of before) await expire(one);
  const published = body ? await publish(endpoint, body, { signal, settleMs }) : [];
  for (const one of after) await expire(one);
  return Object.fromEntries(
    published
      .filter((one) => one.product_class === 'Course Entitlement')
      .map((one) => [String(one.attribute_values.get('certificate_type')), one.partner_sku]),
  );
}

async function publish(
  { ask }: Endpoint,
  body: object,
  { signal, settleMs }: { signal: AbortSignal; settleMs: number },
) {
  try {
    const request = { method: 'POST', path: '/api/v2/publication/', body: JSON.stringify(body) } as const;
    return (await ask({ ...request, data: publication, signal })).products;
  } catch (error) {
    if (error instanceof HttpFailure) throw new Stopped(retry(error.message, settleMs));
    if (!(error instanceof Stopped) || error.outcome.kind !== 'retry') throw error;
    throw new Stopped(retry(error.message, Math.max(error.outcome.retryAfterMs, settleMs)));
  }
}
