// Text that PostgreSQL cannot store, everywhere the schema accepts text: a refusal, never a failure of the service.
import {
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql';
import type { GraphQLField, GraphQLInputType } from 'graphql';
import { buildSchema } from '../../src/graphql/schema';
import { useTestApp, type Json } from '../support/app';

const app = useTestApp();
const schema = buildSchema();
const FLAGS_AND_NUMBERS = ['Boolean', 'Int', 'Float'];

/** Names of an argument and of the fields in it, leading to a text. */
type Place = readonly string[];

function placesIn(name: string, type: GraphQLInputType, above: Place = []): Place[] {
  const [named, place] = [getNamedType(type), [...above, name]];
  if (isInputObjectType(named))
    return Object.values(named.getFields()).flatMap((field) => placesIn(field.name, field.type, place));
  return isEnumType(named) || FLAGS_AND_NUMBERS.includes(named.name) ? [] : [place];
}

/** The minimum that the schema requires, with `text` at that place; null: the place is elsewhere. */
function valueOf(type: GraphQLInputType, place: Place | null, text: string): Json {
  const nullable = getNullableType(type);
  if (isListType(nullable)) return [valueOf(nullable.ofType, place, text)];
  const named = getNamedType(type);
  if (isEnumType(named)) return named.getValues()[0]?.name;
  if (!isInputObjectType(named)) {
    if (FLAGS_AND_NUMBERS.includes(named.name)) return named.name === 'Boolean' ? true : 1;
    return place ? text : 'x';
  }
  const [next, ...rest] = place ?? [];
  const fields = Object.values(named.getFields()).filter(
    (one) => isRequiredInputField(one) || one.name === next,
  );
  return Object.fromEntries(
    fields.map((one) => [one.name, valueOf(one.type, one.name === next ? rest : null, text)]),
  );
}

type Field = GraphQLField<unknown, unknown>;
const rootsOf = (kind: string, fields: Readonly<Record<string, Field>> = {}) =>
  Object.values(fields)
    .filter(({ name }) => !name.startsWith('_'))
    .flatMap((field) =>
      field.args
        .flatMap(({ name, type }) => placesIn(name, type))
        .map((place) => [`${kind} ${field.name}`, place.join('.'), { kind, field, place }] as const),
    );

test.each([
  ...rootsOf('query', schema.getQueryType()?.getFields()),
  ...rootsOf('mutation', schema.getMutationType()?.getFields()),
])(
  '%s accepts neither a null character nor half a character as %s',
  async (_, at, { kind, field, place }) => {
    const [argument = '', ...rest] = place;
    const args = field.args.filter((arg) => isRequiredArgument(arg) || arg.name === argument);
    const declared = args.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ');
    const given = args.map(({ name }) => `${name}: $${name}`).join(', ');
    const selection = isObjectType(getNamedType(field.type)) ? '{ __typename }' : '';
    const document = `${kind} (${declared}) { answer: ${field.name}(${given}) ${selection} }`;
    const ask = (text: string) =>
      app.ask(
        document,
        Object.fromEntries(
          args.map(({ name, type }) => [name, valueOf(type, name === argument ? rest : null, text)]),
        ),
      );

    const { errors } = await ask('a\0b');
    const half = await ask('a\ud800b');

    // The minimum that the schema requires has other mistakes, which are told as well.
    expect(new Set(errors.map(({ extensions }) => extensions.code))).toEqual(new Set(['BAD_USER_INPUT']));
    expect(errors[0].message).toBe('The text contains a null character.');
    // The path names only the fields of an input, and also the position in a list.
    const named = errors[0].extensions.path.filter((part: string) => !/^\d+$/.test(part));
    expect(at.split('.').slice(-named.length)).toEqual(named);
    expect(half.errors.map(({ extensions }: Json) => extensions.code)).not.toContain('INTERNAL_SERVER_ERROR');
    expect(app.logged).toEqual([]);
  },
);
