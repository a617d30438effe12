// E-Commerce over REST: reads what is there, sends only what differs, and reads back. Does not decide when.
import type { ActualProducts, Skus } from '../../model/provisioning';
import type { EcommerceMessage } from '../messages';
import { retry } from '../target';
import type { Delivered, Ecommerce, Outcome } from '../target';
import { isSold, productOf, workFor } from './products';
import type { SeatProduct, Stock } from './products';
import { createEndpoint, talk } from './endpoint';
import type { RestOptions } from './endpoint';
import { send, stockOf } from './stock';

export interface EcommerceRestOptions extends RestOptions {
  /** What we know of a run and its course: E-Commerce can find an entitlement by its SKU only. */
  readonly skusOf: (courseRunKey: string) => Promise<Skus>;
  readonly clock: () => Date;
  /** How long a publication whose outcome is unknown may still go on there. */
  readonly settleMs?: number;
}

/** A publication asks the LMS twice, with a timeout of seconds each; the rest is margin. */
const SETTLE_MS = 30_000;

/**
 * openedx/ecommerce at 615fdee5. Its publication (extensions/api/v2/views/publication.py, courses/models.py) finds seats
 * by SKU only, and makes a product of a seat without a known one; so the run's products are read first, and found by
 * certificate type, ID verification and credit provider. It knows no revision either: that deliveries of a course come
 * one after the other, and the reading, have to suffice. A publication whose outcome is unknown is given time to end
 * before anything else is sent, by whichever relay; should two have made a product each, the younger is retired.
 *
 * Nothing can be deleted there. A seat that shall not be sold expires now, and so does an entitlement, as a product of
 * its own: what has expired is not for sale (extensions/partner/strategy.py). Entitlements have no list by course: one
 * that we have no SKU of is published, which finds it by course and certificate type, and is else not seen.
 */
export function createEcommerceRest(options: EcommerceRestOptions): Ecommerce {
  const { deadlineMs, skusOf, clock, settleMs = SETTLE_MS } = options;
  const endpoint = createEndpoint(options);

  async function deliver(message: EcommerceMessage, isUnsettled = false): Promise<Outcome> {
    const { courseRunKey } = message;
    const { entitlements: skus } = await skusOf(courseRunKey);
    return talk(deadlineMs, async (signal) => {
      const before = await stockOf(endpoint, { courseRunKey, skus }, signal);
      const work = workFor(message, before, clock());
      if (!work) return delivered(message, before);
      if (isUnsettled)
        return retry('A relay vanished after it sent this, and it may be under way.', settleMs);
      const made = await send(endpoint, work, { signal, settleMs });
      const after = await stockOf(endpoint, { courseRunKey, skus: { ...skus, ...made } }, signal);
      const left = workFor(message, after, clock());
      if (!left) return delivered(message, after);
      return retry(`It took what was sent, but this is left: ${JSON.stringify(left)}`, settleMs);
    });
  }

  async function read(courseRunKey: string) {
    const skus = await skusOf(courseRunKey);
    return talk(deadlineMs, async (signal) => {
      const stock = await stockOf(endpoint, { courseRunKey, skus: skus.entitlements }, signal);
      return { kind: 'read' as const, actual: actualOf(stock, skus, clock()) };
    });
  }
  return { deliver, read, close: endpoint.close };
}

function delivered(message: EcommerceMessage, { seats, entitlements }: Stock): Delivered {
  const found = message.seats.map((seat) => [seat.seatType, productOf(seat, seats)] as const);
  return {
    kind: 'delivered',
    skus: {
      seats: Object.fromEntries(
        found.flatMap(([type, one]) => (one ? [[type, { sku: one.sku, bulkSku: one.bulkSku }]] : [])),
      ),
      entitlements: Object.fromEntries(entitlements.map(({ seatType, sku }) => [seatType, sku])),
    },
  };
}

function actualOf({ run, seats, entitlements }: Stock, skus: Skus, now: Date): ActualProducts | null {
  if (!run && entitlements.length === 0) return null;
  const seatTypes = new Map(Object.entries(skus.seats).map(([seatType, { sku }]) => [sku, seatType]));
  return {
    seats: seats.map((seat) => ({
      ...seat,
      seatType: seatTypes.get(seat.sku) ?? modeOf(seat),
      expires: seat.expires && new Date(seat.expires).toISOString(),
      isActive: isSold(seat, now),
    })),
    entitlements: entitlements.map((one) => ({ ...one, isActive: isSold(one, now) })),
  };
}

/** As E-Commerce itself names the mode of a seat (courses/utils.py). */
function modeOf({ certificateType, idVerificationRequired }: SeatProduct): string {
  const isUnidentified = certificateType === 'professional' && !idVerificationRequired;
  return isUnidentified ? 'no-id-professional' : certificateType || 'audit';
}
