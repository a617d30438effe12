// A WooCommerce shop as a selling system: delivers to it, reads it, and previews changes. Does not decide when.
import { NO_SKUS } from '../../model/provisioning';
import type { Skus } from '../../model/provisioning';
import type { EcommerceMessage } from '../messages';
import { paced } from '../pace/budget';
import { Stopped, talk } from '../rest/endpoint';
import { refused } from '../target';
import type { AdapterOptions, Ecommerce, ProductChange, Outcome } from '../target';
import type { Product } from './responses';
import { createChecks } from './checks';
import { createEndpoint } from './endpoint';
import { find, freshly, provide, withdraw } from './offering';
import type { Visit } from './offering';
import {
  actualOf,
  deliveredOf,
  productChangeOf,
  isOffered,
  isOfRun,
  isOnSale,
  modeOf,
  offersIn,
} from './products';
import type { Offer, Stocked } from './products';
import { createListing, findBySku } from './stock';

/**
 * WooCommerce 9.9 or newer. It has no revisions or idempotency keys: the SKU is the key, and is looked up, in the trash
 * too, if the outcome of a request is unclear. A product is created as a draft and published once read back complete: a
 * process that dies in between would otherwise leave one that can be bought but enrolls nobody. Nothing is deleted.
 * Name, description, pictures and sale price belong to the shop's people. A shop has no entitlements.
 */
export function createShop(options: AdapterOptions): Ecommerce {
  const { deadlineMs, clock, skusOf, currency = '', budget } = options;
  const endpoint = createEndpoint(options);
  const listing = createListing(endpoint.asking, options);
  const checks = createChecks(endpoint.asking, options);

  /** Visits the shop if its checks pass. */
  async function visiting<T extends { kind: string }>(
    isSending: boolean,
    held: (visit: Visit) => Promise<T>,
  ) {
    const outcome = await talk(deadlineMs, async (signal) => {
      await checks.pass(isSending);
      return held({ ask: endpoint.asking(signal), clock, listed: () => listing.all(signal) });
    });
    return checks.saw(outcome);
  }
  return {
    budget,
    problem: checks.problem,
    close: endpoint.close,
    deliver: (message) =>
      visiting(true, async (visit) => delivered(visit, message, await skusOf(message.courseRunKey))),
    read: (courseRunKey, patienceMs) => {
      const once = () =>
        visiting(false, async (visit) => {
          const known = await knownOf(visit, courseRunKey, await skusOf(courseRunKey));
          const stock = [...known, ...(await othersOf(visit, courseRunKey, known))];
          return { kind: 'read' as const, actual: actualOf(courseRunKey, { stock, currency }) };
        });
      return paced(budget, once, { patienceMs });
    },
    shop: {
      takeOff: (message, seatTypes) => visiting(true, (visit) => takenOff(visit, message, seatTypes)),
      preview: (message) =>
        paced(budget, () =>
          visiting(false, async (visit) => ({
            kind: 'preview' as const,
            all: await productChanges(visit, message, await skusOf(message.courseRunKey)),
          })),
        ),
    },
  };
}

async function delivered(visit: Visit, message: EcommerceMessage, known: Skus): Promise<Outcome> {
  const refusals: string[] = [];
  const sold: { offer: Offer; product: Product }[] = [];
  const offers = offersIn(message);
  for (const offer of offers) {
    const product = await orRefusal(provide(visit, offer), (why) => void refusals.push(why));
    if (product) sold.push({ offer, product });
  }
  const others = await notSold(visit, message, known);
  for (const { product } of others) await withdraw(visit.ask, product);
  if (refusals.length > 0) return refused(refusals.join('\n'));
  const here = [...sold.map(({ offer }) => offer), ...others, ...offers.filter(({ isLeft }) => isLeft)];
  const seats = Object.keys(known.seats).filter((slug) => !here.some(({ seatType }) => seatType === slug));
  const gone = { seats, entitlements: Object.keys(known.entitlements) };
  return deliveredOf(sold, { now: visit.clock(), gone });
}

