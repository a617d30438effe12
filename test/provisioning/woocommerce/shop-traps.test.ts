// What goes wrong with a real shop, one after another: no product is created twice, and none for sale enrolls nobody.
import type { Fault } from '../../../sandbox/faults';
import { skuFor } from '../../../src/provisioning/woocommerce/products';
import { mismatch } from '../../../src/provisioning/woocommerce/checks';
import {
  byHand,
  message,
  metaOf,
  OPENEDX_PLUGIN,
  RUN,
  seat,
  shelf,
  SKU,
  startShopWorld,
  writes,
  only,
} from './shop-world';
import type { ShopWorld } from './shop-world';

let world: ShopWorld;
beforeAll(async () => {
  world = await startShopWorld(1_500);
});
beforeEach(() => world.reset());
afterAll(() => world.stop());

const isPost = ({ query }: { query: string }) => query.startsWith('POST');
const isPut = ({ query }: { query: string }) => query.startsWith('PUT');
const onSale = () => world.shop.onSale().map(({ sku, price }) => ({ sku, price }));
const SOLD = [{ sku: SKU, price: '149.00' }];
const right = { is_openedx_course: 'yes', _course_id: RUN, _mode: 'verified' };

describe('a create with an unknown outcome', () => {
  test.each<[string, Fault]>([
    ['that is ended after the row was written', { kind: 'shop', what: 'kill-after-insert:' }],
    ['that is ended before the SKU was', { kind: 'shop', what: 'kill-before-meta:' }],
    ['that is ended before the price was', { kind: 'shop', what: 'kill-at-meta:_regular_price' }],
    ['that is ended before what is charged was', { kind: 'shop', what: 'kill-at-meta:_price' }],
    ['that is ended before the course was', { kind: 'shop', what: 'kill-at-meta:is_openedx_course' }],
    ['that is ended before the mode was', { kind: 'shop', what: 'kill-at-meta:_mode' }],
    ['that failed before it began', { kind: 'shop', what: 'fatal-before' }],
    ['that failed after it was done', { kind: 'shop', what: 'fatal-after' }],
    ['before whose answer a warning was printed', { kind: 'shop', what: 'notice' }],
    ['that was done and cut', { kind: 'apply-then-destroy' }],
    ['that was done and answered with 500', { kind: 'apply-then-500' }],
    ['that hangs', { kind: 'hang' }],
    ['that a proxy answered', { kind: 'html' }],
    ['that was done after we left', { kind: 'latency', ms: 1_700 }],
  ])('%s is looked up, and one product is for sale in the end', async (_, fault) => {
    world.shop.faults.set({ ...fault, times: 1, where: isPost });

    const first = await world.adapter().deliver(message());
    expect(first.kind).toBe('retry');
    expect(onSale()).toEqual([]);
    const second = await world.adapter().deliver(message());

    expect(second).toMatchObject({ kind: 'delivered', skus: { seats: { verified: { sku: SKU } } } });
    expect(onSale()).toEqual(SOLD);
    expect(world.shop.onSale().map(metaOf)).toEqual([right]);
  });
});

describe('a change with an unknown outcome', () => {
  test.each<[string, Fault]>([
    ['that was done and cut', { kind: 'apply-then-destroy' }],
    ['before whose answer a warning was printed', { kind: 'shop', what: 'notice' }],
    ['that failed after it was done', { kind: 'shop', what: 'fatal-after' }],
    ['that a proxy answered', { kind: 'html' }],
  ])('%s is read again, and corrected', async (_, fault) => {
    await world.adapter().deliver(message());
    world.shop.faults.set({ ...fault, times: 1, where: isPut });

    expect((await world.adapter().deliver(message({ seats: [seat({ price: '179.00' })] }))).kind).toBe(
      'retry',
    );
    expect((await world.adapter().deliver(message({ seats: [seat({ price: '179.00' })] }))).kind).toBe(
      'delivered',
    );

    expect(onSale()).toEqual([{ sku: SKU, price: '179.00' }]);
  });
});

