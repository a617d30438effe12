// Asks E-Commerce and the LMS over GraphQL what they have of a run. Does not judge it.
import type { HttpOptions } from '../http';
import { provisionedModesAnswer, provisionedProductsAnswer } from '../messages';
import type { Schema } from '../messages';
import type { Reading } from '../target';
import { createEndpoint } from './endpoint';

const PRODUCTS = `query ProvisionedProducts($courseRunKey: ID!) {
  provisionedProducts(courseRunKey: $courseRunKey) {
    revision courseRevision
    seats { seatType price currency expires sku bulkSku isActive }
    entitlements { seatType price currency sku isActive }
  }
}`;
const MODES = `query ProvisionedCourseModes($courseRunKey: ID!) {
  provisionedCourseModes(courseRunKey: $courseRunKey) {
    revision
    modes { slug displayName minPrice currency expirationDatetime sku bulkSku }
  }
}`;

export const createProductsReader = (options: HttpOptions) =>
  createReader(options, PRODUCTS, [provisionedProductsAnswer, (data) => data.provisionedProducts]);

export const createModesReader = (options: HttpOptions) =>
  createReader(options, MODES, [provisionedModesAnswer, (data) => data.provisionedCourseModes]);

function createReader<Data, Actual>(
  options: HttpOptions,
  document: string,
  [data, actualIn]: readonly [Schema<Data>, (data: Data) => Actual | null],
) {
  const { ask, close } = createEndpoint(options);
  const read = async (courseRunKey: string): Promise<Reading<Actual>> => {
    const answer = await ask({ document, variables: { courseRunKey }, data });
    return answer.kind === 'data' ? { kind: 'read', actual: actualIn(answer.data) } : answer;
  };
  return { read, close };
}
