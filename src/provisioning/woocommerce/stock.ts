// The single requests to a shop: find, create and change products. Does not decide what.
import { Stopped } from '../rest/endpoint';
import { retry } from '../target';
import { FIELDS, product, products } from './responses';
import type { Product } from './responses';
import { NotTaken } from './endpoint';
import type { Ask } from './endpoint';
import { differing } from './products';
import type { Fields, Offer } from './products';

/** Products per page of a listing: plugins keep much in their meta data. */
const PAGE = 50;
/** How far a shop's clock may differ from ours. */
const CLOCKS_APART_MS = 600_000;
const LISTING_FRESH_MS = 30_000;

/** The products with exactly that SKU; the shop itself ignores case and accents. */
export async function findBySku(
  ask: Ask,
  sku: string,
  where: 'shelf' | 'trash' = 'shelf',
): Promise<Product[]> {
  const status = where === 'trash' ? '&status=trash' : '';
  const path = `/products?sku=${encodeURIComponent(sku)}${status}&per_page=100&_fields=${FIELDS}`;
  const found = await ask({ method: 'GET', path, data: products });
  return found.filter((one) => one.sku === sku);
}

export const findById = (ask: Ask, id: number): Promise<Product> =>
  ask({ method: 'GET', path: `/products/${id}`, data: product });

/** Changes only the given fields, and returns the product afterwards. */
export const put = (ask: Ask, { id }: Product, body: Fields): Promise<Product> =>
  ask({ method: 'PUT', path: `/products/${id}`, body, data: product });

/**
 * Creates a draft, which nobody can buy whatever becomes of the request, and reads it back. If the SKU is taken,
 * returns the product that has it, which may have little more than the SKU; null if the shop does not say which.
 */
export async function makeDraft(ask: Ask, offer: Offer): Promise<Product | null> {
  const body = { name: offer.name, type: 'simple', ...differing(offer, null), status: 'draft' };
  try {
    const { id } = await ask({ method: 'POST', path: '/products', body, data: product });
    return await findById(ask, id);
  } catch (error) {
    if (!(error instanceof NotTaken)) throw error;
    if (error.reason === 'woocommerce_rest_product_not_created') return null;
    if (error.reason !== 'product_invalid_sku' || error.productId === undefined) throw error;
    return findById(ask, error.productId);
  }
}

/**
 * Knows all simple products, whoever created them: a shop cannot filter by meta data, so all are listed once, and later
 * only those that changed. A listing continues when its caller has left. Results may be out of date.
 */
export function createListing(
  ask: (signal: AbortSignal) => Ask,
  { clock, deadlineMs }: { readonly clock: () => Date; readonly deadlineMs: number },
) {
  const known = new Map<number, Product>();
  let listedAt = -Infinity;
  let underWay: Promise<void> | undefined;

  async function list(): Promise<void> {
    const startedAt = clock().getTime();
    const since = listedAt > 0 ? new Date(listedAt - CLOCKS_APART_MS).toISOString().slice(0, 19) : null;
    const changed = since ? `&modified_after=${since}&dates_are_gmt=true` : '';
    for (let page = 1, left = true; left; page += 1) {
      const path = `/products?per_page=${PAGE}&page=${page}&orderby=id&order=asc&type=simple${changed}&_fields=${FIELDS}`;
      const found = await ask(AbortSignal.timeout(deadlineMs))({ method: 'GET', path, data: products });
      for (const one of found) known.set(one.id, one);
      left = found.length === PAGE;
    }
    listedAt = startedAt;
  }
  /** Throws Stopped if the signal ends it first. */
  async function all(signal: AbortSignal): Promise<Product[]> {
    if (clock().getTime() - listedAt > LISTING_FRESH_MS) {
      underWay ??= list().finally(() => (underWay = undefined));
      await Promise.race([underWay, whenAborted(signal)]);
    }
    return [...known.values()];
  }
  return { all };
}

const whenAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const stop = () => reject(new Stopped(retry('The products of the shop are still being listed.')));
    signal.addEventListener('abort', stop, { once: true });
  });
