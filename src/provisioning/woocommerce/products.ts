// Decides what a shop's product must be to sell a seat, and what differs from that. Pure.
import { createHash } from 'node:crypto';
import { foldKey, isSameKey } from '../../model/keys';
import type { ActualProducts } from '../../model/provisioning';
import type { EcommerceMessage } from '../messages';
import type { Delivered, ProductChange } from '../target';
import type { Product } from './responses';

/** A seat as a shop sells it. */
export interface Offer {
  readonly courseRunKey: string;
  readonly seatType: string;
  /** The slug of the mode in which a buyer is enrolled. */
  readonly mode: string;
  readonly name: string;
  readonly price: string;
  /** Its price is unknown: what is on sale stays unchanged until its time, and nothing is created. */
  readonly isLeft: boolean;
  /** The possible SKUs of its product, most likely first: the known one, then the one that we would assign. */
  readonly skus: readonly string[];
  /** When it stops being for sale; null: never. */
  readonly until: Date | null;
}

/** The shop's lookup table cuts longer ones, and then two products may share one. */
const MAX_SKU_LENGTH = 100;
const UNFOLDED = /^[\w\-~.:+|]*$/;
const HASH_DIGITS = 16;

/**
 * The SKU that we assign for a seat: run key and seat type as they are if a shop can tell them apart, else a readable
 * prefix and a hash. At most 100 characters.
 */
export function skuFor(courseRunKey: string, seatType: string): string {
  const whole = `${courseRunKey}|${seatType}`;
  if (whole.length <= MAX_SKU_LENGTH && UNFOLDED.test(whole)) return whole;
  const hash = createHash('sha256')
    .update(`${foldKey(courseRunKey)}|${seatType}`)
    .digest('hex');
  const readable = whole.replace(/[^\w\-~.:+|]/g, '-').slice(0, MAX_SKU_LENGTH - HASH_DIGITS - 1);
  return `${foldKey(readable)}-${hash.slice(0, HASH_DIGITS)}`;
}

/** The seats that the message wants to be sold. */
export const offersIn = ({ courseRunKey, name, seats }: EcommerceMessage): Offer[] =>
  seats.map(({ seatType, mode, price, expires, sku }) => ({
    ...{ courseRunKey, seatType, mode: mode ?? seatType, price: price ?? '', isLeft: price === null },
    name: `${name}, ${mode ?? seatType}`.slice(0, 255),
    skus: [...new Set([sku, skuFor(courseRunKey, seatType)])].filter((one) => one !== null),
    until: expires === null ? null : new Date(expires),
  }));

export const isOnSale = ({ until }: Pick<Offer, 'until'>, now: Date): boolean =>
  until === null || until > now;
/** Whether somebody can buy it, now or later, without anyone's action. */
export const isOffered = ({ status }: Product): boolean => status === 'publish' || status === 'future';

const META = { course: '_course_id', mode: '_mode', isCourse: 'is_openedx_course' } as const;

/** Whether a product belongs to that run, whichever mode it sells. */
export const isOfRun = (
  { meta_data: meta }: Product,
  { courseRunKey }: Pick<Offer, 'courseRunKey'>,
): boolean => isSameKey(meta.get(META.course)?.trim() ?? '', courseRunKey);

/** Whether a product sells that seat, whoever created it. */
export const sells = (product: Product, offer: Pick<Offer, 'courseRunKey' | 'mode'>): boolean =>
  product.type === 'simple' && isOfRun(product, offer) && modeOf(product) === offer.mode;
/** The mode in which a product enrolls, in lower case; empty if it names none. */
export const modeOf = ({ meta_data: meta }: Product): string =>
  meta.get(META.mode)?.trim().toLowerCase() ?? '';

/** Whether a product with our SKU can become the seat's: it sells no other run, not even in unpaid orders. */
export const canBecome = (product: Product, offer: Offer): boolean =>
  product.type === 'simple' && (!product.meta_data.get(META.course)?.trim() || isOfRun(product, offer));

/** The fields that we own, any of which a PUT may contain; never an `id`, which would change another product. */
export interface Fields {
  regular_price?: string;
  status?: 'publish' | 'draft';
  virtual?: true;
  downloadable?: false;
  sold_individually?: true;
  sku?: string;
  meta_data?: readonly { readonly key: string; readonly value: string }[];
}

