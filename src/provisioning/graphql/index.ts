// The adapters for systems that are subgraphs. They send what is sold or how a run is taught, and read what exists, the
// SKUs in the answer and who is enrolled. They do not decide when.
import { readNames, isLeftAsIs } from '../../model/fields';
import { ENTITLEMENT, SEAT, MODE, NO_SKUS } from '../../model/provisioning';
import type { ActualProducts, ActualModes } from '../../model/provisioning';
import {
  productsAnswer,
  provisionedProductsAnswer,
  subgraphMessageOf,
  withCurrentPrices,
  courseModesAnswer,
  enrollmentsAnswer,
  provisionedModesAnswer,
} from '../messages';
import type { AnsweredProducts, EcommerceMessage, LmsMessage } from '../messages';
import type { HttpOptions } from '../http';
import { paced } from '../pace/budget';
import { refused, retry } from '../target';
import type { AdapterOptions, Ecommerce, Outcome, Reading, Lms } from '../target';
import { createEndpoint, userErrorsIn } from './endpoint';

const PRODUCTS_QUERY = `query ProvisionedProducts($courseRunKey: ID!) {
  provisionedProducts(courseRunKey: $courseRunKey) {
    revision courseRevision
    seats { ${readNames(SEAT).join(' ')} sku bulkSku isActive }
    entitlements { ${readNames(ENTITLEMENT).join(' ')} sku isActive }
  }
}`;
const PROVISION_PRODUCTS = `mutation ProvisionProducts($input: ProvisionProductsInput!) {
  provisionProducts(input: $input) {
    products { revision seats { seatType sku bulkSku isActive } entitlements { seatType sku isActive } }
    userErrors { code message path }
  }
}`;

function createEcommerceGraphql(options: HttpOptions & Pick<AdapterOptions, 'budget'>): Ecommerce {
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
      document: PROVISION_PRODUCTS,
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
      document: PRODUCTS_QUERY,
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
 * newer revision it may have other products: then ours is out of date, and there is nothing left to do.
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

const MODES = `query ProvisionedCourseModes($courseRunKey: ID!) {
  provisionedCourseModes(courseRunKey: $courseRunKey) {
    revision
    modes { ${readNames(MODE).join(' ')} sku bulkSku }
  }
}`;
const ENROLLMENTS = `query EnrollmentCounts($courseRunKey: ID!) {
  enrollmentCounts(courseRunKey: $courseRunKey) { slug count }
}`;
const PROVISION_MODES = `mutation ProvisionCourseModes($input: ProvisionCourseModesInput!) {
  provisionCourseModes(input: $input) {
    courseModes { revision modes { slug } }
    userErrors { code message path }
  }
}`;

export function createLmsGraphql(options: HttpOptions & Pick<AdapterOptions, 'budget'>): Lms {
  const endpoint = createEndpoint(options);

  async function deliver(asked: LmsMessage): Promise<Outcome> {
    let message = asked;
    if (asked.modes.some((mode) => isLeftAsIs(MODE, mode))) {
      const reading = await read(asked.courseRunKey);
      if (reading.kind !== 'read') return reading;
      const there = new Map(reading.actual?.modes.map((mode) => [mode.slug, mode]));
      const modes = asked.modes.map((mode) =>
        isLeftAsIs(MODE, mode) ? { ...mode, minPrice: null, ...there.get(mode.slug) } : mode,
      );
      message = { ...asked, modes: modes.filter((mode) => !isLeftAsIs(MODE, mode)) };
    }
    const { idempotencyKey } = message;
    const variables = { input: subgraphMessageOf('LMS', message) };
    const question = { document: PROVISION_MODES, variables, data: courseModesAnswer, idempotencyKey };
    const answer = await endpoint.ask(question);
    if (answer.kind !== 'data') return answer;
    const { courseModes, userErrors } = answer.data.provisionCourseModes;
    if (userErrors.length > 0) return refused(userErrorsIn(userErrors));
    if (!courseModes) return retry('An answer with neither courseModes nor userErrors.');
    const { revision, modes } = courseModes;
    if (revision < message.revision) return retry(`It answered revision ${revision}, an older one.`);
    const answered = new Set(modes.map((mode) => mode.slug));
    const missing = message.modes.map((mode) => mode.slug).filter((slug) => !answered.has(slug));
    // A newer revision in the answer may have other modes: then ours is out of date, and there is nothing left to do.
    if (revision === message.revision && missing.length > 0) {
      return retry(`It answered no mode for: ${missing.join(', ')}.`);
    }
    return { kind: 'delivered', skus: NO_SKUS };
  }
  const read = (courseRunKey: string, patienceMs?: number) =>
    paced(options.budget, () => readOnce(courseRunKey), { patienceMs });
  async function readOnce(courseRunKey: string): Promise<Reading<ActualModes>> {
    const question = { document: MODES, variables: { courseRunKey }, data: provisionedModesAnswer };
    const answer = await endpoint.ask(question);
    return answer.kind === 'data' ? { kind: 'read', actual: answer.data.provisionedCourseModes } : answer;
  }

  // A person waits for the answer, so there is no retry.
  async function countLearners(courseRunKey: string): Promise<ReadonlyMap<string, number>> {
    const question = { document: ENROLLMENTS, variables: { courseRunKey }, data: enrollmentsAnswer };
    const answer = await endpoint.ask(question);
    if (answer.kind !== 'data') throw new Error(`The LMS did not say who is enrolled. ${answer.error}`);
    return new Map((answer.data.enrollmentCounts ?? []).map(({ slug, count }) => [slug, count]));
  }
  return { budget: options.budget, deliver, read, countLearners, close: endpoint.close };
}

export const graphql = { ECOMMERCE: createEcommerceGraphql, LMS: createLmsGraphql };
