// The adapter for a shop understands each answer that was recorded with a real one: products, their meta data, and errors.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import type { Schema } from '../../../src/provisioning/messages';
import { Stopped } from '../../../src/provisioning/rest/endpoint';
import { currency, product, systemStatus } from '../../../src/provisioning/woocommerce/responses';
import { mismatch } from '../../../src/provisioning/woocommerce/checks';
import { createEndpoint, NotTaken } from '../../../src/provisioning/woocommerce/endpoint';
import { exchanges, FILES } from './exchanges';
import type { Exchange } from './exchanges';

type RecordedProduct = { readonly meta_data?: readonly { readonly key: string; readonly value: unknown }[] };

describe('the adapter, given the recorded answers', () => {
  let told: Exchange;
  const replay = createServer((_, response) => {
    const { status, headers, response: body } = told;
    response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  let endpoint: ReturnType<typeof createEndpoint>;
  beforeAll(async () => {
    await once(replay.listen(0, '127.0.0.1'), 'listening');
    endpoint = createEndpoint({ url: `http://127.0.0.1:${(replay.address() as AddressInfo).port}` });
  });
  afterAll(async () => {
    await endpoint.close();
    replay.close();
  });

  /** What the adapter makes of it: the data, or why there is none. */
  async function heard<Data>(exchange: Exchange, data: Schema<Data>): Promise<Data | Stopped> {
    told = exchange;
    const ask = endpoint.asking(AbortSignal.timeout(5_000));
    try {
      return await ask({ method: 'GET', path: '/products', data });
    } catch (error) {
      if (error instanceof Stopped) return error;
      throw error;
    }
  }
  const ofProducts = FILES.flatMap(exchanges).filter(({ path }) =>
    /^\/wp-json\/wc\/v\d\/products/.test(path),
  );
  const isUnderstood = ({ status, response }: Exchange) => status < 300 && typeof response === 'object';
  const named = (all: readonly Exchange[]) =>
    all.map((exchange) => [exchange.status, exchange.shows, exchange] as const);

  // Recorded answers were cut to some fields.
  const one = product.partial();
  const some = z.union([one.array(), one.transform((read) => [read])]);

  test.each(named(ofProducts.filter(isUnderstood)))(
    'reads products in %i: %s',
    async (_status, _, exchange) => {
      const { response } = exchange;
      const read = await heard(exchange, some);
      if (read instanceof Stopped) throw read;

      const plain = Object.keys(product.shape).filter((field) => field !== 'meta_data');
      const said = [response].flat() as RecordedProduct[];
      const pick = (from: object) =>
        Object.entries(from)
          .filter(([field]) => plain.includes(field))
          .sort();
      expect(read.map(pick)).toEqual(said.map(pick));
      for (const [at, { meta_data: meta = [] }] of said.entries())
        for (const { key, value } of meta)
          if (typeof value === 'string') expect(read[at]?.meta_data?.get(key)).toBe(value);
    },
  );

  /** By status and code: what is done about it. */
  const MEANINGS: Readonly<Record<string, string>> = {
    '200 no code': 'retry',
    '400 product_invalid_sku': 'not taken',
    '400 rest_invalid_json': 'not taken',
    '400 rest_invalid_param': 'not taken',
    '400 woocommerce_rest_product_invalid_id': 'not taken',
    '400 woocommerce_rest_product_not_created': 'not taken',
    '401 woocommerce_rest_authentication_error': 'paused',
    '401 woocommerce_rest_cannot_view': 'paused',
    '403 woocommerce_rest_cannot_create': 'paused',
    '403 woocommerce_rest_cannot_view': 'paused',
    '404 rest_no_route': 'paused',
    '404 woocommerce_rest_product_invalid_id': 'not taken',
    '410 woocommerce_rest_already_trashed': 'not taken',
    '500 internal_server_error': 'retry',
    '502 no code': 'retry',
    '503 no code': 'retry',
    '503 wp_die': 'retry',
  };
  const errors = ofProducts.filter((exchange) => !isUnderstood(exchange));
  const codeOf = ({ status, response }: Exchange) =>
    `${status} ${typeof response === 'string' ? 'no code' : (response as { code: string }).code}`;

  test('knows every recorded error', () =>
    expect([...new Set(errors.map(codeOf))].sort()).toEqual(Object.keys(MEANINGS)));

  test.each(named(errors))('knows what to do about %i: %s', async (_status, _, exchange) => {
    const stopped = await heard(exchange, some);
    if (!(stopped instanceof Stopped)) throw new Error('It was taken for a product.');

    const { outcome } = stopped;
    expect(stopped instanceof NotTaken ? 'not taken' : outcome.kind).toBe(MEANINGS[codeOf(exchange)]);
    const { data = {} } = exchange.response as { data?: { resource_id?: number } };
    if (stopped instanceof NotTaken) expect(stopped.productId).toBe(data.resource_id);
    if (exchange.status === 503 && typeof exchange.response !== 'string')
      expect(outcome).toMatchObject({ error: 'The shop is in maintenance.', retryAfterMs: 15_000 });
    // What a shop prints of its own mistakes may name paths and show secrets.
    if (exchange.status === 500) expect(outcome.error).toBe('HTTP 500');
  });

  test('finds nothing wrong with the setup of the recorded shop', async () => {
    const setup = (part: string) =>
      FILES.flatMap(exchanges).find(({ path, status }) => path.includes(part) && status === 200) as Exchange;
    const status = await heard(setup('system_status'), systemStatus);
    const money = await heard(setup('currencies'), currency);
    if (status instanceof Stopped || money instanceof Stopped) throw new Error('It was not understood.');

    const plugins = status.active_plugins.map(({ plugin }) => plugin);
    const found = { version: status.environment.version, plugins, currency: money.code };
    expect(found).toMatchObject({ version: '11.0.1', currency: 'EUR' });
    expect(mismatch(found, 'EUR')).toBeNull();
  });
});
