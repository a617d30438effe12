// What E-Commerce has of a run and its course, and what is to be sent so that it has what it should. Pure.
import type { EcommerceMessage } from '../messages';
import type { Course, Product } from './answers';

interface Sold {
  /** The lower, the older. */
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
  readonly bulkSku: string | null;
}
export interface Stock {
  /** Null for a run that E-Commerce does not know. */
  readonly run: { readonly name: string; readonly verificationDeadline: string | null } | null;
  readonly seats: readonly SeatProduct[];
  readonly entitlements: readonly (Sold & { readonly seatType: string })[];
}

export interface Work {
  /** For POST /api/v2/publication/. */
  readonly publication: { readonly products: readonly object[] } | null;
  /** Entitlements that shall end, or be sold again: for PATCH /api/v2/products/{id}/. */
  readonly expiries: readonly { readonly id: number; readonly expires: string | null }[];
}

type WantedSeat = EcommerceMessage['seats'][number];

/** Seats sold in mobile shops are other products with the same attributes: they are not ours, and are left alone. */
export function seatsIn({ products }: Course): SeatProduct[] {
  const textOf = ({ attribute_values }: Product, name: string) => {
    const value = attribute_values.get(name);
    return typeof value === 'string' ? value : '';
  };
  const codes = products.filter((one) => one.product_class === 'Enrollment Code');
  const bulkSkus = new Map(codes.map((code) => [textOf(code, 'seat_type'), soldIn(code)[0]?.sku]));
  return products
    .filter((one) => one.structure === 'child' && one.product_class === 'Seat')
    .flatMap((seat) => {
      const certificateType = textOf(seat, 'certificate_type');
      return soldIn(seat).map((sold) => ({
        ...sold,
        certificateType,
        idVerificationRequired: seat.attribute_values.get('id_verification_required') === true,
        creditProvider: textOf(seat, 'credit_provider') || null,
        creditHours: Number(seat.attribute_values.get('credit_hours')) || null,
        bulkSku: bulkSkus.get(certificateType) ?? null,
      }));
    })
    .filter(({ sku }) => !sku.includes('mobile'));
}

/** None for a product without a stock record, such as the parent of the seats. */
export const soldIn = ({ id, expires, stockrecords: [record] }: Product): Sold[] =>
  record
    ? [{ id, expires, sku: record.partner_sku, price: record.price, currency: record.price_currency }]
    : [];

/** Of several that E-Commerce can't tell apart (outcomes that stayed unknown) the one that we know, else the oldest. */
export function productOf(seat: WantedSeat, seats: readonly SeatProduct[]): SeatProduct | undefined {
  const identityOf = (one: WantedSeat | SeatProduct) =>
    JSON.stringify([one.certificateType.toLowerCase(), one.idVerificationRequired, one.creditProvider]);
  const same = seats.filter((product) => identityOf(product) === identityOf(seat));
  const byAge = same.sort((left, right) => left.id - right.id);
  return byAge.find(({ sku }) => sku === seat.sku) ?? byAge[0];
}

export const isSold = ({ expires }: Sold, now: Date): boolean =>
  expires === null || Date.parse(expires) > now.getTime();

/** What is missing, differs, or shall no longer be sold; null where there is nothing to do. */
export function workFor(message: EcommerceMessage, stock: Stock, now: Date): Work | null {
  const { courseRunKey, courseUuid: uuid, name, verificationDeadline: verification_deadline } = message;
  const found = message.seats.map((seat) => ({ seat, product: productOf(seat, stock.seats) }));
  const kept = new Set(found.map(({ product }) => product));
  const isWanted = ({ seatType }: { seatType: string }) =>
    message.entitlements.some((wanted) => wanted.seatType === seatType);
  const products = [
    ...found
      .filter(({ seat, product }) => !product || !isRight(seat, product))
      .map(({ seat, product }) => seatPayload(seat, product?.sku ?? null)),
    ...stock.seats
      .filter((product) => !kept.has(product) && isSold(product, now))
      .map((product) => seatPayload({ ...product, expires: now.toISOString() }, product.sku)),
    ...message.entitlements
      .filter(
        (wanted) =>
          !stock.entitlements.some((had) => had.seatType === wanted.seatType && isPriceRight(wanted, had)),
      )
      .map(({ seatType, price }) => ({
        product_class: 'Course Entitlement',
        price,
        attribute_values: [{ name: 'certificate_type', value: seatType }],
      })),
  ];
  const expiries = stock.entitlements
    .filter((had) => isSold(had, now) !== isWanted(had))
    .map((had) => ({ id: had.id, expires: isWanted(had) ? null : now.toISOString() }));
  const isNamed =
    stock.run?.name === name && isSameTime(stock.run.verificationDeadline, verification_deadline);
  if (isNamed && products.length === 0 && expiries.length === 0) return null;
  const publication = { id: courseRunKey, uuid, name, verification_deadline, products };
  return { publication: isNamed && products.length === 0 ? null : publication, expiries };
}

const isPriceRight = (wanted: { price: string; currency: string }, { price, currency }: Sold): boolean =>
  Number(wanted.price) === Number(price) && wanted.currency === currency;

/** Credit hours can be changed, not taken away: E-Commerce leaves what it is not told. */
const isRight = (seat: WantedSeat, product: SeatProduct): boolean =>
  isPriceRight(seat, product) &&
  isSameTime(seat.expires, product.expires) &&
  (seat.creditHours === null || seat.creditHours === product.creditHours);

const isSameTime = (left: string | null, right: string | null): boolean =>
  left === null || right === null ? left === right : Date.parse(left) === Date.parse(right);

function seatPayload(
  { price, expires, ...seat }: Omit<WantedSeat, 'seatType' | 'currency'>,
  partner_sku: string | null,
): object {
  const attributes = [
    { name: 'certificate_type', value: seat.certificateType },
    { name: 'id_verification_required', value: seat.idVerificationRequired },
    { name: 'credit_provider', value: seat.creditProvider },
    { name: 'credit_hours', value: seat.creditHours },
  ];
  const attribute_values = attributes.filter(({ value }) => value !== null);
  return { product_class: 'Seat', expires, price, stockrecords: [{ partner_sku }], attribute_values };
}