test("a shop's description of its own errors goes no further than its status", async () => {
  world.shop.faults.set({ kind: 'shop', what: 'fatal-before', where: isPost });

  const outcome = await world.adapter().deliver(message());

  expect(outcome).toMatchObject({ kind: 'retry', error: 'HTTP 500' });
});

test('ten concurrent creates of the same make one product', async () => {
  const outcomes = await Promise.all(Array.from({ length: 10 }, () => world.adapter().deliver(message())));
  const again = await world.adapter().deliver(message());

  expect(outcomes.filter(({ kind }) => kind === 'refused' || kind === 'paused')).toEqual([]);
  expect(again.kind).toBe('delivered');
  expect(shelf(world)).toHaveLength(1);
});

describe('a SKU that is in the trash', () => {
  test('of a product of another run is reported', async () => {
    world.shop.put(
      byHand({
        sku: SKU,
        status: 'trash',
        meta_data: [{ id: 1, key: '_course_id', value: 'course-v1:a+b+c' }],
      }),
    );

    expect(await world.adapter().deliver(message())).toMatchObject({ kind: 'refused' });
    expect(writes(world)).toEqual([]);
  });
});

test('a SKU that differs only in case belongs to another product, and is reported', async () => {
  world.shop.put({
    sku: SKU.toUpperCase(),
    regular_price: '9',
    meta_data: [{ id: 1, key: '_course_id', value: 'course-v1:a+b+c' }],
  });

  expect(await world.adapter().deliver(message())).toMatchObject({ kind: 'refused' });
});

test('a product for sale that enrolls nobody is corrected by the next delivery, and is drift until then', async () => {
  await world.adapter().deliver(message());
  world.skus = { seats: { verified: { sku: SKU, bulkSku: null } }, entitlements: {} };
  only(world).meta_data = [{ id: 1, key: '_course_id', value: RUN }];

  expect(await world.adapter().read(RUN)).toMatchObject({
    actual: { seats: [{ seatType: 'verified', isActive: false }] },
  });
  await world.adapter().deliver(message());

  expect(shelf(world).map(metaOf)).toEqual([right]);
});

describe('maintenance', () => {
  test('is waited out for seconds, whatever WordPress asks for', async () => {
    const adapter = world.adapter();
    await adapter.deliver(message());
    world.shop.settings.isInMaintenance = true;

    const outcome = await adapter.deliver(message());

    expect(outcome).toEqual({ kind: 'retry', error: 'The shop is in maintenance.', retryAfterMs: 15_000 });
    expect(await adapter.problem?.()).toBeNull();
  });
});

