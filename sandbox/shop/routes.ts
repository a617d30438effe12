// The shop's answers: its routes, keys and lists, as far as test/recordings/woocommerce shows. Anything not recorded is
// answered with 501 and the code `not_recorded`.
import type { Answer } from '../faults';
import type { RequestRecord } from '../ledger';
import { json, list, picked, unrecorded } from './list';
import { alreadyListed, create, Killed, Refusal, shownProduct, update } from './products';
import type { Shelf } from './products';
import { inTheStore } from './storefront';

export type ShopRecord = RequestRecord & { path: string; input: unknown };
type Key = { secret: string; can: 'read' | 'write' | 'read_write'; mayEdit: boolean };

/** The settings of the shop's operator. */
export type ShopSettings = {
  version: string;
  plugins: string[];
  currency: string;
  isInMaintenance: boolean;
  keys: Map<string, Key>;
};
const page = (status: number, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { 'content-type': 'text/html', ...headers },
  body: '<!DOCTYPE html><html><body>An HTML page.</body></html>',
});
const refusal = ({ status, code, message, data }: Refusal): Answer =>
  json(status, { code, message, data: { status, ...data } });
const noRoute = new Refusal(404, 'rest_no_route', {
  message: 'No route was found matching the URL and request method.',
});
/** WordPress's answer to a fatal error, with the trace that nobody should store. */
const fatal = (message: string): Answer =>
  json(500, {
    code: 'internal_server_error',
    message: '<p>There has been a critical error on this website.</p>',
    data: { status: 500, error: { type: 1, message, file: '(a path)', line: 46 } },
  });
const WARNING = '<br />\n<b>Warning</b>:  Undefined variable in <b>(a path)</b> on line <b>1</b><br />\n';

export type ShopRequest = {
  settings: ShopSettings;
  shelf: Shelf;
  record: ShopRecord;
  url: URL;
  what: string;
  now: Date;
};

/** The correct answer, or what `what`, one of the recorder's faults, makes of it. */
export function answerTo(incoming: ShopRequest): Answer {
  const { settings, record, what } = incoming;
  const wantsJson = /json/.test(record.headers.accept ?? '');
  const closed = {
    code: 'wp_die',
    message: 'Briefly unavailable for scheduled maintenance. Check back in a minute.',
  };
  const later = { 'retry-after': '600' };
  if (settings.isInMaintenance) {
    return wantsJson
      ? json(503, { ...closed, data: { status: 503 }, additional_errors: [] }, later)
      : page(503, later);
  }
  if (what === 'fatal-before') return fatal('Uncaught Error: Call to undefined function in (a path)');
  try {
    const right = routed(incoming);
    if (what === 'fatal-after' || what === 'memory')
      return fatal('Uncaught Error: Call to undefined function in (a path)');
    if (what === 'notice')
      return {
        status: 200,
        headers: right.headers,
        body: WARNING + right.body,
      };
    return right;
  } catch (error) {
    if (error instanceof Refusal) return refusal(error);
    if (error instanceof Killed) return page(502);
    throw error;
  }
}

const V3 = '/wp-json/wc/v3';

function routed(incoming: ShopRequest): Answer {
  const { record, shelf, settings } = incoming;
  const [method] = record.query.split(' ');
  const { path } = record;
  const store = /^\/wp-json\/wc\/store\/v1\/(?:products\/(\d+)|cart\/add-item)$/.exec(path);
  if (store) return inTheStore(shelf, store[1], record);
  const key = authenticate(incoming, method === 'GET' ? 'read' : 'write');
  const of = /^\/wp-json\/wc\/v3\/products\/(\d+)$/.exec(path)?.[1];
  const isKnown = [`${V3}/products`, `${V3}/system_status`, `${V3}/data/currencies/current`].includes(path);
  if (!of && !isKnown) throw noRoute;
  if (!key.mayEdit) {
    const [code, does] = method === 'GET' ? ['view', 'cannot list'] : ['create', 'are not allowed to create'];
    throw new Refusal(403, `woocommerce_rest_cannot_${code}`, { message: `Sorry, you ${does} resources.` });
  }
  if (path.endsWith('/system_status')) return json(200, picked(statusOf(settings), incoming.url));
  if (path.endsWith('/current')) return json(200, picked({ code: settings.currency }, incoming.url));
  if (of) return one(incoming, Number(of), method ?? '');
  if (method === 'GET') return list(shelf, incoming.url);
  if (method !== 'POST') throw noRoute;
  return created(incoming);
}

