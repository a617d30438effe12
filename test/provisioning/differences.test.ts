// What counts as a difference, and what does not: every field on both sides of its boundary.
import type { ActualModes, ActualProducts } from '../../src/model/provisioning';
import { modeDifferences, productDifferences } from '../../src/provisioning/drift';

type Seat = ActualProducts['seats'][number];
type Mode = ActualModes['modes'][number];

const SEAT: Seat = {
  seatType: 'verified',
  price: '49.00',
  currency: 'USD',
  expires: '2027-06-20T23:59:59.999Z',
  sku: 'SEAT1',
  bulkSku: 'BULK1',
  isActive: true,
};
const ENTITLEMENT = {
  ...{ seatType: 'verified', price: '49.00', currency: 'USD', sku: 'ENT1', isActive: true },
  variantId: 'a1b2c3d4-0000-4000-8000-00000000000f',
};
const MODE: Mode = {
  slug: 'verified',
  displayName: 'Verified',
  minPrice: 49,
  currency: 'USD',
  expirationDatetime: '2027-06-20T23:59:59.999Z',
  sku: 'SEAT1',
  bulkSku: null,
};
const RETIRED = { isActive: false };
const NOTHING: ActualProducts = { seats: [], entitlements: [] };
const sold = (...seats: Partial<Seat>[]): ActualProducts => ({
  seats: seats.map((deviations) => ({ ...SEAT, ...deviations })),
  entitlements: [],
});
const opened = (...modes: Partial<Mode>[]): ActualModes => ({
  modes: modes.map((deviations) => ({ ...MODE, ...deviations })),
});
const NOW = new Date('2027-03-01T00:00:00Z');
const differencesOf = (expected: ActualProducts, actual: ActualProducts | null, now = NOW) =>
  productDifferences(expected, actual, now);
const different = (item: string, field: string, said: object) => ({
  kind: 'DIFFERENT',
  item,
  field,
  ...said,
});

test.each<[string, Partial<Seat>]>([
  ['itself', {}],
  ['a price with other decimals', { price: '49' }],
  ['a price with one decimal', { price: '49.0' }],
  ['a price with many decimals', { price: '49.0000' }],
  ['a currency in lower case', { currency: 'usd' }],
  ['the same instant in another zone', { expires: '2027-06-21T01:59:59.999+02:00' }],
  ['the same instant with microseconds', { expires: '2027-06-20T23:59:59.999000Z' }],
])('a seat is equal to one with %s', (_, deviations) => {
  expect(differencesOf(sold({}), sold(deviations))).toEqual([]);
});

test.each<[keyof Seat, Partial<Seat>, string | null, string | null]>([
  ['price', { price: '49.01' }, '49.00', '49.01'],
  ['price', { price: '490' }, '49.00', '490'],
  ['currency', { currency: 'eur' }, 'USD', 'eur'],
  ['expires', { expires: '2027-06-20T23:59:59.998Z' }, SEAT.expires ?? null, '2027-06-20T23:59:59.998Z'],
  ['expires', { expires: null }, SEAT.expires ?? null, null],
  ['sku', { sku: 'SEAT2' }, 'SEAT1', 'SEAT2'],
  ['bulkSku', { bulkSku: '' }, 'BULK1', null],
  ['isActive', RETIRED, 'true', 'false'],
])('a seat differs in its %s (%j)', (...[field, deviations, expected, actual]) => {
  const found = differencesOf(sold({}), sold(deviations));

  expect(found).toEqual([different('seat:verified', field, { expected, actual })]);
});

test.each<[keyof Mode, Partial<Mode>, string | null, string | null]>([
  ['displayName', { displayName: 'verified' }, 'Verified', 'verified'],
  ['minPrice', { minPrice: 50 }, '49', '50'],
  ['minPrice', { minPrice: 490 }, '49', '490'],
  ['currency', { currency: 'eur' }, 'USD', 'eur'],
  ['expirationDatetime', { expirationDatetime: null }, MODE.expirationDatetime, null],
  ['sku', { sku: null }, 'SEAT1', null],
  ['bulkSku', { bulkSku: 'BULK1' }, null, 'BULK1'],
])('a mode differs in its %s (%j)', (...[field, deviations, expected, actual]) => {
  const found = modeDifferences(opened({}), opened(deviations));

  expect(found).toEqual([different('mode:verified', field, { expected, actual })]);
});

