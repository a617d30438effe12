// Amounts as decimal strings, never floats: course-discovery compared a Decimal to a float and lost price changes.
import { isPaid } from './catalogue';
import type { SoldTrack, TrackType } from './catalogue';

/**
 * Returns the amount with two decimals; null unless the text is an amount with 0 to 2 decimals and at most 8 digits
 * before the point, as in the database's numeric(10,2).
 */
export function parseAmount(text: string): string | null {
  const match = /^(\d{1,8})(?:\.(\d{1,2}))?$/.exec(text);
  if (!match) return null;
  return amountOf(Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')));
}

/** Returns the amount in cents: exact, because amounts are far below 2^53 cents. */
export function cents(amount: string): number {
  const [whole = '0', fraction = ''] = amount.split('.');
  return Number(whole) * 100 + Number(fraction.padEnd(2, '0').slice(0, 2));
}

/** Returns the decimal string of a number of cents. */
export function amountOf(total: number): string {
  return `${Math.floor(total / 100)}.${String(total % 100).padStart(2, '0')}`;
}

/** Returns whole units of the currency: the LMS stores no cents, so they are cut off. */
export const wholeUnits = (amount: string): number => Math.floor(cents(amount) / 100);

/** Amounts by seat type slug. */
export type Prices = Readonly<Record<string, string>>;

export interface Money {
  readonly amount: string;
  readonly currency: string;
}

/** What seat types were sold at; null: nobody knew it. */
export type SoldPrices = Readonly<Record<string, string | null>>;

/**
 * Returns the price of a run's seat type: its own, else the one that it was sold at before it ended, else the course's; null
 * if nobody knows it.
 */
export function effectivePrice({ prices, soldPrices, course }: Priced, seatType: string): string | null {
  const own = prices[seatType] ?? soldPrices?.[seatType];
  return own === undefined ? (course.prices[seatType] ?? null) : own;
}

/** What the price of a run's seat follows from. */
interface Priced {
  readonly prices: Prices;
  /** Left out: none. */
  readonly soldPrices?: SoldPrices;
  readonly course: { readonly prices: Prices };
}

/** Returns what a seat of the run costs: 0.00 if nobody is paid; null while nobody knows it. */
export const seatAmountOf = (run: Priced, track: SoldTrack): string | null =>
  isPaid(track) ? effectivePrice(run, track.seatType.slug) : isPricedForNobody(run, track) ? null : '0.00';

/** Whether the run has its own price for a track that nobody is paid for: then it is neither free nor sold. */
export const isPricedForNobody = (run: Pick<Priced, 'prices'>, track: TrackType): boolean =>
  !isPaid(track) && Number(run.prices[track.seatType?.slug ?? ''] ?? 0) > 0;

/** Returns the amount with its currency; null for none. */
export const moneyOf = (amount: string | null, currency: string): Money | null =>
  amount === null ? null : { amount, currency };
