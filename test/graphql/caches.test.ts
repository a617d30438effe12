// What the caches of documents and responses contain, what is compiled, and their limits.
import { hash } from 'node:crypto';
import { getVariableValues, parse } from 'graphql';
import { createContext } from '../../src/graphql/context';
import { compile } from '../../src/graphql/documents/compile';
import { createDocumentCache } from '../../src/graphql/documents/document-cache';
import { operationsOf } from '../../src/graphql/documents/operation';
import type { Operation } from '../../src/graphql/documents/operation';
import { createResponseCache, keyOf } from '../../src/graphql/http/response-cache';
import { buildSchema } from '../../src/graphql/schema';
import { DEVELOPER } from '../../src/identity/permissions';
import { useTestApp } from '../support/app';

const app = useTestApp();
const schema = buildSchema();
const operationIn = (query: string): Operation => {
  const [operation] = operationsOf(schema, parse(query));
  if (!operation) throw new Error('There is no operation.');
  return operation;
};

describe('the document cache', () => {
  const cacheOf = (cacheBytes: number, compiledAfter = 2) => {
    const { find, store } = createDocumentCache({ schema, cacheBytes, compiledAfter });
    const keep = (query: string) => store.set(`schema:${hash('sha256', query)}`, parse(query));
    return { find, keep, store };
  };

  test('compiles an operation after a number of executions', async () => {
    const { find, keep } = cacheOf(1e7);
    expect(find('{ modes { slug } }', null)).toBeUndefined();
    await keep('{ modes { slug } }');

    const compiled = [1, 2, 3].map(() => find('{ modes { slug } }', null)?.compiled());

    expect(compiled.map(Boolean)).toEqual([false, true, true]);
  });

  test('finds an operation by its name, or the only one', async () => {
    const { find, keep } = cacheOf(1e7);
    const query = 'query A { modes { slug } } query B { rules { code } }';
    await keep(query);

    expect(find(query, 'B')?.operation.name).toBe('B');
    expect([find(query, null), find(query, 'C')]).toEqual([undefined, undefined]);
  });

  test('keeps large documents up to a number of bytes, and drops the oldest', async () => {
    const { find, keep } = cacheOf(10_000_000, 0);
    const query = (index: number) =>
      `query($a: Boolean!) { modes { ${'name slug @skip(if: $a) '.repeat(150)} } } # ${index}`;
    for (let index = 0; index < 60; index += 1) {
      await keep(query(index));
      for (const a of [true, false]) {
        const found = find(query(index), null);
        await found?.compiled()?.execute(createContext(app.replica, DEVELOPER), { a });
        found?.weigh();
      }
    }

    const kept = Array.from({ length: 60 }, (_, index) => find(query(index), null) !== undefined);
    expect(kept.filter(Boolean).length).toBeLessThan(10);
    expect([kept[0], kept[59]]).toEqual([false, true]);
  });
});

test.each([
  ['a mutation', 'mutation { retryProvisioning(input: { id: "x", reason: "x" }) { provisioning { id } } }'],
  ['a question about the schema', '{ __schema { queryType { name } } }'],
  [
    'a question about a type, in a fragment',
    '{ ...F } fragment F on Query { __type(name: "Course") { name } }',
  ],
  ['a field called __proto__', '{ modes { __proto__: slug } }'],
  ['a variable in an object', 'query($k: ID) { courseRuns(filter: { courseKey: $k }) { nodes { key } } }'],
  ['a variable in a list', 'query($r: _Any!) { _entities(representations: [$r]) { __typename } }'],
])('%s is not compiled', (_, query) => {
  expect(compile(schema, operationIn(query))).toBeNull();
});

test('an operation is compiled for eight combinations of its conditions, and interpreted for others', async () => {
  const names = ['a', 'b', 'c', 'd'];
  const declared = names.map((name) => `$${name}: Boolean!`).join();
  const fields = names.map((name) => `${name}: slug @include(if: $${name})`).join(' ');
  const operation = operationIn(`query(${declared}) { modes { ${fields} } }`);
  const compiled = compile(schema, operation);
  const context = createContext(app.replica, DEVELOPER);

  const answers = [];
  for (let bits = 0; bits < 16; bits += 1) {
    const given = Object.fromEntries(names.map((name, at) => [name, Boolean(bits & (1 << at))]));
    const { coerced = {} } = getVariableValues(schema, operation.node.variableDefinitions ?? [], given);
    answers.push(await compiled?.execute(context, coerced));
  }

  expect(answers.map(Boolean)).toEqual([...Array<boolean>(8).fill(true), ...Array<boolean>(8).fill(false)]);
});

describe('the response cache', () => {
  const bytes = Buffer.from('{"data":{"modes":[]}}');

  test('keeps answers until the version changes, by operation and declared variables', () => {
    let version = 7;
    const responses = createResponseCache(() => version, 1e6);
    responses.set(keyOf('a', null, { x: 1 }), bytes, 7);

    expect(responses.get(keyOf('a', null, { x: 1 }))).toBe(bytes);
    expect(responses.get(keyOf('a', null, { x: 2 }))).toBeUndefined();
    expect(responses.get(keyOf('a', 'A', { x: 1 }))).toBeUndefined();
    expect(responses.get(keyOf('b', null, { x: 1 }))).toBeUndefined();
    version = 8;
    expect(responses.get(keyOf('a', null, { x: 1 }))).toBeUndefined();
    responses.set(keyOf('a', null, { x: 1 }), bytes, 7);
    expect(responses.get(keyOf('a', null, { x: 1 }))).toBeUndefined();
  });

  test('keeps working when it is full: the least recently used goes', () => {
    const responses = createResponseCache(() => 1, 4e6);
    const large = Buffer.alloc(300_000);
    for (let index = 0; index < 20; index += 1) responses.set(keyOf(String(index), null, {}), large, 1);

    expect(responses.get(keyOf('0', null, {}))).toBeUndefined();
    expect(responses.get(keyOf('19', null, {}))).toBe(large);
  });

  test('remembers what a request asks for, unless it is long; the response itself comes from the current version', () => {
    let version = 1;
    const responses = createResponseCache(() => version, 1e6);
    const repeat = { key: keyOf('a', 'A', {}), operation: 'A' };
    const long = 'x'.repeat(4_001);
    for (const request of ['short', long]) responses.remember(request, repeat);
    responses.set(repeat.key, bytes, 1);

    expect([responses.repeated('short'), responses.repeated(long)]).toEqual([repeat, undefined]);
    expect(responses.get(repeat.key)).toBe(bytes);
    version = 2;
    expect(responses.get(repeat.key)).toBeUndefined();
  });

  test('remembers many requests within its bytes', () => {
    const responses = createResponseCache(() => 1, 1e6);
    const request = (index: number) => `${index} `.padEnd(4_000);
    for (let index = 0; index < 100; index += 1)
      responses.remember(request(index), { key: 'a', operation: null });

    expect(responses.repeated(request(0))).toBeUndefined();
    expect(responses.repeated(request(99))).toEqual({ key: 'a', operation: null });
  });
});
