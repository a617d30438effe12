// Asks E-Commerce and the LMS over GraphQL what they have of a run. Does not judge it.
import type { HttpOptions } from '../http';
import { provisionedModesAnswer, provisionedProductsAnswer } from '../messages';
import type { Reading, Readers } from '../target';
import { createEndpoint } from './endpoint';
import type { Answer } from './endpoint';

const PRODUCTS = `query ProvisionedProducts($courseRunKey: ID!) {
  provisionedProducts(courseRunKey: $courseRunKey) {
    seats { seatType price currency expires sku bulkSku isActive }
    entitlements { seatType price currency sku isActive }
  }
}`;
const MODES = `query ProvisionedCourseModes($courseRunKey: ID!) {
  provisionedCourseModes(courseRunKey: $courseRunKey) {
    modes { slug displayName minPrice currency expirationDatetime sku bulkSku }
  }
}`;

/** A reader that can be closed. */
export type GraphqlReader<Name extends keyof Readers> = Readers[Name] & {
  readonly close: () => Promise<void>;
};

export function createProductsReader(options: HttpOptions): GraphqlReader<'ECOMMERCE'> {
  const { ask, close } = createEndpoint(options);
  const data = provisionedProductsAnswer;
  return {
    read: async (courseRunKey) =>
      readingOf(
        await ask({ document: PRODUCTS, variables: { courseRunKey }, data }),
        (answer) => answer.provisionedProducts,
      ),
    close,
  };
}

export function createModesReader(options: HttpOptions): GraphqlReader<'LMS'> {
  const { ask, close } = createEndpoint(options);
  const data = provisionedModesAnswer;
  return {
    read: async (courseRunKey) =>
      readingOf(
        await ask({ document: MODES, variables: { courseRunKey }, data }),
        (answer) => answer.provisionedCourseModes,
      ),
    close,
  };
}

function readingOf<Data, Actual>(
  answer: Answer<Data>,
  actual: (data: Data) => Actual | null,
): Reading<Actual> {
  return answer.kind === 'data' ? { kind: 'read', actual: actual(answer.data) } : answer;
}