/** What must change so that buyers are enrolled; empty if nothing must. Ignores the status. */
export function differing(offer: Offer, product: Product | null): Fields {
  const wanted = [
    { key: META.isCourse, value: 'yes' },
    { key: META.course, value: offer.courseRunKey },
    { key: META.mode, value: offer.mode },
  ];
  const meta = wanted.filter(({ key, value }) => product?.meta_data.get(key) !== value);
  return {
    ...(!isSamePrice(product?.regular_price, offer.price) && { regular_price: offer.price }),
    ...(!product?.virtual && { virtual: true }),
    // Otherwise an order completes at once, and the plugin enrolls only for orders that are processing.
    ...(product?.downloadable !== false && { downloadable: false }),
    ...(!product?.sold_individually && { sold_individually: true }),
    ...(!product?.sku && { sku: offer.skus.at(-1) }),
    ...(meta.length > 0 && { meta_data: meta }),
  };
}

const isSamePrice = (left: string | undefined, right: string): boolean =>
  left !== undefined && left !== '' && Number(left) === Number(right);

export const isEmpty = (fields: Fields): boolean => Object.keys(fields).length === 0;

/** A different price for a moment: a shop rewrites lost price data only when the price changes. */
export const movedPrice = (price: string): string => (Number(price) + 0.01).toFixed(2);

/** The outcome for what is sold now: all SKUs, including expired seats', and when the others' sale ends. */
export function deliveredOf(
  sold: readonly { readonly offer: Offer; readonly product: Product }[],
  { now, gone }: { readonly now: Date } & Pick<Delivered, 'gone'>,
): Delivered {
  const skuOf = ({ offer, product }: (typeof sold)[number]) =>
    [offer.seatType, { sku: product.sku, bulkSku: null }] as const;
  const untilOf = ({ offer }: (typeof sold)[number]) =>
    [offer.seatType, offer.until?.toISOString() ?? null] as const;
  return {
    kind: 'delivered',
    skus: { seats: Object.fromEntries(sold.map(skuOf)), entitlements: {} },
    offeredUntil: Object.fromEntries(sold.filter(({ offer }) => isOnSale(offer, now)).map(untilOf)),
    gone,
  };
}

/** What delivering would do with the seat, for people to read. `found` is its product, or why it can have none. */
export function productChangeOf(offer: Offer, found: Product | string | null, now: Date): ProductChange {
  const { seatType, price } = offer;
  const common = { seatType, sku: offer.skus.at(-1) ?? null, from: null, to: price, says: null };
  if (typeof found === 'string') return { ...common, action: 'refuse', sku: null, to: null, says: found };
  const isSold = isOnSale(offer, now);
  if (!found) return isSold ? { ...common, action: 'make' } : { ...common, action: 'keep', to: null };
  const product = { ...common, sku: found.sku || common.sku, from: found.regular_price || null };
  const fields = differing(offer, found);
  const isSame = isEmpty(fields) && isOffered(found) === isSold;
  if (!isSold && isOffered(found)) return { ...product, action: 'take off sale', to: null };
  const isAdopted = !offer.skus.includes(found.sku);
  const action = isAdopted ? 'adopt' : isSame ? 'keep' : 'change';
  const says = isSold && !isOffered(found) ? `It is ${found.status} now, and will be for sale.` : null;
  return { ...product, action, to: isSold ? price : null, says };
}

/** A product and the seat that it sells. */
export interface Stocked {
  readonly seatType: string;
  readonly product: Product;
}

/** What a shop has of a run, comparable to what it should have. A product that enrolls nobody is not for sale. */
export function actualOf(
  courseRunKey: string,
  { stock, currency }: { readonly stock: readonly Stocked[]; readonly currency: string },
): ActualProducts | null {
  if (stock.length === 0) return null;
  const enrols = (product: Product) =>
    product.meta_data.get(META.isCourse) === 'yes' && !product.downloadable;
  return {
    seats: stock.map(({ seatType, product }) => ({
      ...{ seatType, currency, price: product.regular_price || '0.00', sku: product.sku, bulkSku: null },
      isActive:
        isOffered(product) && enrols(product) && sells(product, { courseRunKey, mode: modeOf(product) }),
    })),
    entitlements: [],
  };
}
