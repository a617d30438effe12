// Talks to the stand-ins like our provisioning, with messages built from defaults and named deviations.
import type { ProvisionCourseModesInput } from '../../sandbox/course-modes';
import type { ProvisionProductsInput } from '../../sandbox/products';

export const runKey = 'course-v1:edX+DemoX+1T2026';

/** Posts a GraphQL request; returns the response with its body as text, whatever it is. */
export async function post(url: string, payload: unknown, init: RequestInit = {}) {
  const headers = { 'content-type': 'application/json', ...init.headers };
  const body = JSON.stringify(payload);
  const response = await fetch(url, { method: 'POST', redirect: 'manual', ...init, headers, body });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** The data of a request that must succeed. */
export async function ask(url: string, query: string, variables = {}) {
  const { text } = await post(url, { query, variables });
  const { data, errors } = JSON.parse(text);
  if (errors) throw new Error(text);
  return data;
}

export function aSeat(deviations: Partial<ProvisionProductsInput['seats'][number]> = {}) {
  const verified = { seatType: 'verified', certificateType: 'verified', idVerificationRequired: true };
  return { ...verified, price: '100.00', currency: 'USD', ...deviations };
}

export const auditSeat = aSeat({ seatType: 'audit', certificateType: '', price: '0.00' });

export function anEntitlement(deviations: Partial<ProvisionProductsInput['entitlements'][number]> = {}) {
  return { seatType: 'verified', price: '100.00', currency: 'USD', ...deviations };
}

/** One verified seat and entitlement at revision 1. The key follows the revision unless given. */
export function products(deviations: Partial<ProvisionProductsInput> = {}): ProvisionProductsInput {
  const { revision = 1, courseRunKey = runKey } = deviations;
  return {
    idempotencyKey: `ecommerce ${courseRunKey} ${revision}`,
    revision,
    courseRevision: revision,
    courseKey: 'edX+DemoX',
    courseUuid: 'a8b1c1d4-5a0e-5c37-8a0a-0d6f4a1f6c11',
    courseRunKey,
    name: 'Demonstration',
    seats: [aSeat()],
    entitlements: [anEntitlement()],
    ...deviations,
  };
}

export function aMode(deviations: Partial<ProvisionCourseModesInput['modes'][number]> = {}) {
  return { slug: 'verified', displayName: 'Verified', minPrice: 100, currency: 'USD', ...deviations };
}

export const auditMode = aMode({ slug: 'audit', displayName: 'Audit', minPrice: 0 });

/** One verified mode at revision 1. The key follows the revision unless given. */
export function courseModes(deviations: Partial<ProvisionCourseModesInput> = {}): ProvisionCourseModesInput {
  const { revision = 1, courseRunKey = runKey } = deviations;
  const idempotencyKey = `lms ${courseRunKey} ${revision}`;
  return { idempotencyKey, revision, courseRunKey, modes: [aMode()], ...deviations };
}

const userErrors = 'userErrors { code message path }';
const productsFields = `revision courseRevision seats { seatType price currency expires sku bulkSku isActive }
  entitlements { seatType price currency sku isActive }`;
export const provisionProducts = `mutation ($input: ProvisionProductsInput!) {
  provisionProducts(input: $input) { products { ${productsFields} } ${userErrors} } }`;
export const provisionedProducts = `query ($courseRunKey: ID!) {
  provisionedProducts(courseRunKey: $courseRunKey) { ${productsFields} } }`;

const modesFields = 'revision modes { slug displayName minPrice currency expirationDatetime sku bulkSku }';
export const provisionCourseModes = `mutation ($input: ProvisionCourseModesInput!) {
  provisionCourseModes(input: $input) { courseModes { ${modesFields} } ${userErrors} } }`;
export const provisionedCourseModes = `query ($courseRunKey: ID!) {
  provisionedCourseModes(courseRunKey: $courseRunKey) { ${modesFields} }
  enrollmentCounts(courseRunKey: $courseRunKey) { slug count } }`;
