// The service answers random documents like graphql-js: compiled, interpreted and from the response cache.
import { getOperationAST, parse } from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import { createContext } from '../../../src/graphql/context';
import { DEVELOPER } from '../../../src/identity/permissions';
import { useTestApp } from '../../support/app';
import { compareRandom, outcomeOf, overHttp, plain, schema, UNLIMITED, worldIn } from './compare';
import type { Answerer } from './compare';
import type { Pools } from './documents';

const app = useTestApp(UNLIMITED);
let pools: Pools;
beforeAll(async () => {
  pools = await worldIn(app);
});

const DOCUMENTS = 500;
const seed = Number(process.env['FUZZ_SEED'] ?? Math.floor(Math.random() * 1e9));

test(`${DOCUMENTS} random documents are answered like graphql-js, with seed ${seed}`, async () => {
  const answerers = { expected: plain(app), answered: overHttp(app), pools };
  const { differences, withData, withErrors } = await compareRandom(answerers, {
    documents: DOCUMENTS,
    seed,
  });

  expect(differences.slice(0, 3)).toEqual([]);
  expect(withData).toBeGreaterThan(DOCUMENTS / 2);
  expect(withErrors).toBeGreaterThan(DOCUMENTS / 20);
}, 300_000);

/** As it once was: graphql-jit gets everything that it accepts. */
const unguarded: Answerer = async ({ query, variables }, viewer) => {
  const document = parse(query);
  const compiled = compileQuery(schema, document, getOperationAST(document)?.name?.value);
  if (!isCompiledQuery(compiled)) return plain(app)({ query, variables }, viewer);
  const { data, errors } = await compiled.query(undefined, createContext(app.replica, viewer), variables);
  return errors ? plain(app)({ query, variables }, viewer) : outcomeOf({ data });
};

test('the same comparison finds the faults of graphql-jit if nothing guards against them', async () => {
  const { differences } = await compareRandom(
    { expected: plain(app), answered: unguarded, pools },
    { documents: 300, seed: 1 },
  );

  expect(differences.length).toBeGreaterThan(3);
}, 300_000);

const KEY = () => pools['courseKey']?.[1] ?? '';
const CASES: [string, string, object][] = [
  [
    'a fragment that two conditions share',
    `query($c: Boolean!) { course(key: "KEY") { ...Card @include(if: $c) ...Row } } fragment Card on Course { ...Basics organization }
     fragment Row on Course { ...Basics key } fragment Basics on Course { title version }`,
    { c: false },
  ],
  [
    'a field that is asked for twice, once under a condition',
    'query($i: Boolean!) { course(key: "KEY") { courseRuns { key } courseRuns @include(if: $i) { status } } }',
    { i: false },
  ],
  [
    'a type within a fragment under a condition',
    `query($x: Boolean!) { course(key: "KEY") { ...F @include(if: $x) type { name } } } fragment F on Course { type { slug isRetired } }`,
    { x: false },
  ],
  [
    'types under a condition',
    'query($i: Boolean!) { modes { slug } modes @include(if: $i) { name } }',
    { i: false },
  ],
  [
    'a fragment that is skipped, and used within itself',
    `query($c: Boolean!) { course(key: "KEY") { courseRuns { ...R @skip(if: $c) course { courseRuns { ...R } } } } }
     fragment R on CourseRun { title status course { ...C } } fragment C on Course { title type { name } }`,
    { c: true },
  ],
  [
    'an order of keys',
    'query($i: Boolean!) { courseType(slug: "masters") { name @include(if: $i) slug name } }',
    { i: false },
  ],
  [
    'a default that is given null',
    'query($b: Boolean = true) { courseTypes(includeRetired: $b) { slug } }',
    { b: null },
  ],
  ['a prototype for a name', '{ course(key: "KEY") { __proto__: title key } }', {}],
];

test.each(CASES)('%s is answered like graphql-js, every time', async (_, text, variables) => {
  const request = { query: text.replaceAll('KEY', KEY()), variables: { ...variables } };
  const expected = await plain(app)(request, DEVELOPER);

  for (let time = 0; time < 6; time += 1) expect(await overHttp(app)(request, DEVELOPER)).toEqual(expected);
});

test('without the guard, graphql-jit answers some of these differently', async () => {
  const wrong: string[] = [];
  for (const [name, text, variables] of CASES) {
    const request = { query: text.replaceAll('KEY', KEY()), variables: { ...variables } };
    const expected = await plain(app)(request, DEVELOPER);
    const got = await unguarded(request, DEVELOPER);
    if (JSON.stringify(got) !== JSON.stringify(expected)) wrong.push(name);
  }

  expect(wrong).toEqual([
    'a fragment that two conditions share',
    'a fragment that is skipped, and used within itself',
    'an order of keys',
    'a prototype for a name',
  ]);
});