test('an absent item is MISSING, with the SKU that it should have', () => {
  const expected = { seats: [SEAT], entitlements: [ENTITLEMENT] };
  const missing = { kind: 'MISSING', field: null, actual: null };

  expect(differencesOf(expected, NOTHING)).toEqual([
    { ...missing, item: 'seat:verified', expected: 'SEAT1' },
    { ...missing, item: 'entitlement:verified', expected: 'ENT1' },
  ]);
  expect(differencesOf(expected, null)).toHaveLength(2);
  expect(modeDifferences(opened({ slug: 'masters', sku: null }), null)).toEqual([
    { ...missing, item: 'mode:masters', expected: null },
  ]);
});

test('an item that should not be sold or open is UNEXPECTED; a retired one is not', () => {
  const unexpected = { kind: 'UNEXPECTED', field: null, expected: null };
  const actual = { seats: [SEAT, { ...SEAT, seatType: 'audit', ...RETIRED }], entitlements: [ENTITLEMENT] };

  expect(differencesOf(NOTHING, actual)).toEqual([
    { ...unexpected, item: 'seat:verified', actual: 'SEAT1' },
    { ...unexpected, item: 'entitlement:verified', actual: 'ENT1' },
  ]);
  expect(modeDifferences(opened(), opened({}))).toEqual([
    { ...unexpected, item: 'mode:verified', actual: 'SEAT1' },
  ]);
});

test('of two products of one seat type, ours is compared, and the other is extra', () => {
  const found = differencesOf(sold({}), sold({ sku: 'SEAT2' }, {}));

  expect(found).toMatchObject([{ kind: 'UNEXPECTED', item: 'seat:verified', actual: 'SEAT2' }]);
});

test('a retired product of an earlier credit provider beside the sold one is fine', () => {
  expect(differencesOf(sold({}), sold({ sku: 'SEAT0', ...RETIRED }, {}))).toEqual([]);
});

test('a system that knows nothing of a run that sells nothing is in sync', () => {
  expect(differencesOf({ seats: [], entitlements: [ENTITLEMENT] }, null)).toEqual([]);
  expect(modeDifferences(opened(), null)).toEqual([]);
});

test.each([
  ['a moment before', '2027-06-20T23:59:59.998Z', 1],
  ['at', '2027-06-20T23:59:59.999Z', 0],
  ['after', '2027-06-21T00:00:00Z', 0],
])('a seat that is not sold %s its upgrade deadline', (...[, now, differences]) => {
  expect(differencesOf(sold({}), sold(RETIRED), new Date(now))).toHaveLength(differences);
  expect(differencesOf(sold({}), sold({}), new Date(now))).toEqual([]);
});

const OTHER = 'b1b2c3d4-0000-4000-8000-00000000000f';
test.each<[string, (string | null | undefined)[]]>([
  ['another differs', [ENTITLEMENT.variantId, OTHER]],
  ['none there differs', [ENTITLEMENT.variantId, null]],
  ['one in a system that does not return them is not compared', [ENTITLEMENT.variantId, undefined]],
  ['none here leaves the other system its own', [null, ENTITLEMENT.variantId]],
])("of an entitlement's variants, %s", (title, [variantId, there]) => {
  const having = (variant: string | null | undefined): ActualProducts => ({
    ...NOTHING,
    entitlements: [{ ...ENTITLEMENT, variantId: variant }],
  });
  const said = { expected: variantId, actual: there };
  expect(differencesOf(having(variantId), having(there))).toEqual(
    title.endsWith('differs') ? [different('entitlement:verified', 'variantId', said)] : [],
  );
});
