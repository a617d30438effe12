// The scalars of the contract. Inputs stay text: the changes read them and name the field of a mistake.
import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';

/** Text in, unless it is no text at all. */
function text(scalar: string, value: unknown): string {
  if (typeof value === 'string') return value;
  throw new GraphQLError(`${scalar} is given as a string.`, { extensions: { code: 'BAD_USER_INPUT' } });
}

const textScalar = (name: string, serialize: (value: unknown) => string): GraphQLScalarType<string, string> =>
  new GraphQLScalarType({
    name,
    serialize,
    parseValue: (value) => text(name, value),
    parseLiteral: (node) => text(name, node.kind === Kind.STRING ? node.value : null),
  });

export const Decimal = textScalar('Decimal', (value) => text('Decimal', value));
export const UUID = textScalar('UUID', (value) => text('UUID', value));
/** A time as it is answered: to read it as one and write it again would be for nothing. */
const AS_ANSWERED = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
export const DateTime = textScalar('DateTime', (value) => {
  if (value instanceof Date) return value.toISOString();
  const given = text('DateTime', value);
  return AS_ANSWERED.test(given) ? given : new Date(given).toISOString();
});
/** Only ever answered. */
export const JSON = new GraphQLScalarType({ name: 'JSON' });
