// E-Commerce's own services: exactly what is sent to them, and that their missing features cost no product.
import { anEntitlement, aSeat, auditSeat, runKey } from '../support/stand-ins';
import { ecommerceMessage, offer, sell, startRestWorld, type RestWorld } from './protocols';
import { aMode } from '../support/stand-ins';

let world: RestWorld;
beforeAll(async () => {
  world = await startRestWorld();
});
afterEach(() => world.reset());
afterAll(() => world.stop());

const requests = (method: string) =>
  world.rest.ecommerce.requests.filter(({ query }) => query.startsWith(`${method} `));
const posted = () => requests('POST').map(({ input }) => input);
const seats = () => world.rest.ecommerce.products().filter((one) => one.productClass === 'Seat');
const bySku = (sku?: string) => world.rest.ecommerce.products().find((one) => one.sku === sku);
const deadline = { verificationDeadline: '2027-06-01T00:00:00.000Z' };
const NOW = '2026-03-01T00:00:00.000Z';
/** In the format of E-Commerce. */
const ENDED = '2026-03-01T00:00:00Z';

test('a publication has the payload of Open edX', async () => {
  await sell(world, { seats: [auditSeat, aSeat()], ...deadline });

  expect(posted()).toEqual([
    {
      id: runKey,
      uuid: 'a8b1c1d4-5a0e-5c37-8a0a-0d6f4a1f6c11',
      name: 'Demonstration',
      verification_deadline: '2027-06-01T00:00:00.000Z',
      products: [
        {
          product_class: 'Seat',
          expires: null,
          price: '0.00',
          stockrecords: [{ partner_sku: null }],
          attribute_values: [
            { name: 'certificate_type', value: '' },
            { name: 'id_verification_required', value: true },
          ],
        },
        {
          product_class: 'Seat',
          expires: null,
          price: '100.00',
          stockrecords: [{ partner_sku: null }],
          attribute_values: [
            { name: 'certificate_type', value: 'verified' },
            { name: 'id_verification_required', value: true },
          ],
        },
        {
          product_class: 'Course Entitlement',
          price: '100.00',
          attribute_values: [{ name: 'certificate_type', value: 'verified' }],
        },
      ],
    },
  ]);
});

test('credit is sent with its provider and hours', async () => {
  const credit = { certificateType: 'credit', creditProvider: 'asu', creditHours: 3 };
  await sell(world, { seats: [aSeat(credit)], entitlements: [] });

  expect(posted()).toMatchObject([
    {
      products: [
        {
          attribute_values: [
            { name: 'certificate_type', value: 'credit' },
            { name: 'id_verification_required', value: true },
            { name: 'credit_provider', value: 'asu' },
            { name: 'credit_hours', value: 3 },
          ],
        },
      ],
    },
  ]);
});

describe('the product variant of Executive Education', () => {
  const [variantId, other] = ['a1b2c3d4-0000-4000-8000-00000000000f', 'b1b2c3d4-0000-4000-8000-00000000000f'];
  const selling = (variant: string | null, revision: number) =>
    sell(world, {
      ...{ revision, seats: [aSeat({ variantId: variant })] },
      entitlements: [anEntitlement({ variantId: variant })],
    });
  const entitlement = () =>
    world.rest.ecommerce.products().find(({ productClass }) => /Ent/.test(productClass));

  test('is an attribute of entitlements and seats, and E-Commerce keeps that of entitlements', async () => {
    expect((await selling(variantId, 1)).kind).toBe('delivered');

    const attribute_values = expect.arrayContaining([{ name: 'variant_id', value: variantId }]) as unknown;
    expect(posted()).toMatchObject([{ products: [{ attribute_values }, { attribute_values }] }]);
    expect(seats()[0]?.attributes).not.toHaveProperty('variant_id');
    expect(await world.systems.ECOMMERCE.read(runKey)).toMatchObject({
      actual: { entitlements: [{ seatType: 'verified', variantId }] },
    });
  });

  test('is sent again if it changes, and stays as it is if none is known here', async () => {
    await selling(variantId, 1);
    expect((await selling(other, 2)).kind).toBe('delivered');
    expect((await selling(null, 3)).kind).toBe('delivered');

    expect(posted()).toHaveLength(2);
    expect(entitlement()?.attributes.variant_id).toBe(other);
  });
});

describe('only what differs is sent', () => {
  test.each<[string, Parameters<typeof sell>[1], object[] | null]>([
    ['nothing', {}, null],
    ['another price', { seats: [auditSeat, aSeat({ price: '149.00' })] }, [{ price: '149.00' }]],
    ['another deadline', { seats: [auditSeat, aSeat({ expires: NOW })] }, [{ expires: NOW }]],
    [
      'another price of an entitlement',
      { entitlements: [anEntitlement({ price: '1.00' })] },
      [{ price: '1.00' }],
    ],
    ['another title', { name: 'Another' }, []],
    ['another end', deadline, []],
  ])('%s', async (_, deviations, products) => {
    const said = { seats: [auditSeat, aSeat()] };
    await sell(world, said);
    world.rest.ecommerce.requests.length = 0;

    expect((await sell(world, { ...said, ...deviations, revision: 2 })).kind).toBe('delivered');

    expect(posted()).toMatchObject(products ? [{ products }] : []);
    expect(posted()).toHaveLength(products ? 1 : 0);
  });
});

