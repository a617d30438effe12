// What each answer of a downstream system leads to: delivered, retried, or FAILED with its words.
import { inTransaction } from '../../src/store/database';
import { retryFailed } from '../../src/store/outbox/outcomes';
import type { Fault } from '../../sandbox/faults';
import { answering } from './answering';
import { anAsk, aRun, useOutbox } from './outbox-world';
import { until } from '../support/until';

const outbox = useOutbox();

describe('a refusal makes it FAILED at once, with the words', () => {
  const userErrors = [
    { code: 'PRICE_BELOW_MINIMUM', message: 'Too cheap.', path: ['seats', '1', 'price'] },
    { code: 'OTHER', message: 'Something else.' },
  ];
  const refusals: [string, Fault, string][] = [
    [
      'userErrors',
      { kind: 'user-errors', userErrors },
      'PRICE_BELOW_MINIMUM at seats.1.price: Too cheap.\nOTHER: Something else.',
    ],
    ...[400, 403, 404, 409, 422].map((status): [string, Fault, string] => [
      `HTTP ${status}`,
      { kind: 'status', status },
      `HTTP ${status}: Told to answer ${status}.`,
    ]),
  ];

  test.each(refusals)('%s', async (_, fault, words) => {
    const run = await aRun(outbox.db);
    outbox.standIns.ecommerce.faults.set(fault);
    await outbox.ask(anAsk(run));

    outbox.started();
    await outbox.settled(run, 'ECOMMERCE', 'FAILED');

    const row = await outbox.row(run, 'ECOMMERCE');
    expect(row).toMatchObject({ attempts: 1, lastError: words, nextAttemptAt: null, deliveredAt: null });
    expect(outbox.standIns.ecommerce.ledger.requests).toHaveLength(1);
    const told = await outbox.db.query(`SELECT kind, after FROM history WHERE course_run_key = $1`, [
      run.courseRunKey,
    ]);
    expect(told).toMatchObject([
      { kind: 'PROVISIONING_FAILED', after: { id: row.id, state: 'FAILED', error: words } },
    ]);
  });

  test.each([
    ['a null byte', 'a\0b', 'NO: a\uFFFDb'],
    ['half a character', 'a\uD800b', 'NO: a\uFFFDb'],
    ['more than 2,000 characters', 'x'.repeat(3_000), `NO: ${'x'.repeat(1_996)}`],
    ['a character across the cut', `${'x'.repeat(1_995)}\u{1F600}`, `NO: ${'x'.repeat(1_995)}\uFFFD`],
  ])('%s in the words does not prevent storing them', async (_, message, words) => {
    const run = await aRun(outbox.db);
    outbox.standIns.ecommerce.faults.set({ kind: 'user-errors', userErrors: [{ code: 'NO', message }] });
    await outbox.ask(anAsk(run));

    outbox.started();
    await outbox.settled(run, 'ECOMMERCE', 'FAILED');

    expect((await outbox.row(run, 'ECOMMERCE')).lastError).toBe(words);
  });

  test('anything the downstream schema does not allow', async () => {
    const run = await aRun(outbox.db);
    const ask = anAsk(run);
    const modes = ask.lms.modes.map((mode) => ({ ...mode, minPrice: 1.5 }));
    await outbox.ask({ ...ask, ecommerce: null, lms: { ...ask.lms, modes } });

    outbox.started();
    await outbox.settled(run, 'LMS', 'FAILED');

    expect((await outbox.row(run, 'LMS')).lastError).toMatch(/^HTTP 400: .*Int cannot represent non-integer/);
  });
});

