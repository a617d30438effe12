// Computes what to send to E-Commerce so that it has what it should. Pure.
import { trimmed } from '../../model/text';
import type { Skus } from '../../model/provisioning';
import { withCurrentPrices } from '../messages';
import type { EcommerceMessage } from '../messages';
import { ATTRIBUTES } from './responses';
import { isBulk, isOfAnotherProvider, isSold, modeOf, productOf } from './products';
import type { SeatProduct, Stock } from './products';

interface Expiry {
  readonly id: number;
  readonly expires: string | null;
}
export interface Work {
  /** For PATCH /api/v2/products/{id}/, before the publication. */
  readonly before: readonly Expiry[];
  /** For POST /api/v2/publication/: only what is sold. */
  readonly publication: { readonly products: readonly object[] } | null;
  /** For PATCH /api/v2/products/{id}/, after it: what is to end, or to be sold again. */
  readonly after: readonly Expiry[];
  /** Modes for which the publication pushes several seats: the LMS must have them, or the publication fails. */
  readonly twins: readonly string[];
}

type WantedSeat = EcommerceMessage['seats'][number];
interface Found {
  readonly seat: WantedSeat;
  readonly product: SeatProduct | undefined;
}
export interface WorkContext {
  readonly stock: Stock;
  /** Every known SKU of the run and its course, including those no longer wanted. */
  readonly known: Skus;
  readonly now: Date;
}

/** What is missing, differs, or must no longer be sold; null if there is nothing to do. */
export function workFor(desired: EcommerceMessage, context: WorkContext): Work | null {
  const { stock, now } = context;
  const onSale = <T extends { readonly expires: string | null }>(one: T | undefined) =>
    one && isSold(one, now) ? one : undefined;
  const message = withCurrentPrices(desired, {
    seatOf: (seat) => onSale(productOf(seat, stock.seats, now)),
    entitlementOf: (type) => onSale(stock.entitlements.find(({ seatType }) => seatType === type)),
  });
  const found = message.seats.map((seat) => ({ seat, product: productOf(seat, stock.seats, now) }));
  const bulk = bulkOf(found, stock);
  const wrong = wrongSeats(found, bulk, stock);
  const entitlements = wrongEntitlements(message, stock);
  const ending = endingSeats(found, context).map(({ id }) => ({ id, expires: now.toISOString() }));
  const name = fittingName(message);
  const isNamed =
    trimmed(stock.run?.name ?? '') === name &&
    isSameTime(stock.run?.verificationDeadline ?? null, message.verificationDeadline);
  const products = [...wrong.map(seatPayload), ...entitlements];
  const isPublished = !stock.run || !isNamed || products.length > 0;
  const code = codeExpiry(bulk, { stock, now, isPulled: ending.length > 0, isPublished });
  const after = [...ending, ...code, ...entitlementExpiries(message, context)];
  if (!isPublished && after.length === 0) return null;
  const { courseRunKey: id, courseUuid: uuid, verificationDeadline: verification_deadline } = message;
  return {
    before: isPublished ? codeClearance(wrong, stock) : [],
    publication: isPublished ? { ...{ id, uuid, name, verification_deadline }, products } : null,
    after,
    twins: isPublished ? twinsIn(wrong, stock) : [],
  };
}

/** The wanted seat that the enrollment code is for; among several, the one that has it. */
function bulkOf(found: readonly Found[], { code }: Stock): Found | undefined {
  const bulk = found.filter(({ seat }) => isBulk(seat));
  return bulk.find(({ seat }) => seat.certificateType === code?.certificateType) ?? bulk.at(-1);
}

/** The seats to publish. The code follows the bulk seat published last, so its own seat comes last. */
function wrongSeats(found: readonly Found[], bulk: Found | undefined, { code }: Stock): Found[] {
  const isCodeRight =
    !code ||
    !bulk ||
    (code.certificateType === bulk.seat.certificateType && Number(code.price) === Number(bulk.seat.price));
  const wrong = found.filter(({ seat, product }) => !product || !isRight(seat, product));
  const others = wrong.filter((one) => one !== bulk);
  const isBulkDue = bulk && (!isCodeRight || wrong.includes(bulk) || others.some(({ seat }) => isBulk(seat)));
  return isBulkDue ? [...others, bulk] : others;
}

/** Seats that are sold and should not be; those of other credit providers are not ours to retire. */
function endingSeats(found: readonly Found[], { stock: { seats }, known, now }: WorkContext): SeatProduct[] {
  const ours = found.map(({ product }) => product);
  return seats.filter(
    (one) => !ours.includes(one) && isSold(one, now) && !isOfAnotherProvider(one, seats, { known, ours }),
  );
}

/**
 * The code ends with its seat. E-Commerce ends it with any seat that ends; a publication restores it, unless a retired
 * seat of its type remains.
 */
