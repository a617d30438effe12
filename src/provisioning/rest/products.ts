// What E-Commerce has of a run and its course: the single requests to read it and to change it, and how its answers are read.
// Does not decide what to change.
import type { Skus } from '../../model/provisioning';
import type { EcommerceMessage } from '../messages';
import type { Course, Product } from './responses';
import { anything, course, product, publication, stockRecord } from './responses';
import { HttpFailure } from '../http';
import { retry } from '../target';
import type { Work } from './work';
import { Stopped } from './endpoint';
import type { Endpoint } from './endpoint';

interface Sold {
  /** A lower id means older. */
  readonly id: number;
  readonly sku: string;
  readonly price: string;
  readonly currency: string;
  readonly expires: string | null;
}
export interface SeatProduct extends Sold {
  readonly certificateType: string;
  readonly idVerificationRequired: boolean;
  readonly creditProvider: string | null;
  readonly creditHours: number | null;
}
interface CodeProduct extends Sold {
  /** The certificate type of the seats that it buys. */
  readonly certificateType: string;
}
export interface Stock {
  /** Null for a run that E-Commerce does not know. */
  readonly run: { readonly name: string; readonly verificationDeadline: string | null } | null;
  readonly seats: readonly SeatProduct[];
  /** A run has at most one. */
  readonly code: CodeProduct | null;
  readonly entitlements: readonly (Sold & { readonly seatType: string; readonly variantId: string | null })[];
}

type WantedSeat = EcommerceMessage['seats'][number];
type AnySeat = Pick<WantedSeat, 'certificateType' | 'idVerificationRequired'>;

/** In lower case; empty if there is none. */
const textOf = ({ attribute_values }: Product, code: string) => {
  const value = attribute_values.get(code);
  return typeof value === 'string' ? value.toLowerCase() : '';
};

/** Seats sold in mobile shops are separate products with the same attributes: they are not ours, and are left alone. */
export function seatsIn({ products }: Course): SeatProduct[] {
  return products
    .filter((one) => one.structure === 'child' && one.product_class === 'Seat')
    .flatMap((seat) =>
      soldIn(seat).map((sold) => ({
        ...sold,
        certificateType: textOf(seat, 'certificate_type'),
        idVerificationRequired: seat.attribute_values.get('id_verification_required') === true,
        creditProvider: textOf(seat, 'credit_provider') || null,
        creditHours: Number(seat.attribute_values.get('credit_hours')) || null,
      })),
    )
    .filter(({ sku }) => !sku.includes('mobile'));
}

/** The enrollment code, with which groups buy seats of one type. */
export function codeIn({ products }: Course): CodeProduct | null {
  const [code] = products
    .filter((one) => one.product_class === 'Enrollment Code')
    .flatMap((one) => soldIn(one).map((sold) => ({ ...sold, certificateType: textOf(one, 'seat_type') })));
  return code ?? null;
}

/** Empty for a product without a stock record, such as the parent of the seats. */
const soldIn = ({ id, expires, stockrecords: [record] }: Product): Sold[] =>
  record
    ? [{ id, expires, sku: record.partner_sku, price: record.price, currency: record.price_currency }]
    : [];

export const isSold = ({ expires }: Pick<Sold, 'expires'>, now: Date): boolean =>
  expires === null || Date.parse(expires) > now.getTime();

/** The mode that E-Commerce gives the LMS for a seat (courses/utils.py). */
export function modeOf({ certificateType, idVerificationRequired }: AnySeat): string {
  const type = certificateType.toLowerCase();
  return type === 'professional' && !idVerificationRequired ? 'no-id-professional' : type || 'audit';
}

/** ENROLLMENT_CODE_SEAT_TYPES. */
const BULK_TYPES = ['verified', 'professional', 'no-id-professional'];
export const isBulk = ({ certificateType }: Pick<AnySeat, 'certificateType'>): boolean =>
  BULK_TYPES.includes(certificateType.toLowerCase());

/** The SKU with which groups buy the seat; null if they cannot, although the seat is sold. */
export function bulkSkuOf(seat: SeatProduct, { code }: Stock, now: Date): string | null {
  if (!code || !isBulk(seat) || code.certificateType !== seat.certificateType) return null;
  return isSold(code, now) || !isSold(seat, now) ? code.sku : null;
}

/**
 * The product of a seat: identified by the run and the seat's mode, so that it keeps its SKU when provider, hours or
 * the ID requirement change; with several credit providers, by the provider too. Among several: the known one, else one
 * that is sold, else the oldest.
 */
export function productOf(
  seat: WantedSeat,
  seats: readonly SeatProduct[],
  now: Date,
): SeatProduct | undefined {
  const same = seats.filter((product) => modeOf(product) === modeOf(seat));
  const known = same.find(({ sku }) => sku === seat.sku);
  const ofProvider = same.filter((product) => product.creditProvider === lower(seat.creditProvider));
  const candidates = ofProvider.length > 0 || providersIn(same) > 1 ? ofProvider : same;
  const rank = (one: SeatProduct) => Number(isSold(one, now));
  return known ?? [...candidates].sort((left, right) => rank(right) - rank(left) || left.id - right.id)[0];
}

/**
 * A run may be sold with credit of several providers, of which we know one. Returns whether a seat belongs to another
 * provider than `ours`, so that it is neither retired nor reported as drift.
 */
export function isOfAnotherProvider(
  seat: SeatProduct,
  seats: readonly SeatProduct[],
  { known, ours }: { readonly known: Skus; readonly ours: readonly (SeatProduct | undefined)[] },
): boolean {
  const isCredit = ({ certificateType }: SeatProduct) => certificateType === 'credit';
  const isKnown = Object.values(known.seats).some(({ sku }) => sku === seat.sku);
  const isOurs = ours.some((one) => one && isCredit(one) && one.creditProvider === seat.creditProvider);
  return isCredit(seat) && !isKnown && !isOurs && providersIn(seats.filter(isCredit)) > 1;
}

const lower = (text: string | null) => text?.toLowerCase() ?? null;
const providersIn = (seats: readonly SeatProduct[]): number =>
  new Set(seats.map(({ creditProvider }) => creditProvider)).size;

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
