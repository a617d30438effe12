// docs/limits.md: the limits of a request, how each is counted, and what the examples and the widest pages need.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Lexer, parse, Source, TokenKind } from 'graphql';
import { policyOf, readConfig } from '../src/settings/config';
import { COUNTED, type Limited } from '../src/graphql/limits/limits';
import { operationsOf } from '../src/graphql/documents/operation';
import { limitsOf } from '../src/start/serving';
import { code, heading, table } from './markdown';
import { subgraphSchema } from './schema-page';

const EXAMPLES = join(__dirname, '..', 'examples');
const RUN = 'key title type { slug } seats { seatType { slug } price { amount } } provisioning { state }';
const COURSE = `key type { slug } entitlements { price { amount } } courseRuns { ${RUN} }`;
/** The widest pages of lists, and what course teams might request with one. */
const PAGES: Readonly<Record<string, string>> = {
  'a page of 1,000 changes': '{ changes(first: 1000) { nodes { at actor subject after course { key } } } }',
  'a page of 1,000 runs with seats and provisioning': `{ courseRuns(first: 1000) { nodes { ${RUN} } } }`,
  'a page of 1,000 courses with all of that of their runs': `{ courses(first: 1000) { nodes { ${COURSE} } } }`,
  'a page of 1,000 runs, each with its course and all its runs': `{ courseRuns(first: 1000) { nodes { ${RUN} course { ${COURSE} } } } }`,
  'a page of 50 courses with what each may become':
    '{ courses { nodes { typeOptions { type { slug } isAllowed } } } }',
};
const schema = subgraphSchema();

/** Each limit with its default, and what known documents need. */
export function limitsPage(): string {
  const config = readConfig({});
  const limits = limitsOf(config);
  const policy = policyOf(config);
  const rows = Object.entries(COUNTED).map(([what, { words, how, setting }]) => [
    code(what),
    String(limits[what as Limited]),
    code(setting),
    `${words}: ${how}`,
  ]);
  const examples = readdirSync(EXAMPLES).filter((name) => name.endsWith('.graphql'));
  return `${heading('Limits', 'src/graphql/limits and src/settings/limits.ts')}
A request that exceeds a limit is refused before it runs: HTTP 400 (413 for its body) with the code \`LIMIT_EXCEEDED\`. Its
\`extensions\` name the exceeded measure (\`what\`), the \`limit\`, and the \`count\` if it is known.

${table(['what', 'limit', 'setting', 'how it is counted'], rows)}

Stored data is limited too: a course has at most ${policy.mostRuns} runs (\`MAX_COURSE_RUNS\`). An import may bring more; such a
course can be changed, but no run can be added. The mutation fails with \`LIMIT_EXCEEDED\` and \`courseRuns\` as \`what\`.

## Cost

Counted as gateways do, from the same directives. An object costs 1, a leaf 0, a mutation 10, unless \`@cost\` says otherwise. A
list costs its element times its size: \`first\` (at most 1,000) for a page, the number of representations for
\`_entities\`, otherwise what \`@listSize\` says, or 3. The limit is above the widest pages, and far above what course teams need.

${table(
  ['document', 'tokens', 'depth', 'selections', 'cost'],
  [
    ...examples.map((name) => measured(code(name), readFileSync(join(EXAMPLES, name), 'utf8'))),
    ...Object.entries(PAGES).map(([name, text]) => measured(name, text)),
  ],
)}
`;
}

function measured(name: string, text: string): string[] {
  const [, json = '{}'] = /^# variables: (.*)\n/.exec(text) ?? [];
  const [operation] = operationsOf(schema, parse(text));
  if (!operation) throw new Error(`${name} has no operation.`);
  const { depth, selections, cost } = operation;
  return [
    name,
    ...[tokensIn(text), depth, selections, cost(JSON.parse(json) as object as Record<string, unknown>)].map(
      String,
    ),
  ];
}

function tokensIn(text: string): number {
  const lexer = new Lexer(new Source(text));
  let tokens = 0;
  while (lexer.advance().kind !== TokenKind.EOF) tokens += 1;
  return tokens;
}
