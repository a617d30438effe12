// The interface of a downstream system, whatever its protocol. Adapters implement it: see systems.ts.
import type { ActualModes, ActualProducts, Skus } from '../model/provisioning';
import type { EcommerceMessage, LmsMessage } from './messages';

/** Retrying changes nothing: a person must act. */
export interface Refused {
  readonly kind: 'refused';
  readonly error: string;
}
/** Not known to be accepted. */
export interface Retry {
  readonly kind: 'retry';
  readonly error: string;
  /** The least that the other system asks us to wait. */
  readonly retryAfterMs: number;
}
/**
 * The system accepts nothing: until a person fixes its setup or our access; or for a time, if it reports too many
 * requests. Uses up no attempt.
 */
export interface Paused {
  readonly kind: 'paused';
  readonly error: string;
  /** How long, for all messages to the system; left out: only this one waits, as after a failure. */
  readonly pauseMs?: number;
}
/** Why something was not done. */
export type NotDelivered = Refused | Retry | Paused;
/** Accepted now or before, or something newer exists there. */
export interface Delivered {
  readonly kind: 'delivered';
  readonly skus: Skus;
  /** For a system that keeps no deadlines: when each seat for sale must be taken off; null: never. */
  readonly offeredUntil?: Readonly<Record<string, string | null>>;
  /** The known SKUs, by seat type, that the system does not have: another one had them, before it. Left out: none. */
  readonly gone?: { readonly seats: readonly string[]; readonly entitlements: readonly string[] };
}
export type Outcome = Delivered | NotDelivered;

/** Readings may only start while the burst of a budget is unused, so that deliveries have priority. */
export type Purpose = 'delivery' | 'reading';

/** Permission to start, or how long to wait before asking again, in milliseconds. */
export type Admission = { readonly waitMs: 0; readonly end: () => void } | { readonly waitMs: number };

export interface Budget {
  /** How many deliveries may start together. */
  readonly deliveriesAtOnce: number;
  /** Asks for permission to start one delivery or reading; call `end` when it is over. */
  readonly begin: (purpose: Purpose) => Promise<Admission>;
  /** Counts a request. Requests beyond what was taken are charged to the next `begin`. */
  readonly sent: () => void;
  /** Pauses the system for all replicas after a 429; 0 if it did not say how long. */
  readonly throttled: (ms: number) => Promise<void>;
}

export interface Target<Message> {
  /**
   * Sends the message once. Never throws because of the other system; ends within the requests' deadline.
   * `isUnsettled`: a relay vanished after sending this, so it may be done already or still be under way there.
   */
  readonly deliver: (message: Message, isUnsettled?: boolean) => Promise<Outcome>;
  readonly close: () => Promise<void>;
  /** The budget that deliveries need permission from; left out: they need none. */
  readonly budget?: Budget;
  /**
   * Why nothing may be sent now, for a person to fix; null if all is well. Asks the system at most once a minute. Left
   * out: nothing can prevent sending.
   */
  readonly problem?: () => Promise<string | null>;
}

/** What a system has, in its own answer: null if it does not know the run. */
export type Reading<Actual> = { readonly kind: 'read'; readonly actual: Actual | null } | NotDelivered;

export interface Reader<Actual> {
  /**
   * Asks once, after waiting for the budget up to `patienceMs` (0). Never throws because of the other system; then ends
   * within the requests' deadline.
   */
  readonly read: (courseRunKey: string, patienceMs?: number) => Promise<Reading<Actual>>;
}

/** What would happen to the product of one seat; `adopt` and `keep` may change it too. */
export interface ProductChange {
  readonly seatType: string;
  readonly action: 'adopt' | 'make' | 'change' | 'take off sale' | 'keep' | 'refuse';
  readonly sku: string | null;
  readonly from: string | null;
  readonly to: string | null;
  /** What else a person should know. */
  readonly says: string | null;
}

/** The extra abilities of a shop, which keeps no deadlines and which people edit too. */
export interface Shop {
  /** Takes the message's seats of these types off sale. Never throws because of the shop. */
  readonly takeOff: (message: EcommerceMessage, seatTypes: readonly string[]) => Promise<Outcome>;
  /** What delivering the message would do; changes nothing. */
  readonly preview: (
    message: EcommerceMessage,
  ) => Promise<{ kind: 'preview'; all: ProductChange[] } | NotDelivered>;
}

/** The selling system: receives what is for sale, and returns the SKUs. */
export interface Ecommerce extends Target<EcommerceMessage>, Reader<ActualProducts> {
  readonly shop?: Shop;
}

