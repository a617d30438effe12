// What a gateway requests: every entity by every key in the schema, and what the library would get wrong.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kind, parse, valueFromASTUntyped } from 'graphql';
import { aMember, statementsOf, useTestApp, type Json } from '../support/app';
import { startBulkChange } from '../../src/changes/bulk/start-bulk-change';
import { aPublishedMastersCourse, DEVELOPER } from '../support/changes';

const SCHEMA = join(__dirname, '../../schema');

/** Every type of the schema with each of its keys, for example ["Course", "uuid"]. */
const KEYS: [string, string][] = readdirSync(SCHEMA)
  .filter((file) => file.endsWith('.graphql'))
  .flatMap((file) => parse(readFileSync(join(SCHEMA, file), 'utf8')).definitions)
  .flatMap((definition) =>
    definition.kind !== Kind.OBJECT_TYPE_DEFINITION
      ? []
      : (definition.directives ?? [])
          .filter((directive) => directive.name.value === 'key')
          .map((directive): [string, string] => {
            const fields = directive.arguments?.find((argument) => argument.name.value === 'fields');
            return [definition.name.value, String(fields && valueFromASTUntyped(fields.value))];
          }),
  );

const app = useTestApp();
/** An existing object, by type; each has all the fields of its keys. */
let known: Record<string, Record<string, string>>;
beforeAll(async () => {
  const { key, run } = await aPublishedMastersCourse(app.replica);
  const change = { type: 'audit' };
  await startBulkChange(app.replica, DEVELOPER, { name: 'Audit', keys: [key], change, reason: 'test' });
  const data = await app.data(`{
    Mode: modes { slug }  SeatType: seatTypes { slug }  TrackType: trackTypes { slug uuid }
    CourseRunType: courseRunTypes { slug uuid }  CourseType: courseTypes { slug uuid }
    Course: courses { nodes { key uuid } }  CourseRun: courseRuns { nodes { key uuid } }
    Provisioning: provisionings { nodes { id } }  Change: changes { nodes { id } }
    BulkChange: bulkChanges { nodes { id } }
  }`);
  known = Object.fromEntries(
    Object.entries<Json>(data).map(([type, list]) => [type, (list.nodes ?? list)[0]]),
  );
  expect(known).toMatchObject({ Course: { key }, CourseRun: { key: run } });
});

const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const unknownOf: Record<string, (n: number) => string> = {
  slug: (n) => `nowhere-${n}`,
  uuid,
  id: uuid,
  'Change.id': (n) => String(1_000_000 + n),
  'Course.key': (n) => `NoX+Where${n}`,
  'CourseRun.key': (n) => `course-v1:NoX+Where+${n}`,
};
/** The n-th well-formed key of an object that does not exist. */
const unknown = (type: string, key: string, n = 0) => (unknownOf[`${type}.${key}`] ?? unknownOf[key])?.(n);
const badInput = { code: 'BAD_USER_INPUT' };

const ALL_KEYS = 'slug uuid key id'.split(' ');
const selection = KEYS.filter(([type], at) => KEYS.findIndex(([other]) => other === type) === at)
  .map(([type]) => {
    const keys = ALL_KEYS.filter((key) => KEYS.some(([other, own]) => other === type && own === key));
    return `... on ${type} { ${keys.join(' ')} }`;
  })
  .join('\n');
const ENTITIES = `query ($r: [_Any!]!) { _entities(representations: $r) { __typename ${selection} } }`;
const entities = (r: unknown[], viewer?: Parameters<typeof app.ask>[2]) => app.ask(ENTITIES, { r }, viewer);

describe.each(KEYS)('%s by its %s', (type, key) => {
  const value = () => known[type]?.[key];

  test('is found, even twice in one request', async () => {
    const representation = { __typename: type, [key]: value() };

    const { data, errors } = await entities([representation, representation]);

    expect(errors).toEqual([]);
    expect(data._entities[0]).toEqual({ __typename: type, ...known[type] });
    expect(data._entities[1]).toEqual(data._entities[0]);
  });

  test('is null without an error if it does not exist', async () => {
    const { data, errors } = await entities([{ __typename: type, [key]: unknown(type, key) }]);

    expect({ data, errors }).toEqual({ data: { _entities: [null] }, errors: [] });
  });

  test.each<[string, unknown]>([
    ['a number', 5],
    ['a list', ['verified']],
    ['an object', {}],
    ['a null character', 'verified\0'],
  ])('is its own error when it is %s', async (_, malformed) => {
    const good = { __typename: type, [key]: value() };

    const { data, errors } = await entities([good, { __typename: type, [key]: malformed }, good]);

    expect(data._entities.map(Boolean)).toEqual([true, false, true]);
    expect(errors).toEqual([
      expect.objectContaining({ path: ['_entities', 1], extensions: expect.anything() }),
    ]);
    expect(errors[0].extensions).toEqual({
      ...badInput,
      field: `representations.${key}`,
      path: ['representations', key],
    });
  });

  test('costs the same for 1,000 of them as for one', async () => {
    const one = { __typename: type, [key]: value() };
    const others = Array.from({ length: 999 }, (_, n) => ({
      __typename: type,
      [key]: unknown(type, key, n),
    }));

    const few = await statementsOf(app, () => entities([one]));
    let answer: Json;
    const many = await statementsOf(app, async () => (answer = await entities([...others, one])));

    expect(answer.errors).toEqual([]);
    expect(answer.data._entities.map(Boolean)).toEqual([...others.map(() => false), true]);
    expect(many).toEqual(few);
    expect(many.length).toBeLessThanOrEqual(1);
  });

  test('is its own error when no key is given', async () => {
    const { data, errors } = await entities([{ __typename: type }, { __typename: type, [key]: value() }]);

    expect(data._entities.map(Boolean)).toEqual([false, true]);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({ path: ['_entities', 0], extensions: badInput });
  });
});

