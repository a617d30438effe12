// The contract's scalars. Inputs stay text: the changes read them and name the field of a mistake.
import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import type { ValueNode } from 'graphql';
import { memoize } from '../model/memoize';

/** Returns the value if it is text; throws BAD_USER_INPUT otherwise. */
function text(scalar: string, value: unknown, nodes?: ValueNode): string {
  if (typeof value === 'string') return value;
  const extensions = { code: 'BAD_USER_INPUT' };
  throw new GraphQLError(`${scalar} is given as a string.`, { nodes, extensions });
}

const textScalar = (name: string, serialize: (value: unknown) => string): GraphQLScalarType<string, string> =>
  new GraphQLScalarType({
    name,
    serialize,
    parseValue: (value) => text(name, value),
    parseLiteral: (node) => text(name, node.kind === Kind.STRING ? node.value : null, node),
  });

export const Decimal = textScalar('Decimal', (value) => text('Decimal', value));
export const UUID = textScalar('UUID', (value) => text('UUID', value));
/** A time in response form already, so that parsing and formatting it again is unnecessary. */
const AS_ANSWERED = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
/** Most times fall on the days of a few years, or on a day's last millisecond, as upgrade deadlines do. */
const MOST_KNOWN = 10_000;
const knownIso = memoize((ms: number) => new Date(ms).toISOString(), MOST_KNOWN);
const MINUTE_MS = 60_000;

function isoOf(time: Date): string {
  const ms = time.getTime();
  const fromDeadline = (ms + 1) % MINUTE_MS;
  // Only caches times that are likely to recur, not clock readings.
  return fromDeadline === 0 || fromDeadline === 1 ? knownIso(ms) : time.toISOString();
}

export const DateTime = textScalar('DateTime', (value) => {
  if (value instanceof Date) return isoOf(value);
  const given = text('DateTime', value);
  return AS_ANSWERED.test(given) ? given : new Date(given).toISOString();
});
/** Output only. */
export const JSON = new GraphQLScalarType({ name: 'JSON' });