test('429 with Retry-After pauses the system for all lanes, and costs no attempt', async () => {
  const first = await aRun(outbox.db);
  const runs = [first, await aRun(outbox.db)];
  const { faults: ecommerce, ledger } = outbox.standIns.ecommerce;
  ecommerce.set({ kind: 'status', status: 429, retryAfter: '1', times: 1 });
  for (const run of runs) await outbox.ask(anAsk(run));

  outbox.started({ lanesAtOnce: 1 });
  for (const run of runs) await outbox.settled(run, 'ECOMMERCE', 'DELIVERED');

  const [one, two] = ledger.requests.filter(({ query }) => query.includes('mutation'));
  expect(Date.parse(two?.at ?? '') - Date.parse(one?.at ?? '')).toBeGreaterThanOrEqual(990);
  expect(await outbox.row(first, 'ECOMMERCE')).toMatchObject({ attempts: 1, state: 'DELIVERED' });
});

describe('anything else is retried with the same message', () => {
  const faults: [string, Fault, RegExp][] = [
    ...[401, 408, 425, 500, 502, 503, 504].map((status): [string, Fault, RegExp] => [
      `HTTP ${status}`,
      { kind: 'status', status },
      new RegExp(`^HTTP ${status}: Told`),
    ]),
    ['a redirect', { kind: 'redirect', location: 'http://127.0.0.1:1/' }, /^HTTP 307: .*127\.0\.0\.1:1/],
    ['a web page', { kind: 'html' }, /^HTTP 200, but no GraphQL answer: an HTML page instead of JSON/],
    ['an empty body', { kind: 'empty' }, /^HTTP 200, but no GraphQL answer/],
    ['half a body', { kind: 'malformed' }, /^HTTP 200, but no GraphQL answer/],
    ['null data', { kind: 'null-data' }, /^Broken\.$/],
    ['a GraphQL error', { kind: 'graphql-error', message: 'Down.', code: 'DOWN' }, /^DOWN: Down\.$/],
    ['a flood', { kind: 'flood' }, /UND_ERR_RES_EXCEEDED_MAX_SIZE/],
    ['silence', { kind: 'hang' }, /^No complete answer within 500 ms/],
    ['a body that drips', { kind: 'drip' }, /^No complete answer within 500 ms/],
    ['an error after it was taken', { kind: 'apply-then-500' }, /^HTTP 500/],
    ['a connection cut after it was taken', { kind: 'apply-then-destroy' }, /./],
  ];

  test.each(faults)('%s', async (_, fault, words) => {
    const run = await aRun(outbox.db);
    const { faults: ecommerce, ledger } = outbox.standIns.ecommerce;
    ecommerce.set({ ...fault, times: 1 });
    await outbox.ask(anAsk(run));

    outbox.started({ backoff: { minMs: 150, maxMs: 150 } });
    await outbox.settled(run, 'ECOMMERCE', 'RETRYING');
    const retrying = await outbox.row(run, 'ECOMMERCE');
    await outbox.settled(run, 'ECOMMERCE', 'DELIVERED');

    expect(retrying).toMatchObject({ attempts: 1, lastError: expect.stringMatching(words) });
    expect(retrying.nextAttemptAt).toBeInstanceOf(Date);
    expect(await outbox.row(run, 'ECOMMERCE')).toMatchObject({
      attempts: 2,
      lastError: null,
      nextAttemptAt: null,
    });
    expect(ledger.requests.map((request) => request.idempotencyKey)).toEqual([retrying.id, retrying.id]);
    expect(ledger.effects.map((effect) => effect.idempotencyKey)).toEqual([retrying.id]);
  });

  test('a refused connection, until it is back', async () => {
    const run = await aRun(outbox.db);
    await outbox.standIns.ecommerce.goDown();
    await outbox.ask(anAsk(run));

    outbox.started();
    await outbox.settled(run, 'ECOMMERCE', 'RETRYING');
    const { lastError } = await outbox.row(run, 'ECOMMERCE');
    await outbox.standIns.ecommerce.comeUp();
    await outbox.settled(run, 'LMS', 'DELIVERED');

    expect(lastError).toContain('ECONNREFUSED');
  });

  test('not before Retry-After', async () => {
    const run = await aRun(outbox.db);
    outbox.standIns.ecommerce.faults.set({ kind: 'status', status: 429, retryAfter: '1', times: 1 });
    await outbox.ask(anAsk(run));

    outbox.started();
    await outbox.settled(run, 'ECOMMERCE', 'DELIVERED');

    const [first, second] = outbox.standIns.ecommerce.ledger.requests.map(({ at }) => Date.parse(at));
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(1_000);
  });
});