test('a seat is found by what it is, even if its SKU was lost, and keeps it', async () => {
  await sell(world);
  world.skus.current = { seats: {}, entitlements: {} };
  const outcome = await sell(world, { revision: 2, seats: [aSeat({ price: '149.00' })] });

  expect(outcome.kind).toBe('delivered');
  expect(seats()).toMatchObject([{ price: '149.00' }]);
});

test('an interrupted publication is given time to end before anything is retried', async () => {
  world.ecommerce.faults.set({
    kind: 'latency',
    ms: 1_000,
    times: 1,
    where: ({ query }) => query.startsWith('POST'),
  });

  expect(await sell(world.impatient)).toMatchObject({
    kind: 'retry',
    error: 'No complete answer within 500 ms.',
    retryAfterMs: 20,
  });
});

test('of two products of one seat, the younger is retired', async () => {
  const first = await sell(world);
  const [old] = seats();
  const made = { ...old, id: 99, sku: 'YOUNGER', price: '1.00' };
  world.rest.ecommerce.products().push(made as NonNullable<typeof old>);
  world.skus.current = { ...world.skus.current, seats: {} };

  expect(await sell(world, { revision: 2 })).toEqual(first);
  expect(seats()).toMatchObject([{ expires: null }, { sku: 'YOUNGER', expires: ENDED }]);
});

test('of two products of one seat, the known one stays, even if it is the younger', async () => {
  await sell(world);
  const [older] = seats();
  const made = { ...older, id: 99, sku: 'YOUNGER' };
  world.rest.ecommerce.products().push(made as NonNullable<typeof older>);
  const known = { verified: { sku: 'YOUNGER', bulkSku: null } };
  world.skus.current = { ...world.skus.current, seats: known };

  expect(await sell(world, { revision: 2 })).toMatchObject({
    skus: { seats: { verified: { sku: 'YOUNGER' } } },
  });
  expect(seats().map(({ expires }) => expires)).toEqual([ENDED, null]);
});

test('seats of mobile shops are left alone, and are not read', async () => {
  await sell(world);
  const [verified] = seats();
  const mobile = { ...verified, id: 99, sku: 'mobile.ios.0001' };
  world.rest.ecommerce.products().push(mobile as NonNullable<typeof verified>);
  world.rest.ecommerce.requests.length = 0;

  await sell(world, { revision: 2 });

  expect(posted()).toEqual([]);
  expect(await world.systems.ECOMMERCE.read(runKey)).toMatchObject({
    actual: { seats: [{ sku: verified?.sku }] },
  });
});

test('what must not be sold expires now, seats and entitlements', async () => {
  await sell(world, { seats: [auditSeat, aSeat()] });
  const { seats: had, entitlements } = world.skus.current;
  await sell(world, { revision: 2, seats: [auditSeat], entitlements: [] });

  expect(bySku(had['verified']?.sku)).toMatchObject({ expires: ENDED, price: '100.00' });
  expect(bySku(had['verified']?.bulkSku ?? '')).toMatchObject({ expires: ENDED });
  expect(bySku(entitlements['verified'])).toMatchObject({ expires: ENDED });
  const patch = [{ expires: NOW }, 'application/json'];
  expect(requests('PATCH').map(({ input, headers }) => [input, headers['content-type']])).toEqual([
    ...[patch, patch, patch],
  ]);
});

test("E-Commerce's push removes unknown modes, and the LMS has them again afterwards", async () => {
  await sell(world, { seats: [auditSeat, aSeat()] });
  const verified = aMode(world.skus.current.seats['verified']);
  const wanted = [verified, aMode({ slug: 'honor', displayName: 'Honor', minPrice: 0 })];
  const masters = aMode({ slug: 'masters', displayName: "Master's", minPrice: 0 });
  await offer(world, { modes: [...wanted, masters] });
  await sell(world, { revision: 2, seats: [auditSeat, aSeat({ price: '149.00' })] });
  const pushed = [...world.rest.lms.modesOf(runKey).keys()];
  await offer(world, { revision: 2, modes: [...wanted, masters] });

  expect(pushed.sort()).toEqual(['audit', 'masters', 'verified']);
  expect([...world.rest.lms.modesOf(runKey).keys()].sort()).toEqual(['honor', 'masters', 'verified']);
  expect(world.rest.lms.modesOf(runKey).get('verified')?.mode_display_name).toBe('Verified');
});

describe('its own words are kept', () => {
  test('a refusal is one', async () => {
    const message = ecommerceMessage({ courseRunKey: `course-v1:edX+DemoX+${'x'.repeat(255)}` });

    expect(await world.systems.ECOMMERCE.deliver(message)).toMatchObject({
      kind: 'refused',
      error: expect.stringMatching(/^HTTP 400: \{"id":/),
    });
  });

  test.each([
    [
      { courseUuid: '' },
      'HTTP 500: {"error":"You need to provide a course UUID to create Course Entitlements."}',
    ],
    [
      { seats: [aSeat({ price: '0.00' })] },
      `HTTP 500: {"error":"Failed to publish commerce data for ${runKey} to LMS. The Verified course mode has a minimum price of 1. You must set a price greater than or equal to 1."}`,
    ],
  ])('%j is retried, like every 5xx', async (deviations, error) => {
    expect(await sell(world, deviations)).toMatchObject({ kind: 'retry', error });
    expect(world.rest.ecommerce.products()).toEqual([]);
  });
});

test('a currency that E-Commerce does not sell in is not delivered', async () => {
  const outcome = await sell(world, { seats: [aSeat({ currency: 'EUR' })], entitlements: [] });

  expect(outcome).toMatchObject({
    kind: 'retry',
    error: expect.stringMatching(/^It took what was sent, but/),
  });
});