/** The teaching system: receives the modes, with the SKUs. */
export interface Lms extends Target<LmsMessage>, Reader<ActualModes> {
  /** Learners by mode slug; empty for a run that it does not know. Throws without a valid answer. */
  readonly countLearners: (courseRunKey: string) => Promise<ReadonlyMap<string, number>>;
}

/** The systems of an installation. There is always an LMS; ECOMMERCE is null where nothing is sold. */
export interface Systems {
  readonly ECOMMERCE: Ecommerce | null;
  readonly LMS: Lms;
}

/** The same systems, for reading only. */
export interface Readers {
  readonly ECOMMERCE: (Reader<ActualProducts> & Pick<Ecommerce, 'shop'>) | null;
  readonly LMS: Reader<ActualModes>;
}

/** A cached login. */
export interface Login {
  /** The value of an Authorization header. */
  readonly authorization: (signal: AbortSignal) => Promise<string>;
  /** Drops a token that a system refused, so that the next call logs in again. */
  readonly forget: (refused: string) => void;
}

/** Logs warnings; a pino logger fits. */
export interface Warnings {
  readonly warn: (fields: object, message: string) => void;
}

/** The options of adapters; each takes what it needs. */
export interface AdapterOptions {
  /** The URL of the system. */
  readonly url: string;
  /** The time limit of a whole delivery or reading, whether it is one request or many. */
  readonly deadlineMs: number;
  readonly clock: () => Date;
  /** The known SKUs of a run and its course. */
  readonly skusOf: (courseRunKey: string) => Promise<Skus>;
  /** Open edX's tokens; one login is shared by all that need one. */
  readonly login: () => Login;
  /** The budget of requests to it; left out: no limit. */
  readonly budget?: Budget;
  /** Open edX's own LMS, for adapters that must prepare it; null if the LMS uses another protocol. */
  readonly lms?: { readonly url: string; readonly budget?: Budget } | null;
  readonly log?: Warnings;
  /** How long something with an unknown outcome may still run there; left out: the adapter's own default. */
  readonly settleMs?: number;
  /** A REST API key of the shop, created by its owner. */
  readonly access?: { readonly key: string; readonly secret: string };
  /** The currency of prices. */
  readonly currency?: string;
  /** Whether an operator has seen what would change in this system, and has agreed. */
  readonly isConfirmed?: () => Promise<boolean>;
  /** How long a check of the shop's setup holds; left out: a minute. */
  readonly checkMs?: number;
}

export const refused = (error: string): Refused => ({ kind: 'refused', error: storable(error) });

export const retry = (error: string, retryAfterMs = 0): Retry => ({
  kind: 'retry',
  error: storable(error),
  retryAfterMs,
});

export const paused = (error: string, pauseMs?: number): Paused => ({
  kind: 'paused',
  error: storable(error),
  pauseMs,
});

/** The pause for a system that does not say how long to wait after too many requests, in milliseconds. */
export const PAUSE_MS = 5_000;

/** Statuses that a retry would not change. Every other status except 2xx is retried. */
const REFUSALS = [400, 403, 404, 409, 422];

/** The outcome of an answer that is not 2xx, with the other system's words. */
export function statusOutcome(status: number, words: string, retryAfterMs = 0): NotDelivered {
  const error = `HTTP ${status}: ${words}`;
  if (status === 429) return paused(error, retryAfterMs || PAUSE_MS);
  return REFUSALS.includes(status) ? refused(error) : retry(error, retryAfterMs);
}

const MAX_ERROR_LENGTH = 2_000;
/** A null character, or half a surrogate pair: the database refuses them. */
const UNSTORABLE = /[\0\p{Surrogate}]/gu;

/** The words of another system in a form that the database can keep. */
function storable(words: string): string {
  return words.slice(0, MAX_ERROR_LENGTH).replaceAll(UNSTORABLE, '\uFFFD');
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
  /** In upper case. */
  readonly currency: string;
  readonly expires: Date | null;
  /** Whether somebody set the expiry; otherwise the LMS computes it. */
  readonly isExpiryExplicit: boolean;
  readonly sku: string | null;
  readonly bulkSku: string | null;
}

/** Reads the runs that were created in Studio from an LMS. Both methods throw without a valid answer. */
export interface LmsRuns {
  /** All runs, page by page; an unreadable entry has a sentence instead. */
  readonly list: () => AsyncIterable<LmsPage>;
  /** The modes of a run, including expired ones. */
  readonly modesOf: (courseRunKey: string) => Promise<LmsMode[]>;
}

export interface LmsPage {
  readonly runs: readonly LmsRun[];
  readonly unreadable: readonly { readonly key: string | null; readonly problem: string }[];
  /** The approximate number of runs on all pages. */
  readonly count: number;
}