function created({ shelf, record, now, what }: ShopRequest): Answer {
  const killAt = /^kill-(?:after-(insert):|before-(meta):|at-meta:(.+))$/.exec(what)?.slice(1).find(Boolean);
  const made = create(shelf, bodyOf(record), { now, killAt });
  if (what === 'lost-race') throw alreadyListed(made.sku);
  return json(201, shownProduct(made));
}

function authenticate({ settings, record }: ShopRequest, wanted: 'read' | 'write'): Key {
  const { authorization = '' } = record.headers;
  const [name = '', secret] = Buffer.from(authorization.replace(/^Basic /, ''), 'base64')
    .toString()
    .split(':');
  const found = settings.keys.get(name);
  const words = 'Sorry, you cannot list resources.';
  // Without TLS a shop ignores the header; TLS is assumed to end in front of this server.
  if (!found || record.headers['x-stand-in-scheme'] === 'http') {
    throw new Refusal(401, 'woocommerce_rest_cannot_view', { message: words });
  }
  const refused = (message: string) =>
    new Refusal(401, 'woocommerce_rest_authentication_error', { message: message });
  if (found.secret !== secret) throw refused('Consumer secret is invalid.');
  if (!found.can.includes(wanted)) throw refused(`The API key provided does not have ${wanted} permissions.`);
  return found;
}

/** An object sent as JSON. Anything else counts as no body, and creates a product called Product. */
function bodyOf({ headers, input }: ShopRecord): object {
  const type = headers['content-type'] ?? '';
  if (type.includes('urlencoded')) throw unrecorded('a form');
  if (!type.includes('application/json') || input === '') return {};
  const invalid = (code: number, words: string) =>
    new Refusal(400, 'rest_invalid_json', {
      message: 'Invalid JSON body passed.',
      data: {
        json_error_code: code,
        json_error_message: words,
      },
    });
  let body: unknown;
  try {
    body = JSON.parse(String(input));
  } catch {
    throw invalid(4, 'Syntax error');
  }
  if (/\\ud[89ab][\da-f]{2}(?!\\u)/i.test(String(input))) {
    throw invalid(10, 'Single unpaired UTF-16 surrogate in unicode escape');
  }
  if (typeof body !== 'object' || body === null)
    throw new Refusal(500, 'internal_server_error', {
      message: '<p>There has been a critical error on this website.</p>',
    });
  return Array.isArray(body) ? {} : body;
}

/** One product by its id; a PUT changes the product that its body names, if it names one. */
function one({ shelf, record, url, now }: ShopRequest, of: number, method: string): Answer {
  const body = method === 'GET' || method === 'DELETE' ? {} : bodyOf(record);
  const id = 'id' in body ? Number(body.id) : of;
  const product = shelf.products.get(id);
  const isWrite = ['PUT', 'POST', 'PATCH'].includes(method);
  if (!product)
    throw new Refusal(isWrite ? 400 : 404, 'woocommerce_rest_product_invalid_id', { message: 'Invalid ID.' });
  if (method === 'GET') return json(200, picked(shownProduct(product), url));
  if (isWrite) return json(200, shownProduct(update(shelf, product, { body, now })));
  if (method !== 'DELETE') throw noRoute;
  const before = shownProduct(product);
  if (url.searchParams.get('force') === 'true') {
    shelf.products.delete(id);
    shelf.lookup.delete(id);
  } else if (product.status === 'trash') {
    throw new Refusal(410, 'woocommerce_rest_already_trashed', {
      message: 'The product has already been deleted.',
    });
  } else product.status = 'trash';
  return json(200, before);
}

const statusOf = ({ version, plugins, currency }: ShopSettings) => ({
  environment: { version, wp_version: '7.0.4' },
  settings: { currency, currency_position: 'left', number_of_decimals: 2 },
  active_plugins: plugins.map((plugin) => ({ plugin })),
});
