// What attacks may cost: each is sent eight times at once to a process with little memory, which would die if a bound
// failed. Each gets its correct answer within the time of one operation, and the process fits into a small container.
import { production } from '../../../lab/bench/production';
import type { Production } from '../../../lab/bench/production';
import { useTestDatabase } from '../../support/database';
import { startServiceProcess } from '../../support/service-process';
import type { ServiceProcess } from '../../support/service-process';
import { KNOWN, query, times } from './known';
import type { Attack } from './known';

const HEAP_MIB = 128;
/** Besides the heap: code, request buffers, the thread pool. */
const RESIDENT_MIB = 448;
/** OPERATION_SECONDS; none of these should come near it. */
const WITHIN_MS = 30_000;
const AT_ONCE = 8;

const database = useTestDatabase();
let service: ServiceProcess;
let gateway: Production;
beforeAll(async () => {
  gateway = await production();
  const own = { DATABASE_URL: database.url, LOG_LEVEL: 'error', SHUTDOWN_DELAY_SECONDS: '0' };
  service = await startServiceProcess({ ...gateway.env, ...own }, [`--max-old-space-size=${HEAP_MIB}`]);
}, 60_000);
afterAll(() => service?.stop());

const ENTITIES = 'query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }';
const course = (n: number) => ({ __typename: 'Course', key: `FarX+${n}` });
const entities = (representations: unknown) => query(ENTITIES, { r: representations });
const nested = (levels: number) =>
  `{ courses { nodes { ${'course { courseRuns { '.repeat(levels)} key ${'} }'.repeat(levels)} } } }`;
const bomb = times(14, (n) => `fragment F${n} on Query { ...F${n + 1} ...F${n + 1} }`);
const many = (count: number) => Array.from({ length: count }, (_, n) => course(n));
const KEYLESS = [{}, [], 7, '', 'x'.repeat(100_000), 'a\0b', null, true];
const INPUT = 'mutation ($i: CreateCourseInput!) { createCourse(input: $i) { violations { code } } }';
const input = (more: object) => query(INPUT, { i: { key: 'a+b', title: 'T', type: 'audit', ...more } });
const isFeatured = '@include(if: true) @skip(if: false) ';

type Expected = [status: number, code: string | null];
const BAD: Expected = [400, 'LIMIT_EXCEEDED'];
const MORE: [name: string, init: RequestInit, expected: Expected][] = [
  ['1,000 aliases', query(`{ ${times(1_000, (n) => `a${n}: __typename`)} }`), BAD],
  [
    '5,000 aliases in a fragment',
    query(`{ ...F } fragment F on Query { ${times(5_000, (n) => `a${n}: __typename`)} }`),
    BAD,
  ],
  ['50 levels', query(nested(25)), [400, '']],
  ['200 levels', query(nested(100)), [400, '']],
  ['a bomb of fragments', query(`{ ...F0 } ${bomb} fragment F14 on Query { modes { slug } }`), BAD],
  [
    'fragments in a circle',
    query('{ ...F } fragment F on Query { ...G } fragment G on Query { ...F }'),
    [400, ''],
  ],
  [
    'a fragment called __schema',
    query('{ ...__schema } fragment __schema on Query { ...__schema }'),
    [400, ''],
  ],
  ['10,000 times the same field', query(`{ ${'__typename '.repeat(10_000)} }`), BAD],
  ['500 directives', query(`{ __typename ${isFeatured.repeat(250)} }`), BAD],
  ['10,000 directives', query(`{ __typename ${'@a '.repeat(10_000)} }`), BAD],
  [
    'a literal of 900 kB',
    query(`{ course(key: "${'x'.repeat(900_000)}") { key } }`),
    [200, 'BAD_USER_INPUT'],
  ],
  ['a list of 100,000 literals', query(`{ course(key: [${'0 '.repeat(100_000)}]) { key } }`), BAD],
  ['a list in 900 lists', query(`{ course(key: ${'['.repeat(900)}${']'.repeat(900)}) { key } }`), [400, '']],
  [
    'a form with files',
    { ...query('{ __typename }'), headers: { 'content-type': 'multipart/form-data; boundary=x' } },
    [400, ''],
  ],
  ['keys that are none', entities(KEYLESS.map((key) => ({ __typename: 'Course', key }))), [200, '']],
  ['10,000 representations', entities(many(10_000)), BAD],
  ['one representation 10,000 times', entities(Array(10_000).fill(course(1))), BAD],
  ['10,000 that are __proto__', entities(Array(10_000).fill({ __typename: '__proto__' })), BAD],
  [
    '50 aliases of _entities',
    query(
      `query ($r: [_Any!]!) { ${times(50, (n) => `a${n}: _entities(representations: $r) { __typename }`)} }`,
      { r: many(100) },
    ),
    BAD,
  ],
  [
    'a variable with 100,000 entries',
    input({ runs: Array(100_000).fill({ key: 'x' }) }),
    [413, 'LIMIT_EXCEEDED'],
  ],
  ['1,000 values of a wrong type', input({ runs: Array(1_000).fill({ key: 5, colour: 'red' }) }), [400, '']],
  [
    'wildcards alone',
    query('{ courses(filter: { search: "%_%_%_%_%_%_%_%_%" }) { nodes { key } } }'),
    [200, null],
  ],
];

async function attack({ init, search }: Pick<Attack, 'init' | 'search'>): Promise<Expected> {
  const headers = { ...gateway.headers, ...(init.headers as Record<string, string>) };
  const signal = AbortSignal.timeout(WITHIN_MS);
  const response = await fetch(service.url + search, { ...init, headers, signal });
  const { errors } = (await response.json()) as { errors?: { extensions: { code: string } }[] };
  return [response.status, errors?.[0]?.extensions.code ?? null];
}

const ATTACKS: [name: string, attack: Attack][] = [
  ...KNOWN,
  ...MORE.map(([name, init, [status, code]]): (typeof KNOWN)[number] => {
    return [name, { init, search: '', status, code }];
  }),
];
test.each(ATTACKS)(
  '%s: eight at once',
  async (_, { status, code, ...asked }) => {
    const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => attack(asked)));

    expect(answers).toEqual(answers.map(() => [status, code === '' ? expect.any(String) : code]));
  },
  2 * WITHIN_MS,
);

test('after all of them it answers, and uses no more memory than that', async () => {
  const [status] = await attack({ init: query('{ modes { slug } }'), search: '' });
  const text = await (await fetch(new URL('/metrics', service.opsUrl))).text();
  const resident = Number(/^track_types_process_resident_memory_bytes (\S+)/m.exec(text)?.[1]);

  expect(status).toBe(200);
  expect(resident / 1024 / 1024).toBeLessThan(RESIDENT_MIB);
});
