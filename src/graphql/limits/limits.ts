// The limits on one request. docs/limits.md is printed from here.
import { Fault } from '../../model/faults';

/** The maximum of each measure. */
export type Limits = Readonly<Record<Limited, number>>;
export type Limited = keyof typeof COUNTED;

/** For each measure: the words in the message, how it is counted, and the setting. */
export const COUNTED = {
  bytes: { words: 'bytes', how: 'of the body, unpacked', setting: 'MAX_BODY_BYTES' },
  tokens: { words: 'tokens', how: 'of the document; it is read no further', setting: 'MAX_TOKENS' },
  depth: { words: 'levels of fields', how: 'through fragments', setting: 'MAX_DEPTH' },
  aliases: {
    words: 'aliases',
    how: 'wherever their fragment is spread, but those of `_entities`: gateways give them',
    setting: 'MAX_ALIASES',
  },
  rootFields: {
    words: 'root fields',
    how: 'the same one twice is two; not `_entities`',
    setting: 'MAX_ROOT_FIELDS',
  },
  directives: {
    words: 'directives',
    how: 'on one field, fragment, variable or operation',
    setting: 'MAX_DIRECTIVES',
  },
  selections: {
    words: 'fields and fragments',
    how: 'wherever their fragment is spread',
    setting: 'MAX_SELECTIONS',
  },
  cost: { words: 'points of cost', how: 'see below', setting: 'MAX_COST' },
  nameBytes: {
    words: 'bytes in a name',
    how: 'of an operation, alias, fragment, variable, field or argument',
    setting: 'MAX_NAME_BYTES',
  },
  answerBytes: {
    words: 'bytes in its answer',
    how: 'as JSON; ask for fewer at once',
    setting: 'MAX_ANSWER_BYTES',
  },
  representations: {
    words: 'representations',
    how: 'in all `_entities` together',
    setting: 'MAX_REPRESENTATIONS',
  },
  seconds: {
    words: 'seconds',
    how: 'from the end of the request; what is not begun by then is not done',
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
