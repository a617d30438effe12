// /explore: pages to look at types, what may become what, courses, provisioning and rules. Each asks the API as its reader.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Fault } from '../../model/faults';
import type { TransitionsContext } from '../../changes/transitions';
import { RULES } from '../../rules';
import { PageError } from './answers';
import type { Ask, Request } from './answers';
import { coursePage } from './course-page';
import { coursesPage } from './courses-page';
import { html } from './html';
import type { Html } from './html';
import { page } from './layout';
import { provisioningPage } from './provisioning-page';
import { rulesPage } from './rules-page';
import { STYLESHEET, STYLESHEET_PATH } from './style';
import { transitionsPage } from './transitions-page';
import { typesPage } from './types-page';

export interface ExploreOptions {
  readonly ask: Ask;
  readonly types: () => TransitionsContext;
  /** Told of what broke. */
  readonly onError: (error: unknown) => void;
}

/** A page needs its stylesheet and the arrows in it (data:). Nothing else is let in. */
const POLICY =
  "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** The stylesheet's name changes with its text, and there is nothing secret in it. */
const FOR_EVER = 'public, max-age=31536000, immutable';

/** Answers everything below /explore. */
export function createExplorePages(options: ExploreOptions) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, searchParams: query } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === STYLESHEET_PATH) {
      response.writeHead(200, { 'content-type': 'text/css; charset=utf-8', 'cache-control': FOR_EVER });
      response.end(STYLESHEET);
      return;
    }
    // A browser that follows a link sends the LMS's cookies, and cannot say that it does. Nothing is changed here.
    const headers = { ...request.headers, 'use-jwt-cookie': 'true' };
    const { status, body } = await answer(pathname, { headers, query }, options);
    response.writeHead(status, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': POLICY,
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    response.end(body.text);
  };
}

async function answer(path: string, request: Request, options: ExploreOptions) {
  try {
    // Also where a page needs no data of its own, it is for those who may ask.
    const { errors } = await options.ask(request.headers, '{ viewer { username } }');
    if (errors[0]) throw new PageError(401, errors[0].message);
    return { status: 200, body: await pageAt(path, request, options) };
  } catch (error) {
    const known =
      error instanceof Fault
        ? new PageError(error.code === 'UNAUTHENTICATED' ? 401 : 400, error.message)
        : error;
    if (known instanceof PageError) return { status: known.status, body: refusal(known) };
    options.onError(error);
    return { status: 500, body: refusal(new PageError(500, 'Something broke; it is in the log.')) };
  }
}

const refusal = ({ status, message }: PageError): Html => page(String(status), '', html`<p>${message}</p>`);

async function pageAt(path: string, request: Request, { ask, types }: ExploreOptions): Promise<Html> {
  const [, , section = '', key] = path.split('/');
  if (section === 'courses' && key !== undefined) return coursePage(ask, decoded(key), request);
  switch (section) {
    case '':
      return typesPage(types().catalogue);
    case 'changes':
      return transitionsPage(request.query, types());
    case 'courses':
      return coursesPage(ask, request);
    case 'provisioning':
      return provisioningPage(ask, request);
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