describe('a missing product makes an answer invalid', () => {
  test.each([
    ['a missing seat', (body: string) => body.replace('"seatType":"audit"', '"seatType":"other"')],
    [
      'a SKU that cannot be stored',
      (body: string) => body.replace(/"sku":"\w+"/, String.raw`"sku":"\u0000"`),
    ],
    [
      'a SKU that parts products where they are read',
      (body: string) => body.replace(/"sku":"\w+"/, String.raw`"sku":"A1\u001eB2"`),
    ],
    ['an empty SKU', (body: string) => body.replace(/"sku":"\w+"/, '"sku":""')],
    ['an older revision', (body: string) => body.replace('"revision":2', '"revision":1')],
  ])('%s', async (_, spoil) => {
    const run = await aRun(outbox.db);
    const ecommerce = await answering(outbox.standIns.ecommerce.url, spoil);
    await outbox.ask(anAsk(run, { revision: 2 }));

    outbox.started({}, { ...outbox.standIns, ecommerce });
    await until(async () => (await outbox.row(run, 'ECOMMERCE', 2)).attempts > 1);
    await ecommerce.stop();

    expect((await outbox.row(run, 'ECOMMERCE', 2)).state).toBe('RETRYING');
    expect(
      await outbox.db.query('SELECT FROM seat_product WHERE course_run_id = $1', [run.courseRunId]),
    ).toEqual([]);
  });
});

test('of two products of one seat type, the SKU of the sold one is kept', async () => {
  const run = await aRun(outbox.db);
  const retired = '{"seatType":"verified","sku":"RETIRED","bulkSku":null,"isActive":false},';
  const ecommerce = await answering(outbox.standIns.ecommerce.url, (body) =>
    body.replace('"seats":[', `"seats":[${retired}`),
  );
  await outbox.ask(anAsk(run));

  outbox.started({}, { ...outbox.standIns, ecommerce });
  await outbox.settled(run, 'LMS', 'DELIVERED');
  await ecommerce.stop();

  const [{ sku }] = await outbox.db.query(
    `SELECT sku FROM seat_product WHERE course_run_id = $1 AND seat_type_slug = 'verified'`,
    [run.courseRunId],
  );
  expect(sku).toMatch(/^[0-9A-F]{7}$/);
});

describe('giving up', () => {
  test('a delivery retried for too long is FAILED with the last words, and a person can retry it', async () => {
    const run = await aRun(outbox.db);
    outbox.standIns.ecommerce.faults.set({ kind: 'status', status: 503 });
    await outbox.ask(anAsk(run));
    outbox.started({ giveUpAfterMs: 100 });
    await outbox.settled(run, 'ECOMMERCE', 'FAILED');
    const failed = await outbox.row(run, 'ECOMMERCE');
    outbox.standIns.ecommerce.faults.clear();

    const again = await inTransaction(outbox.db, (tx) => retryFailed(tx, failed.id));
    await outbox.settled(run, 'LMS', 'DELIVERED');

    expect(failed.lastError).toMatch(/^Given up after \d+ attempts?; the last one failed with: HTTP 503/);
    expect(again).toMatchObject({ id: failed.id, state: 'PENDING', attempts: 0 });
    expect(await outbox.row(run, 'ECOMMERCE')).toMatchObject({ state: 'DELIVERED', attempts: 1 });
  });

  test('only FAILED provisionings get new attempts', async () => {
    const run = await aRun(outbox.db);
    const [asked] = await outbox.ask(anAsk(run));
    const again = (id: string) => inTransaction(outbox.db, (tx) => retryFailed(tx, id));

    expect(await again(asked?.id ?? '')).toEqual(asked);
    expect(await again('no uuid')).toBeNull();
    expect(await again('00000000-0000-4000-8000-000000000000')).toBeNull();
  });
});
