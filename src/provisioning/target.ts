// What the relay needs of a downstream system, whatever it speaks: one file per target and protocol makes one of these.
import type { ActualModes, ActualProducts } from '../model/drift';
import type { Skus } from '../model/provisioning';

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
/** Taken, now or before, or something newer is there. */
export interface Delivered {
  readonly kind: 'delivered';
  readonly skus: Skus;
}
export type Outcome = Delivered | Refused | Retry;

export interface Target<Message> {
  /**
   * Says the message once. Never throws for what the other system does; ends within the requests' deadline. `isUnsettled`:
   * a relay vanished after it sent this, which may have been done since, or be under way there.
   */
  readonly deliver: (message: Message, isUnsettled?: boolean) => Promise<Outcome>;
  readonly close: () => Promise<void>;
}

/** What a system answered when asked what it has: null where it knows nothing of the run. */
export type Reading<Actual> = { readonly kind: 'read'; readonly actual: Actual | null } | Refused | Retry;

export interface Reader<Actual> {
  /** Asks once. Never throws for what the other system does; ends within the requests' deadline. */
  readonly read: (courseRunKey: string) => Promise<Reading<Actual>>;
}

/** Asks either system what it has. */
export interface Readers {
  readonly ECOMMERCE: Reader<ActualProducts>;
  readonly LMS: Reader<ActualModes>;
}

export const refused = (error: string): Refused => ({ kind: 'refused', error: kept(error) });

export const retry = (error: string, retryAfterMs = 0): Retry => ({
  kind: 'retry',
  error: kept(error),
  retryAfterMs,
});

/** What another attempt would not change. Every other status but 2xx is tried again. */
const REFUSALS = [400, 403, 404, 409, 422];

/** What becomes of an answer that is not 2xx, with the other system's words. */
export function statusOutcome(status: number, words: string, retryAfterMs = 0): Refused | Retry {
  const error = `HTTP ${status}: ${words}`;
  return REFUSALS.includes(status) ? refused(error) : retry(error, retryAfterMs);
}

const LONGEST_ERROR = 2_000;
/** A null byte, or half a character: the database refuses them. */
const UNKEEPABLE = /[\0\p{Surrogate}]/gu;

/** The words of another system as the database can keep them. */
function kept(words: string): string {
  return words.slice(0, LONGEST_ERROR).replaceAll(UNKEEPABLE, '\uFFFD');
}
