// /explore: pages about types, transitions, courses, provisioning and rules. Each queries the API as its viewer.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TransitionsContext } from '../../changes/transitions';
import { RULES } from '../../rules';
import { dataOf, PageError } from './query-api';
import type { QueryApi, Request } from './query-api';
import { coursePage, coursesPage } from './course-pages';
import { formKeyOf, formToken, isGenuine, retryFailed } from './retry-form';
import type { Viewer } from './retry-form';
import { html } from './html';
import type { Html } from './html';
import { page } from './layout';
import { provisioningPage } from './provisioning-page';
import { rulesPage, transitionsPage, typesPage } from './rules-pages';
import { STYLESHEET, STYLESHEET_PATH } from './style';

/** A request; `text` is the form of a POST. */
type Incoming = IncomingMessage & { readonly text?: string };
interface ExploreRequest extends Request {
  readonly ask: QueryApi;
  readonly request: Incoming;
}
interface Reply {
  readonly status: number;
  readonly body: Html;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ExploreOptions {
  readonly types: () => TransitionsContext;
  /** Returns a new random UUID. */
  readonly newId: () => string;
  /** Called with unexpected errors. */
  readonly onError: (error: unknown) => void;
}

/** A page needs its stylesheet and the arrows in it (data:). Nothing else may load. */
const POLICY =
  "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** The stylesheet's name changes with its text, and it contains nothing secret. */
const FOR_EVER = 'public, max-age=31536000, immutable';

/** Answers everything below /explore. Only the retry form changes anything, through the API. */
export function createExplorePages(options: ExploreOptions) {
  return async (request: Incoming, response: ServerResponse, ask: QueryApi): Promise<void> => {
    const { pathname, searchParams: query } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === STYLESHEET_PATH) {
      response.writeHead(200, { 'content-type': 'text/css; charset=utf-8', 'cache-control': FOR_EVER });
      response.end(STYLESHEET);
      return;
    }
    takeCookies(request);
    const { status, body, headers } = await answer(pathname, { ask, request, query }, options);
    // A request that was answered when its time was up is not answered again.
    if (response.headersSent) return;
    response.writeHead(status, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': POLICY,
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
      // With no-referrer a browser would not say which page sent a form.
      'referrer-policy': 'same-origin',
      ...headers,
      ...(status === 503 && { 'retry-after': '5' }),
    });
    response.end(body.text);
  };
}

const siteOf = ({ headers }: IncomingMessage): string => String(headers['sec-fetch-site']);

/**
 * A browser that opens a page sends its cookies, but cannot send USE-JWT-COOKIE. They count if the viewer typed the
 * address or came from one of our pages: another site can make a browser open a page, too.
 */
function takeCookies(request: IncomingMessage): void {
  request.headers['use-jwt-cookie'] = ['same-origin', 'none'].includes(siteOf(request)) ? 'true' : 'false';
}

async function answer(path: string, exploreRequest: ExploreRequest, options: ExploreOptions): Promise<Reply> {
  try {
    // A page without data of its own is also only for viewers who may query.
    const { viewer } = await dataOf<{ viewer: Viewer }>(exploreRequest.ask(VIEWER));
    if (path === '/explore/provisioning') return await provisioning(exploreRequest, viewer, options);
    if (exploreRequest.request.method === 'POST') throw new PageError(404, 'There is no such form.');
    return { status: 200, body: await pageAt(path, exploreRequest, options) };
  } catch (error) {
    if (error instanceof PageError)
      return { status: error.status, body: refusal(error, exploreRequest.request) };
    options.onError(error);
    const broken = new PageError(500, 'Something went wrong. The error is in the log.');
    return { status: 500, body: refusal(broken, exploreRequest.request) };
  }
}

const VIEWER = '{ viewer { username permissions memberships { organization permissions } } }';

/** The page with its form. A form that was refused comes back with everything that was entered. */
async function provisioning(
  { ask, request, query }: ExploreRequest,
  viewer: Viewer,
  { newId }: ExploreOptions,
): Promise<Reply> {
  const { key, setCookie } = formKeyOf(request.headers, newId);
  const token = formToken(key, viewer.username);
  const shown = { viewer, token, query };
  const headers: Reply['headers'] = setCookie === null ? {} : { 'set-cookie': setCookie };
  if (request.method !== 'POST') return { status: 200, body: await provisioningPage(ask, shown), headers };
  const fields = new URLSearchParams(request.text);
  try {
    if (!isGenuine(fields.get('token'), request.headers, viewer.username))
      throw new PageError(403, 'Nothing was retried, because this form had expired. Press the button again.');
    return { status: 303, body: html``, headers: { location: await retryFailed(ask, fields) } };
  } catch (error) {
    if (!(error instanceof PageError)) throw error;
    const entry = { fields, problem: error.message };
    return { status: error.status, body: await provisioningPage(ask, { ...shown, entry }), headers };
  }
}

/** A viewer who followed a link from another site only has to press one of ours. */
function refusal({ status, message }: PageError, request: IncomingMessage): Html {
  const isByLink = status === 401 && siteOf(request).endsWith('-site');
  const again = html`<p>
    You came here from another site, where your login does not count.
    <a href="${request.url}">Open this page</a> as yourself.
  </p>`;
  return page(
    String(status),
    '',
    html`<p>${message}</p>
      ${isByLink && again}`,
  );
}

async function pageAt(
  path: string,
  { ask, ...request }: ExploreRequest,
  { types }: ExploreOptions,
): Promise<Html> {
  const [, , section = '', key] = path.split('/');
  if (section === 'courses' && key !== undefined) return coursePage(ask, decoded(key), request);
  switch (section) {
    case '':
      return typesPage(types().catalogue);
    case 'changes':
      return transitionsPage(request.query, types());
    case 'courses':
      return coursesPage(ask, request);
    case 'rules':
      return rulesPage(RULES);
    default:
      throw new PageError(404, 'There is no such page.');
  }
}

function decoded(key: string): string {
  try {
    return decodeURIComponent(key);
  } catch {
    throw new PageError(400, 'The address is malformed.');
  }
}
