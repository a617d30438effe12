// What is needed of a downstream system, whatever it speaks. An adapter makes one of these: see systems.ts.
import type { ActualModes, ActualProducts, Skus } from '../model/provisioning';
import type { EcommerceMessage, LmsMessage } from './messages';

/** Trying again changes nothing: a person must act. */
export interface Refused {
  readonly kind: 'refused';
  readonly error: string;
}
/** Not known to be taken. */
export interface Retry {
  readonly kind: 'retry';
  readonly error: string;
  /** The least that the other system asks us to wait. */
  readonly retryAfterMs: number;
}
/**
 * The system takes nothing: until a person has put right how it is set up, or how we reach it; or, where it is asked too
 * often, for so long. Costs no attempt.
 */
export interface Paused {
  readonly kind: 'paused';
  readonly error: string;
  /** Of all that it is told; left out: of this only, as after a failure. */
  readonly pauseMs?: number;
}
/** Why something was not done. */
export type Undone = Refused | Retry | Paused;
/** Taken, now or before, or something newer is there. */
export interface Delivered {
  readonly kind: 'delivered';
  readonly skus: Skus;
  /** Of a system that keeps no deadlines: when each seat that is for sale must be taken off; null: never. */
  readonly offeredUntil?: Readonly<Record<string, string | null>>;
}
export type Outcome = Delivered | Undone;

/** Readings may only start while the burst of a budget is unused, so that deliveries have priority. */
export type Purpose = 'delivery' | 'reading';

/** Permission to start, or how long to wait before asking again, in milliseconds. */
export type Leave = { readonly waitMs: 0; readonly end: () => void } | { readonly waitMs: number };

export interface Budget {
  /** How many deliveries may start together. */
  readonly deliveriesAtOnce: number;
  /** Asks for permission to start one delivery or reading; call `end` when it is over. */
  readonly begin: (purpose: Purpose) => Promise<Leave>;
  /** Counts a request. Requests beyond what was taken are charged to the next `begin`. */
  readonly sent: () => void;
  /** Pauses the system for all replicas after a 429; 0 if it did not say how long. */
  readonly throttled: (ms: number) => Promise<void>;
}

export interface Target<Message> {
  /**
   * Says the message once. Never throws for what the other system does; ends within the requests' deadline. `isUnsettled`:
   * a relay vanished after it sent this, which may have been done since, or be under way there.
   */
  readonly deliver: (message: Message, isUnsettled?: boolean) => Promise<Outcome>;
  readonly close: () => Promise<void>;
  /** What deliveries ask leave of before they begin; left out: they need none. */
  readonly budget?: Budget;
  /**
   * Why nothing may be sent now, for a person to put right; null where all is well. Asks the system at most once a minute.
   * Left out: nothing can stand in the way.
   */
  readonly problem?: () => Promise<string | null>;
}

/** What a system answered when asked what it has: null where it knows nothing of the run. */
export type Reading<Actual> = { readonly kind: 'read'; readonly actual: Actual | null } | Undone;

export interface Reader<Actual> {
  /** Asks once. Never throws for what the other system does; ends within the requests' deadline. */
  readonly read: (courseRunKey: string) => Promise<Reading<Actual>>;
}

/** What would be done with the product of one seat; `adopt` and `keep` may change it too. */
export interface Foreseen {
  readonly seatType: string;
  readonly action: 'adopt' | 'make' | 'change' | 'take off sale' | 'keep' | 'refuse';
  readonly sku: string | null;
  readonly from: string | null;
  readonly to: string | null;
  /** What else a person should know. */
  readonly says: string | null;
}

/** What only a shop can do, which keeps no deadlines, and in which people write too. */
export interface Shop {
  /** Takes seats off sale, those that the message tells of and no others. Never throws for what the shop does. */
  readonly takeOff: (message: EcommerceMessage, seatTypes: readonly string[]) => Promise<Outcome>;
  /** What delivering the message would do; changes nothing. */
  readonly foresee: (message: EcommerceMessage) => Promise<{ kind: 'foreseen'; all: Foreseen[] } | Undone>;
}

/** What sells: is told what is for sale, and answers the SKUs. */
export interface Ecommerce extends Target<EcommerceMessage>, Reader<ActualProducts> {
  readonly shop?: Shop;
}

/** What teaches: is told the modes, with the SKUs. */
export interface Lms extends Target<LmsMessage>, Reader<ActualModes> {
  /** Learners by the slug of the mode; empty for a run that it does not know. Throws when it gives no right answer. */
  readonly countLearners: (courseRunKey: string) => Promise<ReadonlyMap<string, number>>;
}

