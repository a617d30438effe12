// Attacks that once ended or blocked the process: different each time, so that no cache answers them.
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { query, times } from '../../test/graphql/attacks/known';
import type { Attack } from '../../test/graphql/attacks/known';

const LONG = 900_000;
export const LARGEST_COURSE = 'OrgL+Soak';
const RUNS = 500;

/** Makes a request unique, by its number. */
type Attacking = (n: number) => Attack;
const refused = (code: string, text: string, variables = {}): Attack => ({
  init: query(text, variables),
  search: '',
  status: 400,
  code,
});
const answered = (text: string, variables = {}): Attack => ({
  ...refused('', text, variables),
  status: 200,
  code: null,
});
const long = (n: number): string => `x${n}`.padEnd(LONG, 'x');
const OPTIONS = `typeOptions { type { slug } isAllowed violations { code } plan { isEmpty } }`;

export const ATTACKING: readonly [name: string, attacking: Attacking][] = [
  ['the name of an operation has 1 MB', (n) => refused('LIMIT_EXCEEDED', `query ${long(n)} { __typename }`)],
  [
    'an alias in a list has 1 MB',
    (n) => refused('LIMIT_EXCEEDED', `{ courses(first: 200) { nodes { ${long(n)}: key } } }`),
  ],
  ['another large document', (n) => answered(`{ modes { slug } } #${long(n)}`)],
  [
    'another document of many fields',
    (n) => answered(`query Q${n} { ${times(15, (m) => `a${m}: modes { ${'slug name '.repeat(25)} }`)} }`),
  ],
  ['padded variables', (n) => answered('{ courseTypes { slug } }', { pad: long(n) })],
  [
    `the options of a course with ${RUNS} runs`,
    (n) => answered(`query O${n} { course(key: "${LARGEST_COURSE}") { ${OPTIONS} } }`),
  ],
  [
    'null for a list that has a default',
    (n) =>
      refused(
        '',
        `mutation N${n} { createCourse(input: { key: "A+${n}", title: "T", type: "audit", prices: null }) { violations { code } } }`,
      ),
  ],
  ['null for a condition', (n) => refused('', `query C${n} { __typename @skip(if: null) }`)],
  ['a subscription', (n) => refused('', `subscription S${n} { __typename }`)],
];

/** A course with the maximum number of runs, created as an editor would. */
export function largestCourse(): Attack {
  const runs = Array.from({ length: RUNS }, (_, n) => ({ key: `course-v1:${LARGEST_COURSE}+R${n}` }));
  const input = { key: LARGEST_COURSE, title: 'Large', type: 'audit', prices: [], runs };
  return answered(
    'mutation ($input: CreateCourseInput!) { createCourse(input: $input) { violations { code } } }',
    { input },
  );
}

/** Connections that each hold back the last byte of a large body, and reconnect when they are closed. */
export function holdBack(url: string, headers: Readonly<Record<string, string>>, count: number) {
  const { hostname, port, pathname } = new URL(url);
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const head = `POST ${pathname} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n${lines.join('')}`;
  const body = Buffer.alloc(1_000_000, ' ');
  const open = new Set<Socket>();
  let isOver = false;
  const begin = (): void => {
    if (isOver) return;
    const socket = connect(Number(port), hostname);
    open.add(socket);
    socket.on('error', () => undefined).resume();
    socket.once('close', () => {
      open.delete(socket);
      setTimeout(begin, 1_000).unref();
    });
    socket.write(`${head}content-length: ${body.length + 1}\r\n\r\n`);
    socket.write(body);
  };
  for (let index = 0; index < count; index += 1) begin();
  return {
    stop: (): void => {
      isOver = true;
      for (const socket of open) socket.destroy();
    },
  };
}