function codeExpiry(
  bulk: Found | undefined,
  {
    stock: { code },
    now,
    isPulled,
    isPublished,
  }: Pick<WorkContext, 'stock' | 'now'> & { readonly isPulled: boolean; readonly isPublished: boolean },
): Expiry[] {
  if (!code) return [];
  if (!bulk) return isSold(code, now) ? [{ id: code.id, expires: now.toISOString() }] : [];
  const { expires } = bulk.seat;
  const isCodeRight = expires === null ? isSold(code, now) : isSameTime(expires, code.expires);
  return isPulled || (!isCodeRight && !isPublished) ? [{ id: code.id, expires }] : [];
}

/** A seat cannot lose its expiry while the code has one: E-Commerce compares the two. */
function codeClearance(published: readonly Found[], { code }: Stock): Expiry[] {
  const isLosing = ({ seat, product }: Found) => seat.expires === null && Boolean(product?.expires);
  return code && code.expires !== null && published.some(isLosing) ? [{ id: code.id, expires: null }] : [];
}

/** Each publication pushes every seat, retired ones too. */
function twinsIn(published: readonly Found[], { seats }: Stock): string[] {
  const made = published.filter(({ product }) => !product).map(({ seat }) => modeOf(seat));
  const modes = [...seats.map(modeOf), ...made];
  return [...new Set(modes.filter((mode, at) => modes.indexOf(mode) !== at))];
}

function wrongEntitlements({ entitlements }: EcommerceMessage, stock: Stock): object[] {
  const isThere = (wanted: EcommerceMessage['entitlements'][number]) =>
    stock.entitlements.some(
      (had) =>
        had.seatType === wanted.seatType &&
        isPriceRight(wanted, had) &&
        (wanted.variantId === null || wanted.variantId === had.variantId),
    );
  return entitlements
    .filter((wanted) => !isThere(wanted))
    .map(({ seatType, price, variantId }) => ({
      product_class: 'Course Entitlement',
      price,
      attribute_values: [
        { name: 'certificate_type', value: seatType },
        ...(variantId === null ? [] : [{ name: ATTRIBUTES.variantId, value: variantId }]),
      ],
    }));
}

function entitlementExpiries({ entitlements }: EcommerceMessage, { stock, now }: WorkContext): Expiry[] {
  const isWanted = ({ seatType }: { readonly seatType: string }) =>
    entitlements.some((wanted) => wanted.seatType === seatType);
  return stock.entitlements
    .filter((had) => isSold(had, now) !== isWanted(had))
    .map((had) => ({ id: had.id, expires: isWanted(had) ? null : now.toISOString() }));
}

const isPriceRight = (
  wanted: { readonly price: string | null; readonly currency: string },
  had: { readonly price: string; readonly currency: string },
): boolean => Number(wanted.price) === Number(had.price) && wanted.currency === had.currency;

/** Provider and hours can be changed but not removed: E-Commerce keeps what it is not sent. */
function isRight(seat: WantedSeat, product: SeatProduct): boolean {
  const provider = seat.creditProvider?.toLowerCase() ?? null;
  return (
    isPriceRight(seat, product) &&
    isSameTime(seat.expires, product.expires) &&
    seat.idVerificationRequired === product.idVerificationRequired &&
    (provider === null || provider === product.creditProvider) &&
    (seat.creditHours === null || seat.creditHours === product.creditHours)
  );
}

const isSameTime = (left: string | null, right: string | null): boolean =>
  left === null || right === null ? left === right : Date.parse(left) === Date.parse(right);

function seatPayload({ seat, product }: Found): object {
  const { price, expires } = seat;
  const names = Object.entries(ATTRIBUTES) as [keyof typeof ATTRIBUTES, string][];
  const attribute_values = names
    .map(([field, name]) => ({ name, value: seat[field] }))
    .filter(({ value }) => value !== null);
  const stockrecords = [{ partner_sku: product?.sku ?? null }];
  return { product_class: 'Seat', expires, price, stockrecords, attribute_values };
}

/** The length of the column of product titles, in characters. */
const MAX_TITLE_LENGTH = 255;

/** The title, shortened so that the titles that E-Commerce derives from it fit as well. */
function fittingName({ name, seats }: EcommerceMessage): string {
  const derived = seats.flatMap(({ certificateType: type, idVerificationRequired }) => [
    `Seat in ${type && ` with ${type} certificate`}${idVerificationRequired ? ' (and ID verification)' : ''}`,
    isBulk({ certificateType: type }) ? `Enrollment code for ${type} seat in ` : '',
  ]);
  const room =
    MAX_TITLE_LENGTH - Math.max('Parent Course Entitlement for '.length, ...derived.map((one) => one.length));
  const characters = [...trimmed(name)];
  return characters.length <= room
    ? characters.join('')
    : `${characters
        .slice(0, room - 1)
        .join('')
        .trimEnd()}…`;
}
