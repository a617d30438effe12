// Serves GraphiQL from this service alone. The page is small; its style and script are separate files that a browser
// caches, and its three workers load when an editor starts one. Only compressed forms are kept in memory (2.4 MB); the
// package that contains the parts is unloaded again.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';

export interface GraphiqlOptions {
  /** Where the page sends its requests. */
  readonly endpoint: string;
  /** A folder of *.graphql files, each of which becomes a tab. */
  readonly examples: string;
  /** Whether a gateway answers; only then do the examples in its folder become tabs. */
  readonly isGateway?: boolean;
  /** The link to the explore pages; left out: there are none. */
  readonly explore?: string | undefined;
}

/** The content of a tab. */
export interface Tab {
  readonly query: string;
  readonly variables?: string;
}

const RENDERER = '@graphql-yoga/render-graphiql';
const VARIABLES = /^# variables: (.*)\n/;
const FOR_EVER = 'public, max-age=31536000, immutable';
/** The browser enforces this on the page. */
const NOTHING_FROM_ELSEWHERE = "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:";

/** The parts of the build that are used, and their content types. */
const PARTS = {
  js: 'text/javascript',
  css: 'text/css',
  editorWorkerService: 'text/javascript',
  jsonWorker: 'text/javascript',
  graphqlWorker: 'text/javascript',
} as const;
type Part = keyof typeof PARTS;

interface Rendered {
  readonly page: Buffer;
  /** By the id in the page's requests: name and hash of the text. */
  readonly parts: ReadonlyMap<string, { readonly type: string; readonly body: Buffer }>;
}

/** Answers with the page, which is rendered at the first request, and with its parts (`?part=…`). */
export function createGraphiqlPage(options: GraphiqlOptions) {
  let rendering: Promise<Rendered> | undefined;
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    rendering ??= render(options);
    const { page, parts } = await rendering;
    const partName = new URL(request.url ?? '/', 'http://localhost').searchParams.get('part');
    const part = partName === null ? undefined : parts.get(partName);
    response.setHeader('content-type', `${part?.type ?? 'text/html'}; charset=utf-8`);
    response.setHeader('content-security-policy', NOTHING_FROM_ELSEWHERE);
    response.setHeader('vary', 'accept-encoding');
    if (part) response.setHeader('cache-control', FOR_EVER);
    const body = part?.body ?? page;
    if (/\bgzip\b/.test(String(request.headers['accept-encoding']))) {
      response.setHeader('content-encoding', 'gzip').end(body);
    } else {
      response.end(await promisify(gunzip)(body));
    }
  };
}

/** The examples by file name, in the order of a story. A first line `# variables: {…}` fills the tab's variables. */
export function readTabs(folder: string, isGateway = false): Tab[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const others = isGateway ? /^reference/ : /^(gateway|reference)/;
  const ours = files.filter((file) => file.endsWith('.graphql') && !others.test(file));
  return ours.sort().map((file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    const variables = VARIABLES.exec(text)?.[1];
    const query = text.replace(VARIABLES, '').trim();
    return variables === undefined ? { query } : { query, variables: indented(variables) };
  });
}

const indented = (json: string): string => JSON.stringify(JSON.parse(json), null, 2);

async function render(options: GraphiqlOptions): Promise<Rendered> {
  const load = createRequire(__filename);
  const path = join(dirname(load.resolve(RENDERER)), 'graphiql.js');
  const build = load(path) as Readonly<Record<Part, string>> & { readonly favicon: string };
  Reflect.deleteProperty(load.cache, path);
  const parts = new Map<string, { type: string; body: Buffer }>();
  const urls: Partial<Record<Part, string>> = {};
  for (const [name, type] of Object.entries(PARTS) as [Part, string][]) {
    const id = `${name}-${createHash('sha256').update(build[name]).digest('hex').slice(0, 12)}`;
    parts.set(id, { type, body: await promisify(gzip)(build[name]) });
    urls[name] = `?part=${id}`;
  }
  return { page: await promisify(gzip)(pageOf(options, build.favicon, urls as Urls)), parts };
}

type Urls = Readonly<Record<Part, string>>;

// GraphiQL would keep its state, including headers with tokens, for ever and for all tabs of the browser. And pressing
// a tab would start a drag that moves it to the end of the row, so that the click misses: this keeps tabs in place.
const STYLE = `
body { display: flex; flex-direction: column; height: 100vh; margin: 0 } #root { flex: 1; min-height: 0; height: 0 }
.graphiql-container { height: 100% !important } .graphiql-tab { transform: none !important }
nav { font: 1rem system-ui, sans-serif; padding: .4rem 1rem; display: flex; flex-wrap: wrap; gap: .25rem 1.5rem }
select { font: inherit; max-width: 20rem } nav a { color: #0b57d0 }
@media (prefers-color-scheme: dark) { nav { background: #212a3b; color: #e6e6ea } nav a { color: #8ab4f8 } }`;

/** Opens the tab with that name and scrolls to it: there are more tabs than fit on a screen. */
const CHOOSE = `document.getElementById('examples').addEventListener('change', ({ target }) => {
  const tab = [...document.querySelectorAll('button.graphiql-tab-button')].find((one) => one.textContent === target.value);
  if (tab) { tab.click(); tab.scrollIntoView({ inline: 'center' }); }
  target.value = '';
});`;

const nameOf = ({ query }: Tab): string => /\b(?:query|mutation)\s+(\w+)/.exec(query)?.[1] ?? '';
const inScript = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c');

function pageOf(
  { endpoint, examples, isGateway, explore }: GraphiqlOptions,
  favicon: string,
  urls: Urls,
): string {
  const tabs = readTabs(examples, isGateway);
  const settings = { title: 'Track Types', endpoint, defaultTabs: tabs };
  const workers = {
    editorWorkerService: urls.editorWorkerService,
    json: urls.jsonWorker,
    graphql: urls.graphqlWorker,
  };
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8" /><meta name="viewport" content="width=device-width, initial-scale=1" />
<title>Track Types</title>
<link rel="icon" href="${favicon}" /><link rel="stylesheet" href="${urls.css}" />
<script>
Object.defineProperty(window, 'localStorage', { value: sessionStorage });
const workers = ${inScript(workers)};
self.MonacoEnvironment = { globalAPI: false, getWorkerUrl: (_, label) => new URL(workers[label], location).href };
</script>
<script defer src="${urls.js}"></script>
<style>${STYLE}</style>
</head>
<body id="body" class="no-focus-outline">
<noscript>GraphiQL needs JavaScript.</noscript>
<nav>${explore ? `<a href="${explore}">Explore types, courses and rules</a>` : ''}<label>Example
<select id="examples"><option value="">choose one of ${tabs.length}</option>${tabs
    .map((tab) => `<option>${nameOf(tab)}</option>`)
    .join('')}</select></label></nav>
<div id="root"></div>
<script>
${CHOOSE}
addEventListener('DOMContentLoaded', () => YogaGraphiQL.renderYogaGraphiQL(document.querySelector('#root'), ${inScript(settings)}));
</script>
</body>
</html>
`;
}