/** The systems of an installation. There is always an LMS; ECOMMERCE is null where nothing is sold. */
export interface Systems {
  readonly ECOMMERCE: Ecommerce | null;
  readonly LMS: Lms;
}

/** Of the same systems only what asks them what they have. */
export interface Readers {
  readonly ECOMMERCE: Reader<ActualProducts> | null;
  readonly LMS: Reader<ActualModes>;
}

/** A login that is kept. */
export interface Login {
  /** The value of an Authorization header. */
  readonly authorization: (signal: AbortSignal) => Promise<string>;
  /** Says that a system refused it; the next one is new. */
  readonly forget: (refused: string) => void;
}

/** As pino's. */
export interface Warnings {
  readonly warn: (fields: object, message: string) => void;
}

/** What adapters are made with; each takes what it needs. */
export interface AdapterOptions {
  /** Where the system is. */
  readonly url: string;
  /** How long one request may take in all; where a delivery is many requests, all of them. */
  readonly deadlineMs: number;
  readonly clock: () => Date;
  /** What is known of a run and its course. */
  readonly skusOf: (courseRunKey: string) => Promise<Skus>;
  /** Open edX's tokens, of one login for whoever needs one. */
  readonly login: () => Login;
  /** How many requests it may be sent; left out: as many as one likes. */
  readonly budget?: Budget;
  /** Open edX's own LMS, for whoever must prepare it; null where the LMS is spoken to in another way. */
  readonly lms?: { readonly url: string; readonly budget?: Budget } | null;
  readonly log?: Warnings;
  /** How long something whose outcome is unknown may still go on there; left out: as the adapter knows. */
  readonly settleMs?: number;
  /** A key of the shop, as its owner makes one. */
  readonly access?: { readonly key: string; readonly secret: string };
  /** What prices are in. */
  readonly currency?: string;
  /** Whether an operator has seen what would change in this system, and has agreed. */
  readonly isConfirmed?: () => Promise<boolean>;
}

export const refused = (error: string): Refused => ({ kind: 'refused', error: kept(error) });

export const retry = (error: string, retryAfterMs = 0): Retry => ({
  kind: 'retry',
  error: kept(error),
  retryAfterMs,
});

export const paused = (error: string, pauseMs?: number): Paused => ({
  kind: 'paused',
  error: kept(error),
  pauseMs,
});

/** For a system that is asked too often and does not say how long to wait, in milliseconds. */
export const PAUSE_MS = 5_000;

/** What another attempt would not change. Every other status but 2xx is tried again. */
const REFUSALS = [400, 403, 404, 409, 422];

/** What becomes of an answer that is not 2xx, with the other system's words. */
export function statusOutcome(status: number, words: string, retryAfterMs = 0): Undone {
  const error = `HTTP ${status}: ${words}`;
  if (status === 429) return paused(error, retryAfterMs || PAUSE_MS);
  return REFUSALS.includes(status) ? refused(error) : retry(error, retryAfterMs);
}

const LONGEST_ERROR = 2_000;
/** A null byte, or half a character: the database refuses them. */
const UNKEEPABLE = /[\0\p{Surrogate}]/gu;

/** The words of another system as the database can keep them. */
function kept(words: string): string {
  return words.slice(0, LONGEST_ERROR).replaceAll(UNKEEPABLE, '\uFFFD');
}

/** A run as the LMS lists it. */
export interface LmsRun {
  readonly key: string;
  readonly title: string;
  readonly start: Date | null;
  readonly end: Date | null;
  readonly enrollmentEnd: Date | null;
}

/** A mode of a run as the LMS has it. */
export interface LmsMode {
  readonly slug: string;
  /** In whole units of the currency. */
  readonly minPrice: number;
  /** In capitals. */
  readonly currency: string;
  readonly expires: Date | null;
  /** Whether somebody set when it expires; else the LMS works it out. */
  readonly isExpiryExplicit: boolean;
  readonly sku: string | null;
  readonly bulkSku: string | null;
}

/** Asks an LMS for the runs that were born in Studio. Both throw where it gives no right answer. */
export interface LmsRuns {
  /** All runs, page by page; a sentence for an entry that cannot be read. */
  readonly list: () => AsyncIterable<LmsPage>;
  /** The modes of a run, expired ones too. */
  readonly modesOf: (courseRunKey: string) => Promise<LmsMode[]>;
}

export interface LmsPage {
  readonly runs: readonly LmsRun[];
  readonly unreadable: readonly { readonly key: string | null; readonly problem: string }[];
  /** About how many runs there are on all pages. */
  readonly count: number;
}
