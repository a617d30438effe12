// Checks the documents against the code: generated pages are fresh, lists are complete, links and commands exist.
import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { parse, specifiedRules, validate, type GraphQLObjectType } from 'graphql';
import { FIELD_ORIGINS } from '../../docs/origins';
import { stalePages } from '../../docs/pages';
import { subgraphSchema } from '../../docs/schema-page';
import { scripts } from '../../package.json';
import { JWT_AUTH_KEYS } from '../../src/settings/identity';
import { SETTINGS } from '../../src/settings/settings';
import { FAULTS } from '../../src/model/faults';
import { RULES } from '../../src/rules';
import { projectFiles, ROOT } from './project-files';

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const written = projectFiles().filter(({ path }) => path.endsWith('.md'));

describe('the pages in docs', () => {
  const readPage = (name: string) =>
    existsSync(join(ROOT, 'docs', name)) ? read(`docs/${name}`) : undefined;

  test('are what the code prints', async () => {
    const stale = await stalePages(readPage);

    expect(stale.map(({ name }) => name)).toEqual([]);
  });

  test.each([
    'commands.md',
    'rules.md',
    'errors.md',
    'configuration.md',
    'data-dictionary.md',
    'erd.md',
    'limits.md',
    'metrics.md',
    'permissions.md',
    'schema.graphql',
  ])('are stale if %s has another text, or is missing', async (name) => {
    const edited = await stalePages((page) => `${readPage(page)}${page === name ? 'edited by hand' : ''}`);
    const gone = await stalePages((page) => (page === name ? undefined : readPage(page)));

    expect(edited.map((page) => page.name)).toEqual([name]);
    expect(gone.map((page) => page.name)).toEqual([name]);
  });

  test.each([
    ['rules.md', /^## (\w+)$/gm, RULES.map(({ code }) => code)],
    ['errors.md', /^\| `(\w+)` \|/gm, Object.keys(FAULTS)],
    ['configuration.md', /^\| `(\w+)` \|/gm, Object.keys({ ...SETTINGS.shape, ...JWT_AUTH_KEYS })],
    ['data-dictionary.md', /^## ([A-Z]\w+)$/gm, Object.keys(FIELD_ORIGINS)],
  ])('%s has everything the code has, and nothing else', (page, entry, expected) => {
    const entries = [...read(`docs/${page}`).matchAll(entry)].map(([, name]) => name);

    expect(entries).toEqual(expected);
  });

  test('the data dictionary has every entity, and the origin of each field', () => {
    const schema = subgraphSchema();
    const entities = [...read('docs/schema.graphql').matchAll(/^type (\w+).*@key/gm)];
    const fieldsOf = (name: string) => Object.keys((schema.getType(name) as GraphQLObjectType).getFields());

    expect(Object.keys(FIELD_ORIGINS)).toEqual(expect.arrayContaining(entities.map(([, name]) => name)));
    for (const [name, origins] of Object.entries(FIELD_ORIGINS))
      expect(Object.keys(origins).sort()).toEqual(fieldsOf(name).sort());
  });
});

/** Every link of a Markdown text that should lead to a file, without its anchor. */
function linksIn(text: string): string[] {
  const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
  return targets
    .filter((target) => !/^(https?:|mailto:|#)/.test(target))
    .map((target) => target.replace(/#.*/, ''));
}

function brokenLinks(path: string, text: string): string[] {
  const leadsNowhere = (link: string) => !existsSync(join(ROOT, posix.dirname(path), link));
  return linksIn(text).filter(leadsNowhere);
}

/** Files and folders of this repository that a text names but that do not exist; `.ts` may be omitted. */
function missingFiles(path: string, text: string): string[] {
  const folders = 'docs|examples|lab|migrations|sandbox|schema|src|test';
  const named = [...text.matchAll(new RegExp(`\`((?:${folders})/[\\w./-]+)\``, 'g'))].map(
    ([, name = '']) => name,
  );
  const isThere = (name: string) =>
    [ROOT, join(ROOT, posix.dirname(path))].some((base) =>
      ['', '.ts', '.test.ts'].some((end) => existsSync(join(base, name + end))),
    );
  return named.filter((name) => !isThere(name));
}

/** The scripts that a text tells the reader to run. */
function scriptsNamedIn(text: string): string[] {
  const named = [...text.matchAll(/\bnpm (?:run ([\w:-]+)|(start|test)\b)/g)];
  return named.map(([, script, short]) => script ?? short ?? '');
}

const unknownScripts = (text: string) => scriptsNamedIn(text).filter((script) => !(script in scripts));

describe.each(written.map(({ path, text }) => [path, text()] as const))('%s', (path, text) => {
  test('links to existing files', () => {
    expect(brokenLinks(path, text)).toEqual([]);
  });

  test('names existing files', () => {
    expect(missingFiles(path, text)).toEqual([]);
  });

  test('queries what the schema has', () => {
    expect(wrongRequests(text)).toEqual([]);
  });

  test('names commands in package.json', () => {
    expect(unknownScripts(text)).toEqual([]);
  });
});

/**
 * The requests in a text: blocks of GraphQL, arguments of `ask` in a shell, and code in a sentence that starts like a
 * request or calls a field of Query with arguments.
 */
function requestsIn(text: string): string[] {
  const blocks = [...text.matchAll(/^```graphql\n(.*?)^```/gms)].map(([, body = '']) => body);
  const asked = [...text.matchAll(/^ask '(.*?)'$/gms)].map(([, body = '']) => body.replaceAll('\\"', '"'));
  const spans = [...text.matchAll(/`([^`\n]+)`/g)].map(([, span = '']) => span);
  const whole = spans.filter((span) => /^(\{ \w+ ?[({]|(query|mutation)\b.*\{)/.test(span));
  const calls = spans.filter(
    (span) => /^\w+\(\w+: ?[^…$]+\)$/.test(span) && !/: [A-Z][a-z]\w*[!,)]|:[,)]/.test(span),
  );
  const isRoot = (call: string) => subgraphSchema().getQueryType()?.getFields()[call.split('(')[0] ?? ''];
  const wrapped = calls.filter(isRoot).map((call) => `{ ${call} { __typename } }`);
  return [...blocks, ...asked, ...whole, ...wrapped];
}

/** The mistakes in the requests of a text. */
function wrongRequests(text: string): string[] {
  return requestsIn(text).flatMap((request) => {
    try {
      const errors = validate(subgraphSchema(), parse(request), specifiedRules);
      return errors.map(({ message }) => `${message} ${request}`);
    } catch (error) {
      return [`${String(error)} ${request}`];
    }
  });
}

test('a planted broken link, missing file, wrong request and unknown command are found', () => {
  expect(missingFiles('docs/a.md', '`src/app.ts`, `src/app`, `src/rules/`, `src/nothing.ts`')).toEqual([
    'src/nothing.ts',
  ]);
  expect(brokenLinks('docs/a.md', 'see [this](../README.md#top) and [that](nowhere.md)')).toEqual([
    'nowhere.md',
  ]);
  expect(wrongRequests('`{ provisionings(state: FAILED) { nodes { id } } }`')).toHaveLength(1);
  expect(wrongRequests("```sh\nask '{ courseTypes { colour } }'\n```")).toHaveLength(1);
  expect(wrongRequests('```graphql\n{ nothing }\n```')).toHaveLength(1);
  expect(wrongRequests('`provisionings(state: FAILED)`, `{ courseTypes {`')).toHaveLength(2);
  expect(wrongRequests('`{ courseTypes { slug } }`, `courses(first: 5)`')).toEqual([]);
  expect(unknownScripts('`npm start`, `npm run check`, `npm run nothing -- --x`')).toEqual(['nothing']);
});

test('README is short enough to be read', () => {
  expect(read('README.md').split('\n').length).toBeLessThan(250);
});
