// Applies a desired state, for every target: once per key, never an older revision, completely or not at all. The
// target defines what the state consists of (products.ts, course-modes.ts).
import type { UserError } from './faults';
import type { openJournal } from './journal';
import type { Ledger, Message } from './ledger';

/** A target's data. `refusals` changes nothing; `apply` takes a message without refusals; `find` returns a copy. */
export type Books<M extends Message, State extends { revision: number }> = {
  find(courseRunKey: string): State | null;
  refusals(message: M): UserError[];
  apply(message: M): void;
  clear(): void;
};

export type Outcome<State> = { state: State | null; userErrors: UserError[] };

export type DesiredStateParts<M extends Message> = {
  ledger: Ledger<M>;
  journal: ReturnType<typeof openJournal<M>>;
  now: () => Date;
  /** If false, a repeated message is applied again: so the fault drills prove that they would notice. */
  dedupes: boolean;
};

/**
 * Returns the only way to change a target's data, after replaying the journal. A refusal is not remembered under its
 * key: it changed nothing, and the same message may be sent again once the cause is gone.
 */
export function createDesiredState<M extends Message, State extends { revision: number }>(
  books: Books<M, State>,
  { ledger, journal, now, dedupes }: DesiredStateParts<M>,
) {
  const answers = new Map<string, { input: string; outcome: Outcome<State> }>();

  function answered(message: M): Outcome<State> {
    const outcome = { state: books.find(message.courseRunKey), userErrors: [] };
    // GraphQL passes inputs with fields in the schema's order, so equal inputs have equal text.
    answers.set(message.idempotencyKey, { input: JSON.stringify(message), outcome });
    return outcome;
  }

  function apply(message: M): void {
    const { idempotencyKey, courseRunKey, revision } = message;
    const effect = { idempotencyKey, courseRunKey, revision, at: now().toISOString(), input: message };
    journal.append(effect);
    ledger.effects.push(effect);
    books.apply(message);
  }

  for (const effect of journal.effects) {
    ledger.effects.push(effect);
    books.apply(effect.input);
    answered(effect.input);
  }

  function take(message: M): Outcome<State> {
    const earlier = dedupes ? answers.get(message.idempotencyKey) : undefined;
    if (earlier?.input === JSON.stringify(message)) return earlier.outcome;
    if (earlier) return { state: null, userErrors: [keyReused] };
    const stored = books.find(message.courseRunKey);
    if (stored && message.revision < stored.revision) return answered(message);
    const userErrors = [...keyRefusals(message), ...books.refusals(message)];
    if (userErrors.length > 0) return { state: null, userErrors };
    apply(message);
    return answered(message);
  }

  function clear(): void {
    answers.clear();
    books.clear();
    journal.clear();
  }
  return { take, clear };
}

const keyReused: UserError = {
  code: 'IDEMPOTENCY_KEY_REUSED',
  message: 'The idempotency key was used before, with another input.',
  path: ['idempotencyKey'],
};

function keyRefusals({ courseRunKey }: Message): UserError[] {
  if (/^course-v1:[^+\s]+\+[^+\s]+\+[^+\s]+$/.test(courseRunKey)) return [];
  const message = `${courseRunKey} is not a valid course key.`;
  return [{ code: 'COURSE_RUN_KEY_INVALID', message, path: ['courseRunKey'] }];
}

const currencies = new Set(Intl.supportedValuesOf('currency'));

/** Why a currency is refused; empty for an ISO 4217 code. */
export function currencyRefusals(currency: string, path: string[]): UserError[] {
  if (currencies.has(currency)) return [];
  return [{ code: 'CURRENCY_UNKNOWN', message: `${currency} is not a currency.`, path }];
}

/** Why a time is refused; empty for RFC 3339 or none. */
export function timeRefusals(time: string | null | undefined, path: string[]): UserError[] {
  const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
  if (time == null || (rfc3339.test(time) && !Number.isNaN(Date.parse(time)))) return [];
  return [{ code: 'TIME_INVALID', message: `${time} is not a time.`, path }];
}

export function utc(time: string | null | undefined): string | null {
  return time == null ? null : new Date(time).toISOString();
}

/** Refuses every item that repeats an earlier one: which of the two was meant is unknown. */
export function twiceRefusals(identities: string[], field: string): UserError[] {
  return identities.flatMap((identity, index) =>
    identities.indexOf(identity) === index
      ? []
      : [{ code: 'LISTED_TWICE', message: `${identity} is listed twice.`, path: [field, String(index)] }],
  );
}
