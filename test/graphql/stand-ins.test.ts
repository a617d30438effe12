// The stand-ins honour the downstream contracts, and fail as instructed: over real sockets.
import { mkdtempSync, appendFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStandIns, type StandIns } from '../../sandbox/stand-ins';
import * as to from '../support/stand-ins';

const { products, courseModes, aSeat, anEntitlement, aMode, auditSeat, auditMode, runKey } = to;

let standIns: StandIns;
beforeAll(async () => {
  standIns = await startStandIns({ ecommercePort: 0, lmsPort: 0 });
});
afterAll(() => standIns.stop());
beforeEach(() => {
  standIns.ecommerce.reset();
  standIns.lms.reset();
});

const sell = async (input: object, { ecommerce } = standIns) =>
  (await to.ask(ecommerce.url, to.provisionProducts, { input })).provisionProducts;
const sold = async (courseRunKey = runKey, { ecommerce } = standIns) =>
  (await to.ask(ecommerce.url, to.provisionedProducts, { courseRunKey })).provisionedProducts;
const offer = async (input: object, { lms } = standIns) =>
  (await to.ask(lms.url, to.provisionCourseModes, { input })).provisionCourseModes;
const offered = (courseRunKey = runKey, { lms } = standIns) =>
  to.ask(lms.url, to.provisionedCourseModes, { courseRunKey });

describe('E-Commerce', () => {
  test('sells what it is sent, with SKUs of seven hex digits', async () => {
    const expires = '2026-12-21T23:59:59.999Z';
    const seats = [auditSeat, aSeat({ price: '100', expires })];

    const answer = await sell(products({ seats }));

    const sku = expect.stringMatching(/^[0-9A-F]{7}$/);
    const usd = { currency: 'USD', sku, isActive: true };
    expect(answer).toEqual({
      products: {
        revision: 1,
        courseRevision: 1,
        seats: [
          { ...usd, seatType: 'audit', price: '0.00', expires: null, bulkSku: null },
          { ...usd, seatType: 'verified', price: '100.00', expires, bulkSku: sku },
        ],
        entitlements: [{ ...usd, seatType: 'verified', price: '100.00' }],
      },
      userErrors: [],
    });
    expect(await sold()).toEqual(answer.products);
  });

  test('answers null for a run that was never provisioned', async () => {
    expect(await sold()).toBeNull();
  });

  test('retires unlisted seats and entitlements, and sells them again with the same SKUs', async () => {
    const first = await sell(products({ seats: [auditSeat, aSeat()] }));

    const retired = await sell(products({ revision: 2, seats: [auditSeat], entitlements: [] }));
    const again = await sell(products({ revision: 3, seats: [auditSeat, aSeat()] }));

    expect(retired.products.seats.map((seat: { isActive: boolean }) => seat.isActive)).toEqual([true, false]);
    expect(retired.products.entitlements[0]).toMatchObject({ isActive: false });
    expect(again.products).toEqual({ ...first.products, revision: 3, courseRevision: 3 });
  });

  test('finds a seat by run, seat type and credit provider, whatever SKU is sent', async () => {
    const credit = (creditProvider: string) => aSeat({ seatType: 'credit', creditProvider, sku: 'FFFFFFF' });

    const { products: one } = await sell(products({ seats: [credit('asu'), credit('mit')] }));
    const { products: two } = await sell(products({ revision: 2, seats: [credit('mit')] }));

    expect(one.seats[0].sku).not.toBe(one.seats[1].sku);
    expect(two.seats).toEqual([{ ...one.seats[0], isActive: false }, one.seats[1]]);
  });

  test('ignores a revision older than the one it has', async () => {
    await sell(products({ revision: 2 }));

    const late = await sell(products({ revision: 1, seats: [] }));

    expect(late).toEqual({ products: await sold(), userErrors: [] });
    expect(late.products).toMatchObject({ revision: 2, seats: [{ isActive: true }] });
    expect(standIns.ecommerce.ledger.effects).toHaveLength(1);
  });

  test('ignores the entitlements of an older version of the course, but accepts the seats', async () => {
    const other = 'course-v1:edX+DemoX+2T2026';
    await sell(products({ courseRevision: 5 }));

    const late = { courseRunKey: other, courseRevision: 4, entitlements: [anEntitlement({ price: '1.00' })] };
    const { products: answered } = await sell(products(late));

    expect(answered).toMatchObject({ courseRevision: 5, entitlements: [{ price: '100.00' }] });
    expect(answered.seats).toHaveLength(1);
  });

  test('answers a repeated key as it did the first time, with one effect', async () => {
    const first = await sell(products());
    await sell(products({ revision: 2, seats: [] }));

    const repeated = await sell(products());

    expect(repeated).toEqual(first);
    expect(standIns.ecommerce.ledger.effects.map(({ revision }) => revision)).toEqual([1, 2]);
  });

  test('refuses a key that was used with different input', async () => {
    await sell(products());

    const { products: answered, userErrors } = await sell(products({ name: 'Another' }));

    expect(answered).toBeNull();
    expect(userErrors).toMatchObject([{ code: 'IDEMPOTENCY_KEY_REUSED', path: ['idempotencyKey'] }]);
  });

  test.each([
    ['PRICE_INVALID', 'seats.0.price', { seats: [aSeat({ price: '-1.00' })] }],
    ['PRICE_INVALID', 'seats.0.price', { seats: [aSeat({ price: '1.999' })] }],
    ['PRICE_MISSING', 'seats.1.price', { seats: [auditSeat, aSeat({ price: '' })] }],
    ['CURRENCY_UNKNOWN', 'seats.0.currency', { seats: [aSeat({ currency: 'XYZ' })] }],
    ['SEAT_TYPE_MISSING', 'seats.0.seatType', { seats: [aSeat({ seatType: '' })] }],
    ['TIME_INVALID', 'seats.0.expires', { seats: [aSeat({ expires: 'tomorrow' })] }],
    ['LISTED_TWICE', 'seats.1', { seats: [aSeat(), aSeat()] }],
    ['PRICE_INVALID', 'entitlements.0.price', { entitlements: [anEntitlement({ price: 'free' })] }],
    ['COURSE_UUID_MISSING', 'courseUuid', { courseUuid: '' }],
    ['COURSE_RUN_KEY_INVALID', 'courseRunKey', { courseRunKey: 'DemoX' }],
  ])('refuses with %s at %s, and accepts nothing', async (code, path, deviation) => {
    const input = products(deviation);

    const answer = await sell(input);

    expect(answer).toMatchObject({ products: null, userErrors: [{ code, path: path.split('.') }] });
    expect(await sold(input.courseRunKey)).toBeNull();
  });
});

