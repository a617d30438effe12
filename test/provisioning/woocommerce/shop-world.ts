// The adapter for a shop with the stand-in, a settable clock, and messages built from defaults and deviations.
import { OPENEDX_PLUGIN, shopKey, startShop } from '../../../sandbox/shop/shop';
import type { Shop } from '../../../sandbox/shop/shop';
import type { ShopProduct } from '../../../sandbox/shop/products';
import type { EcommerceMessage } from '../../../src/provisioning/messages';
import type { AdapterOptions } from '../../../src/provisioning/target';
import { createShop } from '../../../src/provisioning/woocommerce/shop';

export const RUN = 'course-v1:edX+DemoX+1T2026';
export const SKU = `${RUN}|verified`;
export const NOW = new Date('2026-03-01T12:00:00Z');

type WantedSeat = EcommerceMessage['seats'][number];

/** A verified seat for 149.00 until the deadline, a month from now. */
export const seat = (deviations: Partial<WantedSeat> = {}): WantedSeat => ({
  ...{ seatType: 'verified', mode: 'verified', certificateType: 'verified', idVerificationRequired: true },
  ...{ price: '149.00', currency: 'USD', expires: '2026-04-01T00:00:00.000Z', sku: null },
  ...{ creditProvider: null, creditHours: null, variantId: null },
  ...deviations,
});

export const message = (deviations: Partial<EcommerceMessage> = {}): EcommerceMessage => ({
  ...{ idempotencyKey: '6a0e', revision: 1, courseRevision: 1, courseKey: 'edX+DemoX', courseRunKey: RUN },
  ...{ courseUuid: 'a8b1c1d4-5a0e-5c37-8a0a-0d6f4a1f6c11', name: 'Demo', verificationDeadline: null },
  ...{ seats: [seat()], entitlements: [] },
  ...deviations,
});

/** A product as a person might have entered it by hand, for the seat of `message`. */
export const byHand = (deviations: Partial<ShopProduct> = {}): Partial<ShopProduct> => ({
  ...{ name: 'The demo course', sku: 'BY-HAND', regular_price: '120.00', description: 'Come and see.' },
  meta_data: [
    { id: 1, key: 'is_openedx_course', value: 'yes' },
    { id: 2, key: '_course_id', value: RUN },
    { id: 3, key: '_mode', value: 'verified' },
  ],
  ...deviations,
});

export interface ShopWorld {
  readonly shop: Shop;
  /** What the adapter takes for now. */
  now: Date;
  /** What is known of the run. */
  skus: Awaited<ReturnType<AdapterOptions['skusOf']>>;
  isConfirmed: boolean;
  /** A new adapter, as after a restart. */
  readonly adapter: () => ReturnType<typeof createShop>;
  readonly reset: () => void;
  readonly stop: () => Promise<void>;
}

export async function startShopWorld(deadlineMs = 5_000): Promise<ShopWorld> {
  const shop = await startShop({ port: 0, now: () => world.now });
  const adapters: ReturnType<typeof createShop>[] = [];
  const usual = () => ({ now: NOW, skus: { seats: {}, entitlements: {} }, isConfirmed: true });
  const world: ShopWorld = {
    shop,
    ...usual(),
    adapter: () => {
      const options = { url: shop.url, deadlineMs, currency: 'USD', access: shopKey };
      const asked = {
        clock: () => world.now,
        skusOf: async () => world.skus,
        isConfirmed: async () => world.isConfirmed,
        login: () => {
          throw new Error('A shop knows no tokens.');
        },
      };
      const adapter = createShop({ ...options, ...asked });
      adapters.push(adapter);
      return adapter;
    },
    reset: () => {
      shop.reset();
      Object.assign(world, usual());
    },
    stop: async () => {
      await Promise.all(adapters.map((one) => one.close()));
      await shop.stop();
    },
  };
  return world;
}

/** The products as they are on the shelf, whatever their status. */
export const shelf = ({ shop }: ShopWorld): ShopProduct[] => [...shop.shelf.products.values()];
/** The only product. */
export function only(world: ShopWorld): ShopProduct {
  const [product, ...others] = shelf(world);
  if (!product || others.length > 0) throw new Error(`There are ${shelf(world).length} products.`);
  return product;
}
/** The writes, by method and path. */
export const writes = ({ shop }: ShopWorld): string[] =>
  shop.requests.map(({ query }) => query).filter((query) => !query.startsWith('GET'));
export const metaOf = ({ meta_data: meta }: ShopProduct): Record<string, unknown> =>
  Object.fromEntries(meta.map(({ key, value }) => [key, value]));
export { OPENEDX_PLUGIN };
