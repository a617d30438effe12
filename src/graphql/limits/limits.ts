// The limits on one request. docs/limits.md is generated from here.
import { Fault } from '../../model/faults';

/** The maximum of each measure. */
export type Limits = Readonly<Record<Limited, number>>;
export type Limited = keyof typeof COUNTED;

/** For each measure: the words in the message, how it is counted, and the setting. */
export const COUNTED = {
  bytes: { words: 'bytes', how: 'of the uncompressed body', setting: 'MAX_BODY_BYTES' },
  tokens: { words: 'tokens', how: 'of the document; the rest is not read', setting: 'MAX_TOKENS' },
  depth: { words: 'levels of fields', how: 'including fragments', setting: 'MAX_DEPTH' },
  aliases: {
    words: 'aliases',
    how: 'counted wherever a fragment is spread; not those of `_entities`, which gateways add',
    setting: 'MAX_ALIASES',
  },
  rootFields: {
    words: 'root fields',
    how: 'duplicates count twice; `_entities` does not count',
    setting: 'MAX_ROOT_FIELDS',
  },
  directives: {
    words: 'directives',
    how: 'on one field, fragment, variable or operation',
    setting: 'MAX_DIRECTIVES',
  },
  selections: {
    words: 'fields and fragments',
    how: 'counted wherever a fragment is spread',
    setting: 'MAX_SELECTIONS',
  },
  cost: { words: 'points of cost', how: 'see below', setting: 'MAX_COST' },
  nameBytes: {
    words: 'bytes in a name',
    how: 'of an operation, alias, fragment, variable, field or argument',
    setting: 'MAX_NAME_BYTES',
  },
  answerBytes: {
    words: 'bytes in its response',
    how: 'as JSON; ask for fewer at once',
    setting: 'MAX_ANSWER_BYTES',
  },
  representations: {
    words: 'representations',
    how: 'in all `_entities` fields together',
    setting: 'MAX_REPRESENTATIONS',
  },
  seconds: {
    words: 'seconds',
    how: 'from the end of the request; whatever has not started by then is dropped',
    setting: 'OPERATION_SECONDS',
  },
} as const;

/** Returns LIMIT_EXCEEDED with the measure, the limit, and the count if known. */
export function limitExceeded(what: Limited, limit: number, count?: number): Fault {
  const { words } = COUNTED[what];
  const has = count === undefined ? `more than ${limit}` : count;
  const message = `The request has ${has} ${words}; ${limit} are allowed.`;
  return new Fault('LIMIT_EXCEEDED', message, { what, ...(count !== undefined && { count }), limit });
}
