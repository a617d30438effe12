// The E-Commerce stand-in's products: what it refuses, how it applies a desired state, and how it makes SKUs.
import { createHash } from 'node:crypto';
import { currencyRefusals, timeRefusals, twiceRefusals, utc, type Books } from './desired-state';
import type { UserError } from './faults';
import type { Message } from './ledger';

type Offer = {
  seatType: string;
  price: string;
  currency: string;
  sku?: string | null;
  variantId?: string | null;
};
type SeatOffer = Offer & {
  certificateType?: string | null;
  idVerificationRequired: boolean;
  expires?: string | null;
  creditProvider?: string | null;
  creditHours?: number | null;
};

export type ProvisionProductsInput = Message & {
  courseRevision: number;
  courseKey: string;
  courseUuid: string;
  name: string;
  verificationDeadline?: string | null;
  seats: SeatOffer[];
  entitlements: Offer[];
};

export type Product = { seatType: string; price: string; currency: string; sku: string; isActive: boolean };
export type SeatProduct = Product & { expires: string | null; bulkSku: string | null };
export type ProvisionedProducts = {
  revision: number;
  courseRevision: number;
  seats: SeatProduct[];
  entitlements: Product[];
};

/** Products by identity: seats by seat type and credit provider, entitlements by seat type. */
type Shelf<P extends Product> = Map<string, P>;

export function createProducts(): Books<ProvisionProductsInput, ProvisionedProducts> {
  const runs = new Map<string, { revision: number; courseKey: string; seats: Shelf<SeatProduct> }>();
  const courses = new Map<string, { courseRevision: number; entitlements: Shelf<Product> }>();

  function find(courseRunKey: string): ProvisionedProducts | null {
    const run = runs.get(courseRunKey);
    const course = run && courses.get(run.courseKey);
    if (!course) return null;
    const { revision, seats } = run;
    const { courseRevision, entitlements } = course;
    return { revision, courseRevision, seats: [...seats.values()], entitlements: [...entitlements.values()] };
  }

  function apply(input: ProvisionProductsInput): void {
    const { revision, courseKey, courseRevision, courseRunKey } = input;
    const seats = runs.get(courseRunKey)?.seats ?? new Map<string, SeatProduct>();
    runs.set(courseRunKey, { revision, courseKey, seats });
    const offered = input.seats.map((seat) => [seatIdentity(seat), seatProduct(input, seat)] as const);
    restock(seats, offered);

    const course = courses.get(courseKey) ?? { courseRevision, entitlements: new Map<string, Product>() };
    if (courseRevision < course.courseRevision) return;
    courses.set(courseKey, { courseRevision, entitlements: course.entitlements });
    restock(
      course.entitlements,
      input.entitlements.map((offer) => [offer.seatType, entitlementProduct(input, offer)] as const),
    );
  }

  function clear(): void {
    runs.clear();
    courses.clear();
  }
  return { find, refusals, apply, clear };
}

/** Retires what is not offered, and keeps the SKU of everything ever sold: a product is never deleted. */
function restock<P extends Product>(shelf: Shelf<P>, offered: (readonly [string, P])[]): void {
  for (const [identity, product] of shelf) shelf.set(identity, { ...product, isActive: false });
  for (const [identity, product] of offered) {
    shelf.set(identity, { ...product, sku: shelf.get(identity)?.sku ?? product.sku });
  }
}

function seatIdentity({ seatType, creditProvider }: SeatOffer): string {
  return creditProvider ? `${seatType} of ${creditProvider}` : seatType;
}

export const soldInBulk = new Set(['verified', 'professional', 'no-id-professional']);
export const partner = '1';

function seatProduct({ courseRunKey }: ProvisionProductsInput, seat: SeatOffer): SeatProduct {
  const verified = seat.idVerificationRequired ? 'True' : 'False';
  const certificate = (seat.certificateType ?? '').toLowerCase();
  const product = [certificate, courseRunKey, verified, seat.creditProvider ?? '', seat.seatType, partner];
  const bulkSku = soldInBulk.has(seat.seatType) ? skuOf([courseRunKey, seat.seatType, partner]) : null;
  return { ...sold(seat), sku: skuOf(product), bulkSku, expires: utc(seat.expires) };
}

function entitlementProduct({ courseUuid }: ProvisionProductsInput, offer: Offer): Product {
  return { ...sold(offer), sku: skuOf([offer.seatType, courseUuid, partner]) };
}

function sold({ seatType, price, currency }: Offer) {
  return { seatType, price: Number(price).toFixed(2), currency, isActive: true };
}

/** Like Open edX's E-Commerce: the last 7 hex digits of an MD5. The seat type replaces its row number there. */
export function skuOf(parts: string[]): string {
  return createHash('md5').update(parts.join(' ')).digest('hex').slice(-7).toUpperCase();
}

function refusals({
  seats,
  entitlements,
  courseUuid,
  verificationDeadline,
}: ProvisionProductsInput): UserError[] {
  const noUuid: UserError = {
    code: 'COURSE_UUID_MISSING',
    message: 'You need to provide a course UUID to create Course Entitlements.',
    path: ['courseUuid'],
  };
  return [
    ...timeRefusals(verificationDeadline, ['verificationDeadline']),
    ...seats.flatMap((seat, index) => [
      ...offerRefusals(seat, ['seats', String(index)]),
      ...timeRefusals(seat.expires, ['seats', String(index), 'expires']),
    ]),
    ...twiceRefusals(seats.map(seatIdentity), 'seats'),
    ...(entitlements.length > 0 && courseUuid === '' ? [noUuid] : []),
    ...entitlements.flatMap((offer, index) => offerRefusals(offer, ['entitlements', String(index)])),
    ...twiceRefusals(
      entitlements.map(({ seatType }) => seatType),
      'entitlements',
    ),
  ];
}

function offerRefusals({ seatType, price, currency }: Offer, path: string[]): UserError[] {
  const errors: UserError[] = [];
  if (seatType === '') {
    const message = 'Products must have a certificate type.';
    errors.push({ code: 'SEAT_TYPE_MISSING', message, path: [...path, 'seatType'] });
  }
  if (price === '') {
    errors.push({ code: 'PRICE_MISSING', message: 'Products must have a price.', path: [...path, 'price'] });
  } else if (!/^\d{1,8}(\.\d{1,2})?$/.test(price)) {
    const message = `${price} is not a price: a decimal of 0 or more with at most two digits after the point.`;
    errors.push({ code: 'PRICE_INVALID', message, path: [...path, 'price'] });
  }
  return [...errors, ...currencyRefusals(currency, [...path, 'currency'])];
}
