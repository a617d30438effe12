// GraphiQL with everything that it needs in the one page: no request leaves for anywhere but this service.
// The page is 9 MB: only its compressed form is kept, and the package that holds its parts is let go again.
import { readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type * as renderer from '@graphql-yoga/render-graphiql';

export interface GraphiqlOptions {
  /** Where the page sends its requests. */
  readonly endpoint: string;
  /** A folder of *.graphql files, each of which becomes a tab. */
  readonly examples: string;
  /** Whether a gateway answers; only then are there tabs for what is in its folder. */
  readonly isGateway?: boolean;
  /** Where the pages to look at are, which it links to; left out: there are none. */
  readonly explore?: string | undefined;
}

/** What a tab opens with. */
export interface Tab {
  readonly query: string;
  readonly variables?: string;
}

const RENDERER = '@graphql-yoga/render-graphiql';
const VARIABLES = /^# variables: (.*)\n/;
const ROOT = '<div id="root"></div>';
// What GraphiQL keeps, headers with tokens among it, it would keep for ever, and for all tabs of the browser. And a press on a
// tab would begin a drag that throws it to the end of the row, so that the click meets nothing: tabs stay where they are.
const HEAD = `<script>Object.defineProperty(window, 'localStorage', { value: sessionStorage })</script>
<style>
body { display: flex; flex-direction: column; height: 100vh; margin: 0 } #root { flex: 1; min-height: 0; height: 0 }
.graphiql-container { height: 100% !important } .graphiql-tab { transform: none !important }
nav { font: 1rem system-ui, sans-serif; padding: .4rem 1rem }
@media (prefers-color-scheme: dark) { nav { background: #212a3b } nav a { color: #8ab4f8 } }
</style>`;
/** The browser holds the page to it. */
const NOTHING_FROM_ELSEWHERE = "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:";

/** Answers with the page, which is rendered at the first request. */
export function createGraphiqlPage(options: GraphiqlOptions) {
  let rendering: Promise<Buffer> | undefined;
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    rendering ??= promisify(gzip)(render(options));
    const compressed = await rendering;
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.setHeader('content-security-policy', NOTHING_FROM_ELSEWHERE);
    response.setHeader('vary', 'accept-encoding');
    if (/\bgzip\b/.test(String(request.headers['accept-encoding']))) {
      response.setHeader('content-encoding', 'gzip').end(compressed);
    } else {
      response.end(await promisify(gunzip)(compressed));
    }
  };
}

/** The examples in the order of their file names, which is that of a story. A first line `# variables: {…}` fills the variables of the tab. */
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

function render({ endpoint, examples, isGateway, explore }: GraphiqlOptions): string {
  const load = createRequire(__filename);
  const { renderGraphiQL } = load(RENDERER) as typeof renderer;
  const page = renderGraphiQL({ title: 'Track Types', endpoint, defaultTabs: readTabs(examples, isGateway) });
  for (const file of Object.keys(load.cache)) {
    if (file.includes('render-graphiql')) Reflect.deleteProperty(load.cache, file);
  }
  return page
    .replace('</head>', () => `${HEAD}</head>`)
    .replace(
      ROOT,
      () => `${explore ? `<nav><a href="${explore}">Explore types, courses and rules</a></nav>` : ''}${ROOT}`,
    );
}
