// GraphiQL: one page that contains everything, with the examples as its tabs.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Kind, parse, validate } from 'graphql';
import { buildSchema } from '../../src/graphql/schema';
import { createGraphiqlPage, readTabs } from '../../src/pages/graphiql';
import { useTestApp } from '../support/app';

const examples = join(__dirname, '../../examples');
const app = useTestApp({ routes: { '/': createGraphiqlPage({ endpoint: '/graphql', examples }) } });

const get = (headers: Record<string, string> = {}, path = '/') => fetch(new URL(path, app.url), { headers });
const partsOf = (page: string): string[] => (page.match(/\?part=[\w-]+/g) ?? []).map((query) => `/${query}`);

test('the page sends requests to this service only', async () => {
  const response = await get();
  const page = await response.text();
  const parts = await Promise.all(partsOf(page).map(async (path) => (await get({}, path)).text()));

  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(response.headers.get('content-security-policy')).not.toMatch(/http|\*/);
  expect(page).toContain('<div id="root">');
  expect(page).not.toMatch(/(src|href)="(?!data:|\?part=)/);
  expect(parts).toHaveLength(5);
  for (const text of [page, ...parts]) {
    expect(text).not.toMatch(/@import|url\(["']?(https?:)?\/\//);
    expect(text).not.toMatch(/\b(fetch|importScripts|import)\(["'`](https?:)?\/\//);
  }
});

test('the page is small; its parts are separate files that a browser caches', async () => {
  const page = await (await get()).text();
  const answers = await Promise.all(partsOf(page).map((path) => get({}, path)));

  expect(page.length).toBeLessThan(250_000);
  expect(page).toContain('<meta name="viewport" content="width=device-width, initial-scale=1" />');
  for (const { headers } of answers) {
    expect(headers.get('cache-control')).toContain('immutable');
    expect(headers.get('content-type')).toMatch(/^text\/(javascript|css); charset=utf-8$/);
  }
});

test('the page is sent compressed if accepted, otherwise plain', async () => {
  const compressed = await get({ 'accept-encoding': 'gzip' });
  const plain = await get({ 'accept-encoding': 'identity' });

  const text = await plain.text();
  expect(compressed.headers.get('content-encoding')).toBe('gzip');
  expect(plain.headers.get('content-encoding')).toBeNull();
  expect(await compressed.text()).toBe(text);
  expect(text).toContain('Track Types');
});

test('the page links to /explore if that is enabled', async () => {
  const pageOf = async (explore?: string) => {
    const answer = createGraphiqlPage({ endpoint: '/graphql', examples, ...(explore && { explore }) });
    const bodies: string[] = [];
    const response = { setHeader: () => response, end: (body: Buffer) => void bodies.push(body.toString()) };
    await answer({ headers: {} } as never, response as never);
    return bodies.join('');
  };

  const link = '<a href="/explore">Explore types, courses and rules</a>';
  expect([await pageOf('/explore'), await pageOf()].map((page) => page.includes(link))).toEqual([
    true,
    false,
  ]);
});

test('the page is rendered once', async () => {
  const answer = createGraphiqlPage({ endpoint: '/graphql', examples });
  const bodies: Buffer[] = [];
  const response = { setHeader: () => response, end: (body: Buffer) => void bodies.push(body) };

  for (const _ of [1, 2])
    await answer({ headers: { 'accept-encoding': 'gzip' } } as never, response as never);

  expect(bodies[0]).toBe(bodies[1]);
  expect(gunzipSync(bodies[0] ?? '').toString()).toContain('YogaGraphiQL');
});

describe('the tabs', () => {
  const tabs = readTabs(examples);

  test("are the examples in the order of their names, including Data Engineering's", async () => {
    const foldersRead = ['', 'data-engineering'];
    const files = foldersRead.flatMap((folder) =>
      readdirSync(join(examples, folder)).filter((file) => file.endsWith('.graphql')),
    );
    const page = await (await get()).text();

    expect(tabs).toHaveLength(files.length);
    expect(tabs.at(-1)?.query).toContain('query ReadTheFeedOn');
    for (const { query } of tabs) expect(page).toContain(JSON.stringify(query));
  });

  test.each(tabs.map((tab) => [tab.query.match(/(query|mutation) (\w+)/)?.[2], tab] as const))(
    '%s is a named operation that the schema allows, with its variables',
    (name, { query, variables }) => {
      const document = parse(query);
      const [operation] = document.definitions;
      const declared =
        operation?.kind === Kind.OPERATION_DEFINITION ? (operation.variableDefinitions ?? []) : [];

      expect(name).toMatch(/^[A-Z]/);
      expect(validate(buildSchema(), document)).toEqual([]);
      expect(Object.keys(JSON.parse(variables ?? '{}')).sort()).toEqual(
        declared.map(({ variable }) => variable.name.value).sort(),
      );
    },
  );
});
