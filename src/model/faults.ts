// The catalogue of faults: problems with the request itself, as opposed to rules that refuse a change. A fault saves
// nothing. Rule violations are data, not faults.

export const FAULTS = {
  NOT_FOUND: 'What the request names does not exist, or the viewer may not see it.',
  ALREADY_EXISTS: 'Something with this key exists already.',
  STALE_VERSION:
    'Somebody else changed the course since it was read; extensions.currentVersion says its version now.',
  STALE_CURSOR:
    'The cursor points at a change that this database does not have, since it was restored from an older backup or is another one; read everything again, by an export or from the beginning of the feed.',
  BAD_USER_INPUT: 'A value is malformed or unknown; extensions.field names it.',
  IDEMPOTENCY_KEY_REUSED: 'The idempotency key was used before with another input.',
  UNAUTHENTICATED: 'The request carries no valid credentials.',
  FORBIDDEN: 'The viewer lacks a permission; extensions.permission names it.',
  DOWNSTREAM_UNAVAILABLE: 'A downstream system had to be asked and could not be.',
  LIMIT_EXCEEDED: 'The request is larger than the service accepts.',
  OVERLOADED: 'There is too much to do at the moment; HTTP 503, and Retry-After says when to try again.',
  SERVICE_UNAVAILABLE:
    'The database cannot be reached, or has no room; HTTP 503, and Retry-After says when to try again. A change may be saved all the same: look, or repeat it with its idempotencyKey.',
  DOCUMENT_NOT_LISTED: 'Only the documents of a list are run here, and this one is not on it.',
  INTERNAL_SERVER_ERROR: 'Something broke; extensions.errorId is in the log.',
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
}

/** A malformed or unknown value; `field` is its path in the input, for example runs.0.type. */
export const badInput = (field: string, message: string): Fault =>
  new Fault('BAD_USER_INPUT', message, { field });

/** A cursor of the feed, given as `field`, that points at nothing in this history. */
export const staleCursor = (field: string): Fault =>
  new Fault(
    'STALE_CURSOR',
    `${field} points at a change that is not in this history: the database was restored from an older backup, or is another one. Read everything again, by a new export or from the beginning of the feed, and replace what you have.`,
    { field },
  );
