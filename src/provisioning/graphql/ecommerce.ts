// E-Commerce over GraphQL: sends what is sold, reads the SKUs in the answer and what exists. Does not decide when.
import { readNames } from '../../model/fields';
import { ENTITLEMENT, SEAT } from '../../model/provisioning';
import type { ActualProducts } from '../../model/provisioning';
import { productsAnswer, provisionedProductsAnswer, subgraphMessageOf, withCurrentPrices } from '../messages';
import type { AnsweredProducts, EcommerceMessage } from '../messages';
import type { HttpOptions } from '../http';
import { paced } from '../pace/budget';
import { refused, retry } from '../target';
import type { AdapterOptions, Ecommerce, Outcome, Reading } from '../target';
import { createEndpoint, userErrorsIn } from './endpoint';

const PRODUCTS = `query ProvisionedProducts($courseRunKey: ID!) {
  provisionedProducts(courseRunKey: $courseRunKey) {
    revision courseRevision
    seats { ${readNames(SEAT).join(' ')} sku bulkSku isActive }
    entitlements { ${readNames(ENTITLEMENT).join(' ')} sku isActive }
  }
}`;
const DOCUMENT = `mutation ProvisionProducts($input: ProvisionProductsInput!) {
  provisionProducts(input: $input) {
    products { revision seats { seatType sku bulkSku isActive } entitlements { seatType sku isActive } }
    userErrors { code message path }
  }
}`;

export function createEcommerceGraphql(options: HttpOptions & Pick<AdapterOptions, 'budget'>): Ecommerce {
  const endpoint = createEndpoint(options);

  async function deliver(asked: EcommerceMessage): Promise<Outcome> {
    let message = asked;
    if ([...asked.seats, ...asked.entitlements].some(({ price }) => price === null)) {
      const reading = await read(asked.courseRunKey);
      if (reading.kind !== 'read') return reading;
      const { seats = [], entitlements = [] } = reading.actual ?? {};
      message = withCurrentPrices(asked, {
        seatOf: ({ seatType }) => seats.find((one) => one.isActive && one.seatType === seatType),
        entitlementOf: (type) => entitlements.find((one) => one.isActive && one.seatType === type),
      });
    }
    const { idempotencyKey } = message;
    const question = {
      document: DOCUMENT,
      variables: { input: subgraphMessageOf('ECOMMERCE', message) },
      data: productsAnswer,
      idempotencyKey,
    };
    const answer = await endpoint.ask(question);
    if (answer.kind !== 'data') return answer;
    const { products, userErrors } = answer.data.provisionProducts;
    if (userErrors.length > 0) return refused(userErrorsIn(userErrors));
    return products ? skusIn(products, message) : retry('An answer with neither products nor userErrors.');
  }
  const read = (courseRunKey: string, patienceMs?: number) =>
    paced(options.budget, () => readOnce(courseRunKey), { patienceMs });
  async function readOnce(courseRunKey: string): Promise<Reading<ActualProducts>> {
    const question = {
      document: PRODUCTS,
      variables: { courseRunKey },
      data: provisionedProductsAnswer,
    };
    const answer = await endpoint.ask(question);
    return answer.kind === 'data' ? { kind: 'read', actual: answer.data.provisionedProducts } : answer;
  }
  return { budget: options.budget, deliver, read, close: endpoint.close };
}

/**
 * Delivered, with the SKU of everything that was requested; an answer that lacks one is retried. If the answer has a
 * newer revision it may have other products: then ours is history, and there is nothing left to do.
 */
function skusIn(products: AnsweredProducts, message: EcommerceMessage): Outcome {
  if (products.revision < message.revision)
    return retry(`It answered revision ${products.revision}, an older one.`);
  const seats = message.seats.map(({ seatType }) => [seatType, productOf(products.seats, seatType)] as const);
  const entitlements = message.entitlements.map(
    ({ seatType }) => [seatType, productOf(products.entitlements, seatType)] as const,
  );
  const missing = [...seats, ...entitlements].filter(([, product]) => !product).map(([seatType]) => seatType);
  if (products.revision === message.revision && missing.length > 0)
    return retry(`It answered no product for: ${missing.join(', ')}.`);
  return {
    kind: 'delivered',
    skus: {
      seats: Object.fromEntries(
        seats.flatMap(([seatType, product]) =>
          product ? [[seatType, { sku: product.sku, bulkSku: product.bulkSku ?? null }]] : [],
        ),
      ),
      entitlements: Object.fromEntries(
        entitlements.flatMap(([seatType, product]) => (product ? [[seatType, product.sku]] : [])),
      ),
    },
  };
}

/** The product that is sold: an earlier provider's credit seat may exist too, retired. */
function productOf<P extends { seatType: string; isActive: boolean }>(
  products: readonly P[],
  seatType: string,
): P | undefined {
  const ofType = products.filter((product) => product.seatType === seatType);
  return ofType.find((product) => product.isActive) ?? ofType[0];
}
