// Finds or creates the product of one seat, and puts it on or off sale according to its time.
import { Stopped } from '../rest/endpoint';
import { refused, retry } from '../target';
import type { Product } from './responses';
import { NotTaken } from './endpoint';
import type { Ask } from './endpoint';
import { canBecome, differing, isEmpty, isOffered, isOfRun, isOnSale, movedPrice, sells } from './products';
import type { Fields, Offer } from './products';
import { findById, findBySku, makeDraft, put } from './stock';

/** One exchange of requests with the shop. */
export interface Visit {
  readonly ask: Ask;
  readonly clock: () => Date;
  /** All simple products, as they were a moment ago. */
  readonly listed: () => Promise<Product[]>;
}

/** The product of a seat; null if there is none. Throws Stopped if several fit, or another product has its SKU. */
export async function find(visit: Visit, offer: Offer): Promise<Product | null> {
  const ours = offer.skus.at(-1);
  for (const where of ['shelf', 'trash'] as const) {
    for (const sku of offer.skus) {
      const found = await findBySku(visit.ask, sku, where);
      const fitting = found.filter((one) => (sku === ours ? canBecome(one, offer) : isOfRun(one, offer)));
      if (fitting.length > 1) throw several(offer, fitting);
      if (fitting[0]) return fitting[0];
      if (found[0] && sku === ours) throw taken(offer, found[0]);
    }
    const [adopted, ...others] = where === 'shelf' ? await sellingNow(visit, offer) : [];
    if (adopted && others.length > 0) throw several(offer, [adopted, ...others]);
    if (adopted) return adopted;
  }
  return null;
}

async function sellingNow(visit: Visit, offer: Offer): Promise<Product[]> {
  const likely = (await visit.listed()).filter((one) => sells(one, offer));
  const now = await Promise.all(likely.map((one) => freshly(visit, one)));
  return now.flat().filter((one) => sells(one, offer));
}

/** A listed product as it is now; none if it was deleted or is in the trash. */
export async function freshly({ ask }: Visit, { id }: Product): Promise<Product[]> {
  const one = await findById(ask, id).catch((error: unknown) => {
    if (error instanceof NotTaken) return null;
    throw error;
  });
  return one && one.status !== 'trash' ? [one] : [];
}

/** Makes the seat's product as it must be; null if there is none and none is needed. */
export async function provide(visit: Visit, offer: Offer): Promise<Product | null> {
  const { ask, clock } = visit;
  const found = await find(visit, offer);
  if (offer.isLeft) return found && isOffered(found) ? leave(visit, offer, found) : null;
  if (!found && !isOnSale(offer, clock())) return null;
  const product = found ?? (await makeDraft(ask, offer));
  if (!product)
    throw new Stopped(retry(`The SKU ${offer.skus.at(-1)} is taken, by nothing that is listed yet.`));
  return settle(visit, offer, product);
}

/** Leaves a product whose price is unknown unchanged, but takes it off sale at its time. */
async function leave({ ask, clock }: Visit, offer: Offer, found: Product): Promise<Product> {
  if (!isOnSale(offer, clock())) await withdraw(ask, found);
  return found;
}

/** Makes the product as it must be, and returns it. */
async function settle({ ask, clock }: Visit, offer: Offer, found: Product): Promise<Product> {
  if (!canBecome(found, offer)) throw taken(offer, found);
  let product = found;
  const change = async (fields: Fields) => void (product = await put(ask, product, fields));
  const fields = differing(offer, product);
  if (!isEmpty(fields)) await change(fields);
  if (product.price === '') {
    await change({ regular_price: movedPrice(offer.price), status: 'draft' });
    await change({ regular_price: offer.price });
  }
  const left = differing(offer, product);
  if (!isEmpty(left) || product.price === '') {
    throw new Stopped(retry(`Product ${product.id} took what was sent, but lacks: ${JSON.stringify(left)}`));
  }
  if (isOnSale(offer, clock()) && product.status !== 'publish') await change({ status: 'publish' });
  // Checked again: its time may have come while it was published.
  if (!isOnSale(offer, clock())) await withdraw(ask, product);
  return product;
}

/** Takes the product off sale; one that is not for sale is left alone. */
export async function withdraw(ask: Ask, product: Product): Promise<void> {
  if (!isOffered(product)) return;
  const after = await put(ask, product, { status: 'draft' });
  if (isOffered(after)) throw new Stopped(retry(`Product ${product.id} is still for sale.`));
}

const named = (products: readonly Product[]): string =>
  products.map(({ id, sku }) => `${id} (${sku})`).join(', ');

function several(offer: Offer, products: readonly Product[]): Stopped {
  const what = `Several products sell ${offer.mode} of ${offer.courseRunKey}: ${named(products)}.`;
  return new Stopped(refused(`${what} None is taken over; leave the course meta data to one of them.`));
}
function taken(offer: Offer, { id, type, meta_data: meta }: Product): Stopped {
  const what = `The SKU ${offer.skus.at(-1)} is that of product ${id}, which this run cannot have`;
  return new Stopped(refused(`${what}: a ${type} one that sells ${meta.get('_course_id') || 'no run'}.`));
}
