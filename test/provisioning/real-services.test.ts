// What went wrong when this service ran against real Open edX code (test/recordings), scenario by scenario.
import { course } from '../../src/provisioning/rest/responses';
import { bulkSkuOf, codeIn, seatsIn } from '../../src/provisioning/rest/products';
import { aMode, anEntitlement, aSeat, auditMode, auditSeat, runKey } from '../support/stand-ins';
import { ecommerceMessage, offer, sell, startRestWorld, type RestWorld } from './protocols';
import { exchangesIn } from './recordings';

let world: RestWorld;
beforeAll(async () => {
  world = await startRestWorld();
});
afterEach(() => world.reset());
afterAll(() => world.stop());

const END = '2031-06-20T23:59:59.999Z';
const unidentified = { seatType: 'audit', idVerificationRequired: false };
const audit = aSeat({ ...auditSeat, ...unidentified });
const professional = aSeat({ seatType: 'professional', certificateType: 'professional', price: '300.00' });
const noId = aSeat({ ...professional, seatType: 'no-id-professional', idVerificationRequired: false });
const CREDIT = { seatType: 'credit', certificateType: 'credit', idVerificationRequired: false };
const credit = (creditProvider: string, creditHours = 3) =>
  aSeat({ ...CREDIT, price: '300.00', creditProvider, creditHours });
const of = (productClass: string) =>
  world.rest.ecommerce.products().filter((one) => one.productClass === productClass);
