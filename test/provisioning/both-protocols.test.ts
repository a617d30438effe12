// What holds in either protocol: the same cases against the subgraphs and against Open edX's own services.
import { aMode, anEntitlement, aSeat, auditMode, auditSeat, runKey } from '../support/stand-ins';
import { MODE, SEAT } from '../../src/model/provisioning';
import { messageRow } from '../support/plans';
import { ecommerceMessage, lmsMessage, offer, PROTOCOLS, sell, startWorld, type World } from './protocols';

const EXPIRES = '2026-12-01T23:59:59.999Z';
const CREDIT = { seatType: 'credit', certificateType: 'credit', idVerificationRequired: false };
const masters = aMode({ slug: 'masters', displayName: "Master's", minPrice: 0 });

describe.each(PROTOCOLS)('over %s', (protocol) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld(protocol);
  });
  afterEach(() => world.reset());
  afterAll(() => world.stop());

  async function stocked() {
    const reading = await world.systems.ECOMMERCE.read(runKey);
    if (reading.kind !== 'read') throw new Error(reading.error);
    return reading.actual;
  }
  async function modes() {
    const reading = await world.systems.LMS.read(runKey);
    if (reading.kind !== 'read') throw new Error(reading.error);
    return reading.actual?.modes ?? [];
  }
  const active = async () =>
    (await stocked())?.seats.filter((seat) => seat.isActive).map((seat) => seat.seatType);

  describe('E-Commerce', () => {
    test('knows nothing of a run that it was not sent', async () => {
      expect(await stocked()).toBeNull();
    });

    test('sells what it is sent, and returns a SKU for each seat type', async () => {
      const seats = [auditSeat, aSeat({ expires: EXPIRES })];
      const outcome = await sell(world, { seats });

      const sku = expect.stringMatching(/^[0-9A-F]{7}$/);
      expect(outcome).toEqual({
        kind: 'delivered',
        skus: {
          seats: { audit: { sku, bulkSku: null }, verified: { sku, bulkSku: sku } },
          entitlements: { verified: sku },
        },
      });
      expect(await stocked()).toMatchObject({
        seats: [
          { seatType: 'audit', price: '0.00', currency: 'USD', expires: null, isActive: true },
          { seatType: 'verified', price: '100.00', currency: 'USD', expires: EXPIRES, isActive: true },
        ],
        entitlements: [{ seatType: 'verified', price: '100.00', currency: 'USD', isActive: true }],
      });
    });

    test('has the same products after a repeat', async () => {
      const { deliver } = world.systems.ECOMMERCE;
      const first = await deliver(ecommerceMessage({}));
      const before = await stocked();

      expect(await deliver(ecommerceMessage({}))).toEqual(first);
      expect(await stocked()).toEqual(before);
    });

    test('leaves offers without a price unchanged except for an earlier deadline, and creates none', async () => {
      const first = await sell(world, { seats: [aSeat({ expires: null })] });
      const before = await stocked();
      const held = (expires: string | null, revision: number) => {
        const message = ecommerceMessage(
          { revision, name: 'Another', seats: [auditSeat] },
          world.skus.current,
        );
        const unpriced = {
          ...messageRow(SEAT, { ...aSeat(), certificateType: 'verified', price: null, expires }),
          sku: null,
        };
        const never = { ...unpriced, seatType: 'credit', certificateType: 'credit' };
        const entitlements = message.entitlements.map((one) => ({ ...one, price: null }));
        const seats = [...message.seats, unpriced, never];
        return world.systems.ECOMMERCE.deliver({ ...message, seats, entitlements });
      };

      expect(first.kind).toBe('delivered');
      expect(await held(null, 2)).toMatchObject({ kind: 'delivered' });
      const verified = before?.seats.find(({ seatType }) => seatType === 'verified');
      const of = async (type: string) => (await stocked())?.seats.find(({ seatType }) => seatType === type);
      expect(await of('verified')).toEqual(verified);
      expect(await of('credit')).toBeUndefined();
      expect((await stocked())?.entitlements).toEqual(before?.entitlements);

      expect(await held(EXPIRES, 3)).toMatchObject({ kind: 'delivered' });
      expect(await of('verified')).toEqual({ ...verified, expires: EXPIRES });
    });

    test('keeps SKUs when prices and deadlines change', async () => {
      const first = await sell(world);
      const entitlements = [anEntitlement({ price: '149.00' })];
      const second = await sell(world, {
        revision: 2,
        seats: [aSeat({ price: '149.00', expires: EXPIRES })],
        entitlements,
      });

      expect(second).toEqual(first);
      expect(await stocked()).toMatchObject({
        seats: [{ price: '149.00', expires: EXPIRES }],
        entitlements: [{ price: '149.00' }],
      });
    });

    test('removes a deadline', async () => {
      await sell(world, { seats: [aSeat({ expires: EXPIRES })] });
      await sell(world, { revision: 2 });

      expect((await stocked())?.seats).toMatchObject([{ expires: null, isActive: true }]);
    });

    test('no longer sells unlisted seats, and sells them again with the same SKU', async () => {
      const first = await sell(world, { seats: [auditSeat, aSeat()] });
      await sell(world, { revision: 2, seats: [auditSeat], entitlements: [] });
      const between = await stocked();
      const third = await sell(world, { revision: 3, seats: [auditSeat, aSeat()] });

      expect(between?.seats.map((seat) => [seat.seatType, seat.isActive])).toEqual([
        ['audit', true],
        ['verified', false],
      ]);
      expect(between?.entitlements).toMatchObject([{ seatType: 'verified', isActive: false }]);
      expect(third).toEqual(first);
      expect(await active()).toEqual(['audit', 'verified']);
      expect((await stocked())?.entitlements).toMatchObject([{ isActive: true }]);
    });

    test('sells credit of one provider at a time', async () => {
      const credit = (creditProvider: string) => aSeat({ ...CREDIT, creditProvider, creditHours: 3 });
      await sell(world, { seats: [credit('asu')], entitlements: [] });
      await sell(world, { revision: 2, seats: [credit('mit')], entitlements: [] });

      const seats = (await stocked())?.seats ?? [];
      expect(seats.filter((seat) => seat.isActive)).toMatchObject([{ seatType: 'credit' }]);
    });

    test.each(['apply-then-500', 'apply-then-destroy'] as const)(
      'creates no second product after an unknown outcome: %s',
      async (kind) => {
        const isSending = ({ query }: { query: string }) => /^POST|mutation/.test(query);
        world.ecommerce.faults.set({ kind, times: 1, where: isSending });
        const seats = [auditSeat, aSeat()];
        const first = await sell(world, { seats });
        const second = await sell(world, { seats });

        expect([first.kind, second.kind]).toEqual(['retry', 'delivered']);
        expect((await stocked())?.seats).toHaveLength(2);
        expect((await stocked())?.entitlements).toHaveLength(1);
      },
    );
  });

  describe('the LMS', () => {
    test('leaves a mode without a price unchanged, and creates none', async () => {
      await offer(world, { modes: [aMode(), auditMode] });
      const before = await modes();
      const left = (slug: string) => ({
        ...messageRow(MODE, { ...aMode({ slug }), minPrice: null }),
        sku: 'OTHER',
      });
      const message = lmsMessage({ revision: 2, modes: [auditMode] });

      const outcome = await world.systems.LMS.deliver({
        ...message,
        modes: [...message.modes, left('verified'), left('honor')],
      });

      expect(outcome.kind).toBe('delivered');
      const bySlug = (all: typeof before) => [...all].sort((one, other) => (one.slug < other.slug ? -1 : 1));
      expect(bySlug(await modes())).toEqual(bySlug(before));
    });

    test('gets the modes of the message, including Masters', async () => {
      const verified = aMode({ sku: 'ABC1234', bulkSku: 'BULK123', expirationDatetime: EXPIRES });

      expect(await offer(world, { modes: [verified, auditMode, masters] })).toMatchObject({
        kind: 'delivered',
      });
      const none = { expirationDatetime: null, sku: null, bulkSku: null };
      expect(await modes()).toEqual([verified, { ...auditMode, ...none }, { ...masters, ...none }]);
    });

    test('is changed and loses modes, including Masters', async () => {
      await offer(world, { modes: [aMode(), auditMode, masters] });
      const changed = aMode({ minPrice: 149, sku: 'ABC1234', expirationDatetime: EXPIRES });
      const outcome = await offer(world, { revision: 2, modes: [changed] });

      expect(outcome.kind).toBe('delivered');
      expect(await modes()).toEqual([{ ...changed, bulkSku: null }]);
    });

    test('keeps a mode with enrolled learners, and everything with it', async () => {
      await offer(world, { modes: [aMode(), auditMode, masters] });
      world.enroll('masters', 12);
      world.enroll('audit', 0);
      const before = await modes();
      const outcome = await offer(world, { revision: 2, modes: [aMode({ minPrice: 149 })] });

      expect(outcome).toMatchObject({
        kind: 'refused',
        error: expect.stringContaining(
          "The masters course mode has 12 enrolled learners and can't be removed.",
        ),
      });
      expect(await modes()).toEqual(before);
    });

    test('counts learners by mode', async () => {
      await offer(world, { modes: [aMode(), auditMode] });
      world.enroll('verified', 250);
      world.enroll('audit', 3);

      const counts = await world.systems.LMS.countLearners(runKey);
      expect(Object.fromEntries(counts)).toEqual({ verified: 250, audit: 3 });
    });

    test.each(['apply-then-500', 'apply-then-destroy'] as const)(
      'has each mode once after an unknown outcome: %s',
      async (kind) => {
        world.lms.faults.set({
          kind,
          times: 1,
          where: ({ query }) => /^POST .*courses|mutation/.test(query),
        });
        const wanted = [aMode(), auditMode];
        const outcomes = [await offer(world, { modes: wanted }), await offer(world, { modes: wanted })];

        expect(outcomes.map((outcome) => outcome.kind)).toEqual(['retry', 'delivered']);
        expect((await modes()).map((mode) => mode.slug).sort()).toEqual(['audit', 'verified']);
      },
    );

    test('throws instead of returning no learners if it cannot be asked', async () => {
      world.lms.faults.set({ kind: 'status', status: 503 });

      await expect(world.systems.LMS.countLearners(runKey)).rejects.toThrow(/HTTP 503/);
    });
  });
});
