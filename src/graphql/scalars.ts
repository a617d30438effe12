// The contract's scalars. An input of any kind is taken as text: the changes judge it with the rest of the input.
import { GraphQLScalarType, print } from 'graphql';
import { memoize } from '../model/memoize';

/** Returns text as it is, and anything else as JSON: the number 49.5 is the amount 49.5, and a list is none. */
const asText = (value: unknown): string =>
  typeof value === 'string' ? value : globalThis.JSON.stringify(value);

const textScalar = (name: string, serialize: (value: unknown) => string): GraphQLScalarType<string, string> =>
  new GraphQLScalarType({
    name,
    serialize,
    parseValue: asText,
    parseLiteral: (node) => ('value' in node ? String(node.value) : print(node)),
  });

export const Decimal = textScalar('Decimal', asText);
export const UUID = textScalar('UUID', asText);
/** A time in response form already, so that parsing and formatting it again is unnecessary. */
const RESPONSE_FORMAT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
/** Most times fall on the days of a few years, or on a day's last millisecond, as upgrade deadlines do. */
const MAX_CACHED = 10_000;
const knownIso = memoize((ms: number) => new Date(ms).toISOString(), MAX_CACHED);
const MINUTE_MS = 60_000;

function isoOf(time: Date): string {
  const ms = time.getTime();
  const fromDeadline = (ms + 1) % MINUTE_MS;
  // Only caches times that are likely to recur, not clock readings.
  return fromDeadline === 0 || fromDeadline === 1 ? knownIso(ms) : time.toISOString();
}

export const DateTime = textScalar('DateTime', (value) => {
  if (value instanceof Date) return isoOf(value);
  const given = asText(value);
  return RESPONSE_FORMAT.test(given) ? given : new Date(given).toISOString();
});
/** Output only. */
export const JSON = new GraphQLScalarType({ name: 'JSON' });