const code = () => of('Enrollment Code')[0];
const sold = () => of('Seat').filter(({ expires }) => expires === null || expires > '2026-03-01T00:00:00Z');
const posts = () => world.rest.ecommerce.requests.filter(({ query }) => query.startsWith('POST'));
const lmsWrites = () =>
  world.rest.lms.requests
    .map(({ query }) => query)
    .filter((query) => !/^GET|oauth2/.test(query))
    .map((query) => query.replace(/\/api.*\//, ''));

describe('1. attributes are read by code', () => {
  test.each([
    ['masters-verified-audit', 'FE1C724', '3E92E00'],
    ['professional-and-no-id', '94525CD', 'ECE3052'],
  ])("the enrollment code of %s is the bulk seat's, never audit's", (name, sku, bulkSku) => {
    const answers = exchangesIn(name).flatMap(({ path, response }) =>
      path.includes('include_products') ? (course.safeParse(response).data ?? []) : [],
    );
    const products = answers.flatMap((one) => [codeIn(one)].filter((found) => found !== null));
    const seats = answers.flatMap(seatsIn);
    const now = new Date('2026-11-30T15:00:00Z');
    const bulkSkus = (certificateType: string) =>
      seats
        .filter((seat) => seat.certificateType === certificateType)
        .map((seat) =>
          bulkSkuOf(seat, { code: products[0] ?? null, run: null, seats, entitlements: [] }, now),
        );

    expect(products[0]?.sku).toBe(bulkSku);
    expect(new Set(bulkSkus(''))).not.toContain(bulkSku);
    expect([sku, ...bulkSkus('professional')]).toContain(sku === 'FE1C724' ? sku : bulkSku);
  });

  test('nothing correct is removed when a run is adopted', async () => {
    await sell(world, { seats: [audit, aSeat({ expires: END })] });
    const { verified } = world.skus.current.seats;
    world.skus.current = { seats: {}, entitlements: {} };
    await sell(world, { revision: 2, seats: [audit, aSeat({ expires: END })] });
    expect(world.skus.current.seats['verified']).toEqual(verified);
    const modes = [
      aMode({ expirationDatetime: END, ...verified }),
      aMode({ ...auditMode, sku: world.skus.current.seats['audit']?.sku }),
    ];
    await offer(world, { modes });

    expect(lmsWrites()).toEqual(['PATCH verified']);
  });

  test('drift is found in the SKU of group purchases', async () => {
    await sell(world, { seats: [aSeat()] });
    const made = code();
    if (made) made.expires = '2026-01-01T00:00:00Z';

    expect(await world.systems.ECOMMERCE.read(runKey)).toMatchObject({
      actual: { seats: [{ seatType: 'verified', bulkSku: null }] },
    });
    expect((await sell(world, { revision: 2 })).kind).toBe('delivered');
    expect(code()?.expires).toBeNull();
  });
});

test('2. mobile SKUs and the description of a mode survive every delivery', async () => {
  const seats = [audit, aSeat({ expires: END })];
  await sell(world, { seats });
  const verified = of('Seat').find(({ attributes }) => attributes.certificate_type === 'verified');
  for (const shop of ['android', 'ios']) {
    const id = world.rest.ecommerce.products().length + 1;
    const made = { ...(verified as NonNullable<typeof verified>), id, sku: `mobile.${shop}.1` };
    world.rest.ecommerce.products().push(made);
  }
  await sell(world, { revision: 2, seats: [audit, aSeat({ expires: END, price: '110.00' })] });
  Object.assign(world.rest.lms.modesOf(runKey).get('verified') ?? {}, { description: 'Worth it' });
  const known = world.skus.current.seats;
  const mode = aMode({ minPrice: 110, ...known['verified'] });
  const modes = [{ ...mode, expirationDatetime: END }, aMode({ ...auditMode, sku: known['audit']?.sku })];
  await offer(world, { modes });
  await offer(world, { revision: 2, modes: [mode, aMode({ ...auditMode, sku: known['audit']?.sku })] });

  expect(lmsWrites().filter((query) => query.startsWith('DELETE'))).toEqual([]);
  expect(world.rest.lms.modesOf(runKey).get('verified')).toMatchObject({
    ...{ android_sku: 'mobile.android.1', ios_sku: 'mobile.ios.1', description: 'Worth it' },
    expiration_datetime: null,
  });
});

test.each([
  ['the bulk seat', [audit, aSeat({ expires: END })], [audit, aSeat()]],
  ['another seat', [aSeat(), { ...audit, expires: END }], [aSeat(), audit]],
])('3. the expiry of %s can be cleared beside an enrollment code', async (_, before, after) => {
  await sell(world, { seats: before });

  expect((await sell(world, { revision: 2, seats: after })).kind).toBe('delivered');
  expect(sold().map(({ expires }) => expires)).toEqual([null, null]);
});

describe('4. a publication contains only what is sold', () => {
  test('from professional to verified the enrollment code goes with verified', async () => {
    await sell(world, { seats: [professional], entitlements: [] });
    await sell(world, { revision: 2, seats: [audit, aSeat()], entitlements: [] });

    expect(code()).toMatchObject({ price: '100.00', attributes: { seat_type: 'verified' } });
    expect(code()?.expires ?? '9').toMatch(/^(9|2027)/);
    expect(JSON.stringify(posts().at(-1)?.input)).not.toContain('professional');
  });

  test('a run whose code follows a retired seat gets it back', async () => {
    await sell(world, { seats: [audit, aSeat()], entitlements: [] });
    Object.assign(code() ?? {}, { price: '300.00', expires: '2026-01-01T00:00:00Z' });
    Object.assign(code()?.attributes ?? {}, { seat_type: 'professional' });
    const stuck = of('Seat').at(-1);
    const left = { ...stuck, id: 99, sku: 'RETIRED', expires: '2026-01-01T00:00:00Z' };
    left.attributes = { certificate_type: 'professional', id_verification_required: true };
    world.rest.ecommerce.products().push(left as NonNullable<typeof stuck>);

    expect((await sell(world, { revision: 2, seats: [audit, aSeat()], entitlements: [] })).kind).toBe(
      'delivered',
    );
    expect(code()).toMatchObject({ price: '100.00', attributes: { seat_type: 'verified' } });
    expect(Date.parse(code()?.expires ?? '9999')).toBeGreaterThan(Date.parse('2026-03-01'));
  });

  test.each([false, true])('one professional seat follows the other, bought: %s', async (isBought) => {
    await sell(world, { seats: [professional], entitlements: [] });
    Object.assign(of('Seat')[0] ?? {}, { isBought });
    const outcome = await sell(world, { revision: 2, seats: [noId], entitlements: [] });

    expect(outcome.kind).toBe('delivered');
    expect(posts()).toHaveLength(2);
    expect(sold()).toMatchObject([{ attributes: { id_verification_required: false } }]);
    expect(code()?.expires ?? '9').toMatch(/^(9|2027)/);
    expect(of('Seat')).toHaveLength(isBought ? 2 : 1);
  });

  test('retiring audit leaves group purchases of verified', async () => {
    await sell(world, { seats: [audit, aSeat({ expires: END })], entitlements: [] });
    await sell(world, { revision: 2, seats: [aSeat({ expires: END })], entitlements: [] });

    expect(code()?.expires).toBe('2031-06-20T23:59:59.999000Z');
  });

  test('two seats of one mode, both left there, do not break the LMS', async () => {
    await sell(world, { seats: [audit, credit('asu')], entitlements: [] });
    const [other] = of('Seat').filter(({ attributes }) => attributes.certificate_type === 'credit');
    const old = { ...other, id: 99, sku: 'OLDONE', expires: '2026-01-01T00:00:00Z' };
    world.rest.ecommerce.products().push(old as NonNullable<typeof other>);
    await sell(world, { revision: 2, seats: [audit], entitlements: [] });
    await offer(world, { modes: [auditMode] });

    expect((await sell(world, { revision: 3, name: 'New', seats: [audit], entitlements: [] })).kind).toBe(
      'delivered',
    );
  });
});

describe('5. a seat is identified by run and seat type', () => {
  test('it keeps its SKU when provider, hours or the ID requirement change', async () => {
    const first = await sell(world, { seats: [audit, credit('asu')], entitlements: [] });
    const seats = [audit, { ...credit('mit', 4), idVerificationRequired: true }];
    const second = await sell(world, { revision: 2, seats, entitlements: [] });

    expect(second).toEqual(first);
    const has = { credit_provider: 'mit', credit_hours: 4, id_verification_required: true };
    expect(sold()).toMatchObject([{}, { attributes: has }]);
  });

  test('an old credit seat with ID verification is recognized, with no SKU known', async () => {
    const old = aSeat({ ...CREDIT, idVerificationRequired: true });
    const first = await sell(world, { seats: [audit, old], entitlements: [] });
    world.skus.current = { seats: {}, entitlements: {} };
    const again = { revision: 2, seats: [audit, aSeat(CREDIT)], entitlements: [] };

    expect(await sell(world, again)).toEqual(first);
    expect(of('Seat')).toHaveLength(2);
  });
});

describe('8. a run that the LMS does not know', () => {
  const UNKNOWN = `The LMS has no such run: ${runKey}`;
  beforeEach(() => void world.rest.lms.unknown.add(runKey));

  test('is refused at once by E-Commerce and by the LMS', async () => {
    expect(await sell(world)).toMatchObject({ kind: 'refused', error: UNKNOWN });
    expect(await offer(world)).toMatchObject({ kind: 'refused', error: UNKNOWN });
  });

  test('is reported as drift', async () => {
    expect(await world.systems.LMS.read(runKey)).toMatchObject({ kind: 'refused', error: UNKNOWN });
  });

  test('an HTML page never reaches the error', async () => {
    world.lms.faults.set({ kind: 'html', where: ({ query }) => query.includes('course_modes') });

    expect(await offer(world)).toMatchObject({ error: expect.not.stringContaining('<') });
  });
});

test('9. text that is returned trimmed is not sent again', async () => {
  const said = { name: 'Demonstration \u00a0', seats: [aSeat()] };
  await sell(world, said);
  await offer(world, { modes: [aMode({ displayName: ' Verified\u2003' })] });

  expect((await sell(world, { ...said, revision: 2 })).kind).toBe('delivered');
  expect(posts()).toHaveLength(1);
  expect((await offer(world, { revision: 2, modes: [aMode({ displayName: ' Verified\u2003' })] })).kind).toBe(
    'delivered',
  );
});

test.each([
  ['unpaid-executive-education', true, 181],
  ['verified', true, 199],
  ['verified', false, 218],
  ['', false, 225],
])('10. a title is cut to fit the longest that %s needs', async (certificateType, isIdVerified, length) => {
  const seat = aSeat({ certificateType, idVerificationRequired: isIdVerified, price: '5.00' });
  const message = ecommerceMessage({ name: 'é'.repeat(255), seats: [seat], entitlements: [] });
  const outcome = await world.systems.ECOMMERCE.deliver(message);

  expect(outcome.kind).toBe('delivered');
  const [sent] = posts().map(({ input }) => (input as { name: string }).name);
  expect(sent).toBe(`${'é'.repeat(length - 1)}…`);
  expect(Math.max(...world.rest.ecommerce.products().map(({ title }) => title.length))).toBeLessThanOrEqual(
    255,
  );
});

describe('12. credit of several providers', () => {
  test('the unknown one is never retired, nor drift', async () => {
    await sell(world, { seats: [audit, credit('asu')], entitlements: [] });
    const [ours] = of('Seat').filter(({ attributes }) => attributes.certificate_type === 'credit');
    const attributes = { ...ours?.attributes, credit_provider: 'mit' };
    const theirs = { ...ours, id: 99, sku: 'THEIRS', attributes };
    world.rest.ecommerce.products().push(theirs as NonNullable<typeof ours>);
    const entitlements = [anEntitlement()];
    await sell(world, { revision: 2, seats: [audit, credit('asu', 5)], entitlements });
    const read = await world.systems.ECOMMERCE.read(runKey);
    await sell(world, { revision: 3, seats: [audit], entitlements: [] });

    expect(read).toMatchObject({ actual: { seats: [{ seatType: 'audit' }, { sku: ours?.sku }] } });

    expect(of('Seat').map(({ sku, expires }) => [sku, expires])).toContainEqual(['THEIRS', null]);
    expect(of('Seat').find(({ sku }) => sku === ours?.sku)?.expires).toBe('2026-03-01T00:00:00Z');
  });
});
