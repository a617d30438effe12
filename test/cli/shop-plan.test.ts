// shop plan as a person runs it: what the shop would get, run by run, with totals; and shop confirm.
import { shopKey, startShop } from '../../sandbox/shop/shop';
import type { Shop } from '../../sandbox/shop/shop';
import type { ShopProduct } from '../../sandbox/shop/products';
import { stopSelling } from '../../src/changes/stop-selling';
import { UNCONFIRMED } from '../../src/provisioning/woocommerce/checks';
import {
  confirmSystem,
  isConfirmed,
  declareSystems,
  readSystems,
  saveProblem,
} from '../../src/store/systems';
import { aVerifiedCourse, DEVELOPER, POLICY, startReplica } from '../support/changes';
import type { Replica } from '../support/changes';
import { runCli } from '../support/cli';
import { useTestDatabase } from '../support/database';

// Each command is a process of its own, and a busy machine takes seconds to start one.
jest.setTimeout(90_000);

const database = useTestDatabase();
let shop: Shop;
let replica: Replica;
beforeAll(async () => {
  shop = await startShop({ port: 0 });
  replica = await startReplica(database.url, { policy: { ...POLICY, isShop: true } });
});
afterEach(() => shop.reset());
afterAll(() => Promise.all([shop.stop(), replica.stop()]));

const shopCommand = (name: string) =>
  runCli(['shop', name], {
    ...{ DATABASE_URL: database.url, LMS_URL: 'http://127.0.0.1:9', SANDBOX: 'false' },
    ...{ ECOMMERCE_PROTOCOL: 'woocommerce', ECOMMERCE_URL: shop.url },
    ...{ WOOCOMMERCE_KEY: shopKey.key, WOOCOMMERCE_SECRET: shopKey.secret },
  });

/** A product for the run's verified seat, for 49.00, unless it says otherwise. */
const put = (run: string, deviations: Partial<ShopProduct> = {}) =>
  shop.put({
    ...{ sku: `${run}|verified`, regular_price: '49.00', virtual: true, sold_individually: true },
    meta_data: [
      { id: 1, key: 'is_openedx_course', value: 'yes' },
      { id: 2, key: '_course_id', value: run },
      { id: 3, key: '_mode', value: 'verified' },
    ],
    ...deviations,
  });

test('shows what would be adopted, made, changed and taken off sale, and the totals, and changes nothing', async () => {
  const runs: string[] = [];
  for (let number = 0; number < 7; number += 1) runs.push((await aVerifiedCourse(replica)).run);
  const [adopted = '', made = '', changed = '', stopped = '', kept = '', hidden = '', refused = ''] = runs;
  put(adopted, { sku: 'BY-HAND', regular_price: '120.00' });
  put(changed, { regular_price: '39.00' });
  put(stopped, { sku: 'OLD', regular_price: '10.00' });
  put(kept);
  put(hidden, { status: 'draft' });
  put(refused, { sku: 'ONE' });
  put(refused, { sku: 'TWO' });
  await stopSelling(replica, DEVELOPER, { courseRunKey: stopped, reason: 'A test' });
  const before = structuredClone([...shop.shelf.products.values()]);

  const { code, out } = await shopCommand('plan');

  expect(out.split('\n')).toEqual([
    `${adopted} verified: adopt BY-HAND 120.00 -> 49.00`,
    `${made} verified: make ${made}|verified no price -> 49.00`,
    `${changed} verified: change ${changed}|verified 39.00 -> 49.00`,
    `${stopped} verified: take off sale OLD 10.00 -> not for sale`,
    `${hidden} verified: change ${hidden}|verified 49.00 It is draft now, and will be for sale.`,
    expect.stringMatching(/verified: refuse Several .*ONE.*TWO/) as string,
    '1 to adopt, 1 to make, 2 to change, 1 to take off sale, 1 to keep, 1 to refuse. A shop cannot sell entitlements; they are left out.',
    '',
  ]);
  expect(code).toBe(0);
  expect([...shop.shelf.products.values()]).toEqual(before);
});

test('a product that somebody made for a mode that is not sold here is shown, and stays', async () => {
  const { run } = await aVerifiedCourse(replica);
  put(run);
  const byHand = put(run, { sku: 'HONOR', regular_price: '20.00' });
  Object.assign(byHand.meta_data[2] ?? {}, { value: 'honor' });

  const { out } = await shopCommand('plan');

  expect(out).toContain(
    `${run} honor: keep HONOR 20.00 Nobody is paid for this mode here: the product is for sale, and stays as it is.`,
  );
});

test('confirming the shop lets deliveries to it, and to no other, begin at once', async () => {
  await declareSystems(replica.database, { ECOMMERCE: 'woocommerce', LMS: 'rest' });
  const state = async () => (await readSystems(replica.database))[0];
  const old = { problem: 'Another problem.', pauseMs: 60_000 };
  await saveProblem(replica.database, 'ECOMMERCE', old);
  await confirmSystem(replica.database, 'https://old.example.com', UNCONFIRMED);
  expect(await state()).toMatchObject({ problem: old.problem });
  await saveProblem(replica.database, 'ECOMMERCE', { problem: UNCONFIRMED, pauseMs: 60_000 });

  const { code } = await shopCommand('confirm');

  expect(code).toBe(0);
  expect(await state()).toMatchObject({ problem: null, pausedUntil: null });
  expect(await isConfirmed(replica.database, shop.url)).toBe(true);
  expect(await isConfirmed(replica.database, 'https://other.example.com')).toBe(false);
});

test('a shop that may not be asked fails the plan, and says why', async () => {
  await aVerifiedCourse(replica);
  shop.settings.version = '9.8.0';

  const { code, err } = await shopCommand('plan');

  expect(code).toBe(2);
  expect(err).toContain('It runs WooCommerce 9.8.0; 9.9 or newer is needed.');
});
