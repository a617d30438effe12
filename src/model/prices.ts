// The price of what a run sells. One that nobody knows is null, never 0.
import { isPaid } from './catalogue';
import type { SoldTrack, TrackType } from './catalogue';

/** Amounts by seat type slug. */
export type Prices = Readonly<Record<string, string>>;

export interface Money {
  readonly amount: string;
  readonly currency: string;
}

/** Returns the price of a run's seat type: its own, else the course's; null if there is neither. */
export const effectivePrice = (run: Priced, seatType: string): string | null =>
  run.prices[seatType] ?? run.course.prices[seatType] ?? null;

/** What the price of a run's seat follows from. */
interface Priced {
  readonly prices: Prices;
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