describe('a batch', () => {
  test('of all types and keys keeps its order', async () => {
    const representations = KEYS.map(([type, key]) => ({ __typename: type, [key]: known[type]?.[key] }));

    const { data, errors } = await entities(representations.reverse());

    expect(errors).toEqual([]);
    expect(data._entities.map((entity: Json) => entity.__typename)).toEqual(
      representations.map((representation) => representation.__typename),
    );
  });

  test.each<[string, unknown]>([
    ['an unknown type', { __typename: 'Nothing', slug: 'verified' }],
    ['no type', { slug: 'verified' }],
    ['a type that is no text', { __typename: 7, slug: 'verified' }],
    ['a type that is no entity', { __typename: 'Query' }],
    ['a value type', { __typename: 'Money', amount: '1.00', currency: 'USD' }],
    ['an input type', { __typename: 'PriceInput' }],
    ['a scalar', 'verified'],
    ['a number', 1],
    ['a list', [{ __typename: 'Mode', slug: 'verified' }]],
    ['the name of something that every object has', { __typename: 'constructor' }],
  ])('with %s is answered except for that one', async (_, representation) => {
    const good = { __typename: 'Mode', slug: 'verified' };

    const { status, data, errors } = await entities([good, representation, good]);

    expect(status).toBe(200);
    expect(data._entities).toEqual([good, null, good]);
    expect(errors).toEqual([
      expect.objectContaining({ path: ['_entities', 1], extensions: expect.anything() }),
    ]);
    expect(errors[0].extensions).toMatchObject(badInput);
  });

  test('repeats nothing that the caller put into a representation', async () => {
    const spoofed = { __typename: 'Mode', slug: 'verified', name: 'Spoofed', isIdVerified: false };

    const query = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Mode { name isIdVerified } } }`;

    expect((await app.data(query, { r: [spoofed] }))._entities).toEqual([
      { name: 'Verified', isIdVerified: true },
    ]);
  });

  test('leaves the catalogue as it was', async () => {
    await entities([{ __typename: 'Mode', slug: 'verified' }]);

    expect(app.replica.catalogue.current().modes.get('verified')).not.toHaveProperty('__typename');
  });

  test("prefers the schema's first key if several are given", async () => {
    const both = { __typename: 'Course', key: known['Course']?.['key'], uuid: uuid(0) };

    expect((await entities([both])).data._entities).toEqual([{ __typename: 'Course', ...known['Course'] }]);
  });

  test('finds a UUID in upper case', async () => {
    const upper = (type: string) => ({ __typename: type, uuid: known[type]?.['uuid']?.toUpperCase() });

    const { data } = await entities([upper('Course'), upper('CourseRun'), upper('CourseType')]);

    expect(data._entities.map(Boolean)).toEqual([true, true, true]);
  });
});

test('a viewer without READ in an organization finds the catalogue, but none of its courses', async () => {
  const representations = KEYS.map(([type, key]) => ({ __typename: type, [key]: known[type]?.[key] }));
  const isHidden = ([type]: [string, string]) =>
    ['Course', 'CourseRun', 'Provisioning', 'Change', 'BulkChange'].includes(type);

  const { data, errors } = await entities(representations, aMember('OtherX', 'READ'));
  const own = await entities(representations, aMember('TestX', 'READ'));

  expect(errors).toEqual([]);
  expect(data._entities.map(Boolean)).toEqual(KEYS.map((key) => !isHidden(key)));
  // A bulk change concerns courses of all organizations.
  expect(own.data._entities.map(Boolean)).toEqual(KEYS.map(([type]) => type !== 'BulkChange'));
});

test('a failed load is an error of each entity that needed it, and of no other', async () => {
  const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }';
  const r = [
    { __typename: 'Course', key: 'NoX+1' },
    { __typename: 'Mode', slug: 'audit' },
    { __typename: 'Course', key: 'NoX+2' },
  ];
  await app.replica.database.query('ALTER TABLE course RENAME COLUMN title TO other_title');

  const { data, errors } = await app.ask(query, { r });
  await app.replica.database.query('ALTER TABLE course RENAME COLUMN other_title TO title');

  expect(data._entities).toEqual([null, { __typename: 'Mode' }, null]);
  expect(errors.map(({ path, extensions }) => [path, extensions.code])).toEqual([
    [['_entities', 0], 'INTERNAL_SERVER_ERROR'],
    [['_entities', 2], 'INTERNAL_SERVER_ERROR'],
  ]);
});
