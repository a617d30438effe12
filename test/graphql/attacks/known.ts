// Attacks, each as one request with its expected answer: for tests, and for the soak among other requests.
import { gzipSync } from 'node:zlib';

export const JSON_TYPE = { 'content-type': 'application/json' };
const PREFLIGHT = { 'apollo-require-preflight': 'true' };
export const times = (count: number, part: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => part(n)).join(' ');
export const query = (text: string, variables = {}): RequestInit => ({
  method: 'POST',
  headers: JSON_TYPE,
  body: JSON.stringify({ query: text, variables }),
});
const body = (text: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { ...JSON_TYPE, ...headers },
  body: text,
});

const get = (text: string) => `?${new URLSearchParams({ query: text }).toString()}`;
const CIRCULAR = `{ __schema { types { fields { type { fields { type { fields { type { name } } } } } } } } }`;

const MEBIBYTE = 1024 * 1024;
/** The checks of graphql-cop; each is refused with HTTP 400. */
export const COP_CHECKS: [check: string, init: RequestInit, search: string][] = [
  ['field suggestions', query('{ __schema { directive } }'), ''],
  ['introspection', query('{ __schema { types { name } } }'), ''],
  ['queries by GET', { method: 'GET' }, get('{ __typename }')],
  ['101 aliases', query(`{ ${times(101, (n) => `a${n}: __typename`)} }`), ''],
  ['a batch of 10', body(JSON.stringify(Array(10).fill({ query: '{ __typename }' }))), ''],
  ['10 duplicate directives', query(`{ __typename ${'@aa '.repeat(10)} }`), ''],
  ['circular introspection', query(CIRCULAR), ''],
  ['mutations by GET', { method: 'GET' }, get('mutation { __typename }')],
  ['a form', body('query=%7B__typename%7D', { 'content-type': 'application/x-www-form-urlencoded' }), ''],
  ['an unhandled exception', query('qwerty cop { abc }'), ''],
  ['500 times the same field', query(`{ ${'__typename '.repeat(500)} }`), ''],
];

/** Requests that are refused before anything is looked up. */
export const REFUSED: [what: string, init: RequestInit, expected: [status: number, code: string]][] = [
  ['2 MB of a document', query(' '.repeat(2 * MEBIBYTE)), [413, 'LIMIT_EXCEEDED']],
  [
    '100 MB in 100 kB of gzip',
    body(new Uint8Array(gzipSync(Buffer.alloc(100 * MEBIBYTE, 32))), { 'content-encoding': 'gzip' }),
    [413, 'LIMIT_EXCEEDED'],
  ],
  [
    'a body in a charset of its own',
    body('{}', { 'content-type': 'application/json; charset=shift_jis' }),
    [415, 'BAD_REQUEST'],
  ],
  ['plain text', body('{"query":"{ __typename }"}', { 'content-type': 'text/plain' }), [400, 'BAD_REQUEST']],
  ['GET with another type', { headers: { ...PREFLIGHT, 'content-type': 'text/xml' } }, [415, 'BAD_REQUEST']],
  ['a mutation by GET, past the preflight', { headers: PREFLIGHT }, [405, 'BAD_REQUEST']],
  [
    'a registration of a persisted query',
    body(
      JSON.stringify({
        query: '{ __typename }',
        extensions: { persistedQuery: { version: 1, sha256Hash: 'x' } },
      }),
    ),
    [200, 'PERSISTED_QUERY_NOT_SUPPORTED'],
  ],
  ['pages of -1', query('{ courses(first: -1) { nodes { key } } }'), [200, 'BAD_USER_INPUT']],
  ['pages of a billion', query('{ courses(first: 1000000000) { nodes { key } } }'), [200, 'BAD_USER_INPUT']],
  [
    'a forged cursor',
    query('{ courses(after: "Y291cnNlcyAnOy0t") { nodes { key } } }'),
    [200, 'BAD_USER_INPUT'],
  ],
  [
    '900 kB for a key',
    query('query ($k: ID!) { course(key: $k) { key } }', { k: 'x'.repeat(900_000) }),
    [200, 'BAD_USER_INPUT'],
  ],
  [
    '50 mutations at once',
    query(`mutation { ${times(50, (n) => `m${n}: __typename`)} }`),
    [400, 'LIMIT_EXCEEDED'],
  ],
];

/** The query string of an entry of REFUSED, if its query is not in the body. */
export const searchOf = (init: RequestInit, status: number): string =>
  init.method === 'POST' ? '' : get(status === 405 ? 'mutation { __typename }' : '{ __typename }');

export interface Attack {
  readonly init: RequestInit;
  /** What follows the path. */
  readonly search: string;
  readonly status: number;
  /** The code of the first error; empty: any; null: no error. */
  readonly code: string | null;
}

/** All of them, each with its answer. */
export const KNOWN: [name: string, attack: Attack][] = [
  ...COP_CHECKS.map(([name, init, search]): [string, Attack] => [
    name,
    { init, search, status: 400, code: '' },
  ]),
  ...REFUSED.map(([name, init, [status, code]]): [string, Attack] => {
    return [name, { init, search: searchOf(init, status), status, code }];
  }),
];
