// The stand-in for a shop matches the recordings of a real one: each recorded request gets the recorded answer.
import { startShop } from '../../../sandbox/shop/shop';
import type { Shop } from '../../../sandbox/shop/shop';
import { exchanges, FILES } from './exchanges';
import type { Exchange } from './exchanges';

const KEYS = {
  'basic read_write': ['ck_sandbox', 'cs_sandbox'],
  'wrong secret': ['ck_sandbox', 'cs_wrong'],
  'unknown key': ['ck_unknown', 'cs_sandbox'],
  'read key': ['ck_read', 'cs_sandbox'],
  read: ['ck_read', 'cs_sandbox'],
  'customer user': ['ck_customer', 'cs_sandbox'],
  'read-only key': ['ck_read', 'cs_sandbox'],
  'write-only key': ['ck_write', 'cs_sandbox'],
  'read_write key of a customer user': ['ck_customer', 'cs_sandbox'],
  'read_write key of a shop_manager': ['ck_sandbox', 'cs_sandbox'],
  'shop_manager key': ['ck_customer', 'cs_sandbox'],
  shop_manager: ['ck_sandbox', 'cs_sandbox'],
} as const;

let shop: Shop;
beforeAll(async () => {
  shop = await startShop({ port: 0, currency: 'EUR' });
});
afterAll(() => shop.stop());

/** The files in which exchanges build on earlier ones. */
describe.each(FILES)('as recorded in %s', (file) => {
  beforeAll(() => {
    shop.reset();
    const { keys } = shop.settings;
    keys.set('ck_read', { secret: 'cs_sandbox', can: 'read', mayEdit: true });
    keys.set('ck_write', { secret: 'cs_sandbox', can: 'write', mayEdit: true });
    keys.set('ck_customer', { secret: 'cs_sandbox', can: 'read_write', mayEdit: false });
  });

  test.each(exchanges(file).map((exchange) => [exchange.shows, exchange] as const))(
    '%s',
    async (_, exchange) => {
      prepare(exchange);

      const answer = await say(exchange);

      expect({ status: answer.status, type: typeOf(answer.type) }).toEqual({
        status: exchange.status,
        type: typeOf(exchange.headers['content-type'] ?? ''),
      });
      if (exchange.headers['retry-after']) expect(answer.retryAfter).toBe(exchange.headers['retry-after']);
      if (typeof exchange.response !== 'string')
        expect(answer.body).toMatchObject(comparable(exchange) as object);
    },
  );
});

const typeOf = (header: string): string => header.split(';')[0] ?? '';

/** Ids of meta data depend on the database, and the error texts of WordPress on its version. */
function comparable({ response, status, path }: Exchange): unknown {
  if (status === 500) return { code: 'internal_server_error' };
  if (status === 503) return { code: 'wp_die' };
  if (path.includes('currencies')) return { code: (response as { code: string }).code };
  return JSON.parse(JSON.stringify(response), (_key, value: unknown) => {
    // Long texts were cut in the recording.
    return typeof value === 'string' && value.includes('…') ? undefined : value;
  });
}

/** Fills the shop as it was at the recording, and makes a new product get the recorded id. */
function prepare({ given = [], makes, status }: Exchange): void {
  shop.settings.isInMaintenance = status === 503;
  for (const product of given) {
    const there = shop.shelf.products.get(product.id);
    if (there) Object.assign(there, product);
    else shop.put(product);
  }
  shop.shelf.nextId = makes ?? shop.shelf.nextId;
}

async function say({ method, path, request }: Exchange) {
  const [key, secret] = KEYS[request.auth as keyof typeof KEYS] ?? ['', ''];
  const body =
    typeof request.body === 'string'
      ? request.body
      : request.body === null
        ? undefined
        : JSON.stringify(request.body);
  const response = await fetch(shop.url + path, {
    method,
    headers: {
      accept: 'application/json',
      'x-stand-in-scheme': request.scheme,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(key && { authorization: `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}` }),
      ...request.headers,
    },
    body,
  });
  const text = await response.text();
  const type = response.headers.get('content-type') ?? '';
  return {
    status: response.status,
    type,
    retryAfter: response.headers.get('retry-after'),
    body: type.includes('json') && !text.startsWith('<') ? (JSON.parse(text) as unknown) : text,
  };
}