describe('the LMS', () => {
  test('replaces the modes of a run by those listed', async () => {
    await offer(courseModes({ modes: [auditMode, aMode()] }));

    const answer = await offer(courseModes({ revision: 2, modes: [aMode({ sku: 'ABC1234' })] }));

    const verified = { ...aMode(), sku: 'ABC1234', bulkSku: null, expirationDatetime: null };
    expect(answer).toEqual({ courseModes: { revision: 2, modes: [verified] }, userErrors: [] });
    expect((await offered()).provisionedCourseModes).toEqual(answer.courseModes);
  });

  test('knows nothing of a run that was never provisioned', async () => {
    expect(await offered()).toEqual({ provisionedCourseModes: null, enrollmentCounts: [] });
  });

  test('refuses to remove a mode with learners, until it has none', async () => {
    await offer(courseModes({ modes: [auditMode, aMode()] }));
    standIns.lms.enroll(runKey, 'verified', 3);
    const withoutVerified = courseModes({ revision: 2, modes: [auditMode] });

    const refused = await offer(withoutVerified);

    expect(refused).toMatchObject({ courseModes: null, userErrors: [{ code: 'MODE_HAS_ENROLLMENTS' }] });
    const { provisionedCourseModes, enrollmentCounts } = await offered();
    expect(provisionedCourseModes).toMatchObject({ revision: 1, modes: [auditMode, aMode()] });
    expect(enrollmentCounts).toEqual([
      { slug: 'audit', count: 0 },
      { slug: 'verified', count: 3 },
    ]);

    standIns.lms.enroll(runKey, 'verified', 0);
    expect(await offer(withoutVerified)).toMatchObject({ courseModes: { revision: 2 }, userErrors: [] });
  });

  test.each([
    ['verified', 'Verified'],
    ['professional', 'Professional'],
    ['executive-education', 'Executive Education'],
    ['paid-executive-education', 'Paid Executive Education'],
    ['paid-bootcamp', 'Paid Bootcamp'],
  ])('requires at least 1 for %s, in its own words', async (slug, name) => {
    const free = await offer(courseModes({ modes: [aMode({ slug, minPrice: 0 })] }));
    const paid = await offer(courseModes({ modes: [aMode({ slug, minPrice: 1 })] }));

    const message = `The ${name} course mode has a minimum price of 1. You must set a price greater than or equal to 1.`;
    expect(free.userErrors).toEqual([
      { code: 'PRICE_BELOW_MINIMUM', message, path: ['modes', '0', 'minPrice'] },
    ]);
    expect(paid.userErrors).toEqual([]);
  });

  test('accepts a mode that an installation has added, and a free one', async () => {
    const modes = [aMode({ slug: 'microcredential', minPrice: 0, currency: 'usd' }), auditMode];

    const { courseModes: answered, userErrors } = await offer(courseModes({ modes }));

    expect({ answered, userErrors }).toMatchObject({ answered: { modes }, userErrors: [] });
  });

  test('ignores a revision older than the one it has', async () => {
    await offer(courseModes({ revision: 2 }));

    const late = await offer(courseModes({ revision: 1, modes: [] }));

    expect(late).toMatchObject({ courseModes: { revision: 2, modes: [aMode()] }, userErrors: [] });
  });
});

test('provisioned data survives a restart, even after a truncated write', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'stand-ins-'));
  const start = () => startStandIns({ ecommercePort: 0, lmsPort: 0, dataDir });
  const before = await start();
  const [first] = await Promise.all([sell(products(), before), offer(courseModes(), before)]);
  await before.stop();
  appendFileSync(join(dataDir, 'ecommerce.jsonl'), '{"idempotencyKey":"cut o');

  const after = await start();

  expect(await sold(runKey, after)).toEqual(first.products);
  expect((await offered(runKey, after)).provisionedCourseModes).toMatchObject({ modes: [aMode()] });
  expect(await sell(products(), after)).toEqual(first);
  await sell(products({ revision: 2, seats: [] }), after);
  await after.stop();
  const last = await start();
  expect(last.ecommerce.ledger.effects.map(({ revision }) => revision)).toEqual([1, 2]);
  await last.stop();
  rmSync(dataDir, { recursive: true });
});

test('a port in use is named, and nothing is left running', async () => {
  const taken = standIns.lms.port;

  const started = startStandIns({ ecommercePort: 0, lmsPort: taken });

  await expect(started).rejects.toMatchObject({ code: 'EADDRINUSE', port: taken });
});