describe('a shop that is not set up correctly', () => {
  test.each([
    ['an old version', () => (world.shop.settings.version = '9.8.5'), /WooCommerce 9\.8\.5; 9\.9/],
    [
      'no plugin',
      () => (world.shop.settings.plugins = ['woocommerce/woocommerce.php']),
      /Open edX Commerce is not active/,
    ],
    ['another currency', () => (world.shop.settings.currency = 'JPY'), /sells in JPY, .* USD/],
    ['no key of ours', () => world.shop.settings.keys.clear(), /^HTTP 401 woocommerce_rest_cannot_view/],
    [
      'a key that may only read',
      () => world.shop.settings.keys.set('ck_sandbox', { secret: 'cs_sandbox', can: 'write', mayEdit: true }),
      /read permissions/,
    ],
    [
      'a key of somebody who may not edit',
      () =>
        world.shop.settings.keys.set('ck_sandbox', {
          secret: 'cs_sandbox',
          can: 'read_write',
          mayEdit: false,
        }),
      /^HTTP 403/,
    ],
  ])('with %s gets nothing, and says why', async (_, set, says) => {
    set();
    const adapter = world.adapter();

    expect(await adapter.problem?.()).toMatch(says);
    expect(await adapter.deliver(message())).toEqual({
      kind: 'paused',
      error: expect.stringMatching(says) as string,
    });
    expect(writes(world)).toEqual([]);
  });

  test('is checked again after a minute, once for all callers', async () => {
    world.shop.settings.currency = 'EUR';
    const adapter = world.adapter();
    await Promise.all([adapter.problem?.(), adapter.problem?.(), adapter.deliver(message())]);
    const looks = () => world.shop.requests.filter(({ path }) => path.endsWith('/system_status')).length;
    expect(looks()).toBe(1);

    world.shop.settings.currency = 'USD';
    expect(await adapter.problem?.()).toMatch(/EUR/);
    world.now = new Date(world.now.getTime() + 60_000);

    expect(await adapter.problem?.()).toBeNull();
    expect(looks()).toBe(2);
  });

  test('a key that is revoked during use pauses it', async () => {
    const adapter = world.adapter();
    await adapter.deliver(message());
    world.shop.settings.keys.set('ck_sandbox', { secret: 'cs_sandbox', can: 'read', mayEdit: true });

    const outcome = await adapter.deliver(message({ seats: [seat({ price: '179.00' })] }));

    expect(outcome).toMatchObject({
      kind: 'paused',
      error: expect.stringContaining('write permissions') as string,
    });
    expect(await adapter.problem?.()).toMatch(/write permissions/);
  });

  test.each([
    ['9.8.9', false],
    ['9.9.0', true],
    ['9.10.1', true],
    ['10.0.0-rc.1', true],
    ['8.99', false],
  ])('version %s is new enough: %s', (version, isEnough) => {
    const found = mismatch({ version, plugins: [OPENEDX_PLUGIN], currency: 'USD' }, 'USD');

    expect(found === null).toBe(isEnough);
  });
});

describe('an unconfirmed shop', () => {
  test('gets nothing, and can be asked what it would get', async () => {
    world.isConfirmed = false;
    world.shop.put(byHand());
    const adapter = world.adapter();
    const seats = [seat(), seat({ seatType: 'credit', mode: 'credit', price: '300.00' })];

    expect(await adapter.problem?.()).toMatch(/shop plan/);
    expect(await adapter.deliver(message({ seats }))).toMatchObject({ kind: 'paused' });
    expect(await adapter.shop?.preview(message({ seats }))).toMatchObject({
      kind: 'preview',
      all: [
        { seatType: 'verified', action: 'adopt', sku: 'BY-HAND', from: '120.00', to: '149.00' },
        { seatType: 'credit', action: 'make', sku: `${RUN}|credit`, from: null, to: '300.00' },
      ],
    });
    expect(writes(world)).toEqual([]);
  });

  test('gets what waited as soon as somebody confirms', async () => {
    world.isConfirmed = false;
    const adapter = world.adapter();
    await adapter.deliver(message());

    world.isConfirmed = true;

    expect((await adapter.deliver(message())).kind).toBe('delivered');
  });
});

describe('a SKU', () => {
  const long = `course-v1:edX+${'Long'.repeat(30)}+1T2026`;

  test.each([
    [RUN, `${RUN}|verified`],
    ['course-v1:edX+A~b-c.d_e+1', 'course-v1:edX+A~b-c.d_e+1|verified'],
  ])('of %s is used as it is', (key, sku) => expect(skuFor(key, 'verified')).toBe(sku));

  test.each([[long], ['course-v1:edX+Über+1'], ['course-v1:МФТИ+Физика+1']])(
    'of %s has a hash, can be told apart by a shop, and has at most 100 characters',
    (key) => {
      const sku = skuFor(key, 'verified');
      expect(sku).toMatch(/^[\w\-~.:+|]{1,83}-[0-9a-f]{16}$/);
      expect(skuFor(key.toUpperCase().replace('COURSE-V1', 'course-v1'), 'verified')).toBe(sku);
      expect(skuFor(key, 'credit')).not.toBe(sku);
    },
  );

  test('differs for keys that a shop would fold into one', () => {
    const skus = ['course-v1:edX+Uber+1', 'course-v1:edX+Über+1', `${long}a`, `${long}b`].map((key) =>
      skuFor(key, 'verified'),
    );

    expect(new Set(skus.map((sku) => sku.toLowerCase())).size).toBe(4);
  });
});
