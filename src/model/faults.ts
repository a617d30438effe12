// The catalogue of faults: problems with the request itself, as opposed to rules that refuse a change. A fault saves
// nothing. Rule violations are data, not faults.

export const FAULTS = {
  NOT_FOUND: 'The requested object does not exist, or the viewer may not see it.',
  ALREADY_EXISTS: 'Something with this key exists already.',
  STALE_VERSION:
    'Somebody else changed the course in the meantime; extensions.currentVersion is its current version.',
  STALE_CURSOR:
    'The cursor points at a change that this database does not have, because it was restored from an older backup or is a different one. Read everything again, by an export or from the start of the feed.',
  BAD_USER_INPUT: 'A value is malformed or unknown; extensions.path says where it is in the input.',
  IDEMPOTENCY_KEY_REUSED: 'The idempotency key was used before with another input.',
  UNAUTHENTICATED: 'The request carries no valid credentials.',
  FORBIDDEN: 'The viewer lacks a permission; extensions.permission names it.',
  DOWNSTREAM_UNAVAILABLE: 'Another system was needed to answer and could not be reached.',
  LIMIT_EXCEEDED: 'The request is larger than the service accepts.',
  OVERLOADED: 'The service is overloaded; HTTP 503, and Retry-After says when to try again.',
  SERVICE_UNAVAILABLE:
    'The database cannot be reached or is full; HTTP 503, and Retry-After says when to try again. A change may have been saved nevertheless: check, or repeat it with the same idempotencyKey.',
  DOCUMENT_NOT_LISTED: 'Only listed documents may run here, and this one is not on the list.',
  INTERNAL_SERVER_ERROR: 'An unexpected error; find extensions.errorId in the log.',
} as const;
export type FaultCode = keyof typeof FAULTS;

/** A fault of the request. `details` go into the error's extensions unchanged. */
export class Fault extends Error {
  constructor(
    readonly code: FaultCode,
    message: string,
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.name = 'Fault';
  }

  /** What else is wrong with the same input; each is an error of its own. */
  readonly others: readonly Fault[] = [];
}

/** The extensions that say where in the input a fault is; `field` is the path with dots, for example runs.0.type. */
export const at = (field: string) => ({ field, path: field.split('.') });

/** A malformed or unknown value. The message names no field: a course team reads it beside the field. */
export const badInput = (field: string, message: string): Fault =>
  new Fault('BAD_USER_INPUT', message, at(field));

/** How many faults of one input are answered. */
export const MAX_FAULTS = 50;

/** Returns the results of all reads, in order. Throws one fault for the faults of them all. */
export function readEach<T>(reads: readonly (() => T)[]): T[] {
  const values: T[] = [];
  collect(reads, (read) => values.push(read()));
  return values;
}

/** Returns the result of each part, by name. Throws one fault for the faults of them all. */
export function readAll<P extends Readonly<Record<string, () => unknown>>>(
  parts: P,
): { readonly [K in keyof P]: ReturnType<P[K]> } {
  const values: Record<string, unknown> = {};
  collect(Object.keys(parts), (name) => (values[name] = parts[name]?.()));
  return values as { [K in keyof P]: ReturnType<P[K]> };
}

/** Does it for each; throws one fault for the faults of them all. */
function collect<T>(items: readonly T[], act: (item: T) => unknown): void {
  const faults: Fault[] = [];
  for (const item of items) {
    try {
      act(item);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      faults.push(error, ...error.others);
    }
  }
  const [first, ...others] = faults.slice(0, MAX_FAULTS);
  if (first) throw Object.assign(new Fault(first.code, first.message, first.details), { others });
}

/** A cursor of the feed, given as `field`, that points at nothing in this history. */
export const staleCursor = (field: string): Fault =>
  new Fault(
    'STALE_CURSOR',
    `${field.startsWith('--') ? `${field}: the` : 'The'} cursor points at a change that is not in this history: the database was restored from an older backup or is a different one. Read everything again, by a new export or from the start of the feed, and replace what you have.`,
    at(field),
  );
