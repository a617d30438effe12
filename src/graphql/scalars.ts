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
export const DateTime = textScalar('DateTime', (value) =>
  (value instanceof Date ? value : new Date(text('DateTime', value))).toISOString(),
);
/** Only ever answered. */
export const JSON = new GraphQLScalarType({ name: 'JSON' });