async function takenOff(
  visit: Visit,
  message: EcommerceMessage,
  seatTypes: readonly string[],
): Promise<Outcome> {
  for (const offer of offersIn(message).filter(({ seatType }) => seatTypes.includes(seatType))) {
    const product = await find(visit, offer);
    if (product) await withdraw(visit.ask, product);
  }
  return { kind: 'delivered', skus: NO_SKUS };
}

const NO_PRICE = {
  ...({ action: 'keep', from: null, to: null } as const),
  says: 'Nobody knows its price: what is there stays as it is, and nothing is made.',
};
async function productChanges(
  visit: Visit,
  message: EcommerceMessage,
  known: Skus,
): Promise<ProductChange[]> {
  const offered = offersIn(message).map(async (offer): Promise<ProductChange> => {
    let why: string | null = null;
    const product = await orRefusal(find(visit, offer), (words) => void (why = words));
    const isLeft = offer.isLeft && why === null && isOnSale(offer, visit.clock());
    if (isLeft) return { ...NO_PRICE, seatType: offer.seatType, sku: product?.sku ?? null };
    return productChangeOf(offer, why ?? product, visit.clock());
  });
  const surplus = (await notSold(visit, message, known)).filter(({ product }) => isOffered(product));
  const others = await othersOf(visit, message.courseRunKey, surplus);
  const strange = others.filter(
    ({ seatType: mode, product }) =>
      isOffered(product) && !message.seats.some((seat) => (seat.mode ?? seat.seatType) === mode),
  );
  const rowOf = ({ seatType, product: { sku, regular_price: from } }: Stocked) => ({
    ...{ seatType, sku: sku || null, from: from || null },
  });
  return [
    ...(await Promise.all(offered)),
    ...surplus.map((one): ProductChange => ({
      ...rowOf(one),
      action: 'take off sale',
      to: null,
      says: null,
    })),
    ...strange.map((one): ProductChange => ({
      ...rowOf(one),
      action: 'keep',
      to: rowOf(one).from,
      says: STRANGE,
    })),
  ];
}

const STRANGE = 'Nobody is paid for this mode here: the product is for sale, and stays as it is.';

/** The products of seats that are not sold any more or, if none of the run is, all that name it. */
async function notSold(
  visit: Visit,
  message: EcommerceMessage,
  { seats, ...none }: Skus,
): Promise<Stocked[]> {
  const { courseRunKey: key, seats: sold } = message;
  const gone = Object.entries(seats).filter(([slug]) => !sold.some(({ seatType }) => seatType === slug));
  const known = await knownOf(visit, key, { ...none, seats: Object.fromEntries(gone) });
  const likely = sold.length === 0 ? await othersOf(visit, key, known) : [];
  const others = likely.map(async ({ seatType, product }) =>
    (await freshly(visit, product))
      .filter((one) => isOfRun(one, message))
      .map((one) => ({ seatType, product: one })),
  );
  return [...known, ...(await Promise.all(others)).flat()];
}

/** The products of a run's seats whose SKUs are known. */
async function knownOf({ ask }: Visit, courseRunKey: string, { seats }: Skus): Promise<Stocked[]> {
  const bySku = async ([seatType, { sku }]: [string, { sku: string }]) => {
    const found = await findBySku(ask, sku);
    return found.filter((one) => isOfRun(one, { courseRunKey })).map((product) => ({ seatType, product }));
  };
  return (await Promise.all(Object.entries(seats).map(bySku))).flat();
}

/** Other products whose meta data names the run, by their mode. */
async function othersOf(
  { listed }: Visit,
  courseRunKey: string,
  known: readonly Stocked[],
): Promise<Stocked[]> {
  const ofRun = (await listed()).filter((one) => isOfRun(one, { courseRunKey }));
  return ofRun
    .filter(({ id }) => !known.some(({ product }) => product.id === id))
    .map((product) => ({ seatType: modeOf(product), product }));
}

/** The result; null, after calling `onRefusal`, if the shop's state prevents this one seat. */
async function orRefusal<T>(work: Promise<T>, onRefusal: (why: string) => void): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof Stopped) || error.outcome.kind !== 'refused') throw error;
    onRefusal(error.outcome.error);
    return null;
  }
}
