// The stand-in for a WordPress shop: WooCommerce 11 with the plugin Open edX Commerce, as far as
// test/recordings/woocommerce shows, on a socket, with faults and a record of requests.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { answerWith, createFaults, send, type Faults } from '../faults';
import { openSocket } from '../graphql-endpoint';
import { openState } from '../journal';
import { create } from './products';
import type { Shelf, ShopProduct } from './products';
import { answerTo, type ShopRecord, type ShopSettings } from './routes';
import { cartRefusal } from './storefront';

export type Shop = {
  /** The shop's URL: its API is below it. */
  url: string;
  port: number;
  settings: ShopSettings;
  faults: Faults;
  requests: ShopRecord[];
  shelf: Shelf;
  /** Creates a product as a person would, with everything the API accepts. */
  put: (product: Partial<ShopProduct>) => ShopProduct;
  /** What a visitor can buy now. */
  onSale: () => ShopProduct[];
  reset: () => void;
  goDown: () => Promise<void>;
  comeUp: () => Promise<void>;
  stop: () => Promise<void>;
};

export const shopKey = { key: 'ck_sandbox', secret: 'cs_sandbox' };
export const OPENEDX_PLUGIN = 'openedx-commerce/openedx-commerce.php';
const usual = (currency: string): ShopSettings => ({
  ...{ version: '11.0.1', plugins: [OPENEDX_PLUGIN, 'woocommerce/woocommerce.php'], currency },
  isInMaintenance: false,
  keys: new Map([[shopKey.key, { secret: shopKey.secret, can: 'read_write', mayEdit: true }]]),
});

type Kept = { products: [number, ShopProduct][]; lookup: [number, string][]; nextId: number };
type Options = { port: number; host?: string; currency?: string; stateFile?: string; now?: () => Date };

/** Resolves once it listens; throws if the port is in use. With a state file, products survive a restart. */
export async function startShop({
  currency = 'USD',
  stateFile,
  now = () => new Date(),
  ...address
}: Options): Promise<Shop> {
  const faults = createFaults();
  const requests: ShopRecord[] = [];
  const settings = usual(currency);
  const { shelf, keep } = openShelf(stateFile);
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
    const record = recordOf(request, url, await text(request));
    requests.push(record);
    response.once('close', () => (record.endedAt ??= now().toISOString()));
    const fault = faults.take(record);
    const wanted = fault?.kind === 'shop' ? fault.what : undefined;
    record.fault = wanted ?? fault?.kind ?? null;
    const what = wanted ?? String(request.headers['x-woo-fault'] ?? '');
    const apply = async () => {
      if (!requests.includes(record)) throw new Error('The request is from before a reset.');
      const right = answerTo({ settings, shelf, record, url, what, now: now() });
      keep();
      return right;
    };
    await (fault && fault.kind !== 'shop'
      ? answerWith(fault, response, apply)
      : apply().then((right) => send(response, right)));
  }
  const socket = await openSocket(
    (request, response) => void answer(request, response).catch(() => response.destroy()),
    { ...address, serves: /^\/wp-json\// },
  );
  function reset(): void {
    Object.assign(settings, usual(currency));
    shelf.products.clear();
    shelf.lookup.clear();
    faults.clear();
    requests.length = 0;
  }
  const put = (product: Partial<ShopProduct>): ShopProduct => {
    const made = putByHand(shelf, product, now());
    keep();
    return made;
  };
  const onSale = () => [...shelf.products.values()].filter((one) => cartRefusal(one, one.id) === null);
  const { port, close: goDown, open: comeUp } = socket;
  const common = { url: new URL(socket.url).origin, port, settings, faults, requests, shelf };
  return { ...common, put, onSale, reset, goDown, comeUp, stop: goDown };
}

function openShelf(stateFile: string | undefined) {
  const file = openState<Kept>(stateFile);
  const { products, lookup, nextId } = file.read() ?? { products: [], lookup: [], nextId: 11 };
  const shelf: Shelf = { products: new Map(products), lookup: new Map(lookup), nextId };
  const keep = () => file.write({ ...shelf, products: [...shelf.products], lookup: [...shelf.lookup] });
  return { shelf, keep };
}

function putByHand(shelf: Shelf, { id, ...product }: Partial<ShopProduct>, now: Date): ShopProduct {
  if (id !== undefined) shelf.nextId = id;
  const made = Object.assign(create(shelf, { name: 'By hand', ...product }, { now }), product);
  if (product.price === undefined) made.price = made.sale_price || made.regular_price;
  return made;
}

function recordOf({ method, headers }: IncomingMessage, url: URL, input: string): ShopRecord {
  const path = decodeURIComponent(url.pathname);
  const about = /course-v1:[^/&"|?]+/.exec(decodeURIComponent(url.search) + input)?.[0];
  return {
    ...{ at: new Date().toISOString(), endedAt: null, headers, query: `${method} ${path}`, path, input },
    ...{ courseRunKey: about, fault: null },
  };
}
