// A system that fails repeatedly is left alone, one lane tests whether it is back, and a stopping relay hangs up.
import { createBreaker } from '../../src/provisioning/pace/breaker';
import { anAsk, aRun, useOutbox } from './outbox-world';
import { until } from '../support/until';

describe('a breaker', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  function aBreaker() {
    const told: string[] = [];
    const breaker = createBreaker({
      opensAfter: 3,
      pause: { minMs: 100, maxMs: 400 },
      random: () => 1,
      onOpen: () => told.push('open'),
      onHalfOpen: () => told.push('half open'),
    });
    const fails = (times: number) => Array.from({ length: times }, () => breaker.saw('retrying'));
    return { ...breaker, told, fails };
  }

  test('lets all lanes through until a number of attempts in a row failed, and then none', () => {
    const { allowed, fails, saw, told } = aBreaker();

    fails(2);
    saw('delivered');
    fails(2);
    expect(allowed(8, 0)).toBe(8);

    fails(1);
    expect(allowed(8, 0)).toBe(0);
    expect(told).toEqual(['open']);
  });

  test('lets one lane at a time through after a pause, and all after a delivery', () => {
    const { allowed, fails, saw, told } = aBreaker();
    fails(3);

    jest.advanceTimersByTime(200);

    expect(told).toEqual(['open', 'half open']);
    expect([allowed(8, 0), allowed(7, 1)]).toEqual([1, 0]);
    saw('delivered');
    expect(allowed(8, 0)).toBe(8);
  });

  test('opens for longer each time the testing lane fails', () => {
    const { allowed, fails } = aBreaker();
    fails(3);
    jest.advanceTimersByTime(200);

    fails(1);

    jest.advanceTimersByTime(399);
    expect(allowed(8, 0)).toBe(0);
    jest.advanceTimersByTime(1);
    expect(allowed(8, 0)).toBe(1);
  });

  test.each(['failed', 'lost', 'skipped'] as const)('ignores %s', (kind) => {
    const { allowed, fails, saw } = aBreaker();

    fails(2);
    saw(kind);
    expect(allowed(8, 0)).toBe(8);

    fails(1);
    jest.advanceTimersByTime(200);
    saw(kind);
    expect(allowed(8, 0)).toBe(1);
  });
});

describe('a relay', () => {
  const outbox = useOutbox();

  test('wastes no attempts on a dead system, whose lanes all move when it is back', async () => {
    const runs = await Promise.all(Array.from({ length: 20 }, () => aRun(outbox.db)));
    const { ecommerce } = outbox.standIns;
    ecommerce.faults.set({ kind: 'status', status: 503 });
    await outbox.ask(...runs.map((run) => anAsk(run)));
    const long = { minMs: 60_000, maxMs: 60_000 };

    const first = outbox.started({ backoff: long, breaker: { opensAfter: 5, pause: long } });
    await until(() => first.counts.retrying >= 5);
    await first.stop();
    // Five open it; at most seven more were in flight besides the fifth.
    expect(ecommerce.ledger.requests.length).toBeLessThanOrEqual(12);
    await outbox.db.query('UPDATE lane SET due_at = now() WHERE due_at IS NOT NULL');
    await outbox.db.query('UPDATE provisioning SET next_attempt_at = NULL WHERE next_attempt_at IS NOT NULL');

    ecommerce.faults.clear();
    outbox.started();
    await Promise.all(runs.map((run) => outbox.settled(run, 'LMS', 'DELIVERED')));
  });

  test('that is told to stop hangs up on a silent system, and the next sends the same at once', async () => {
    const run = await aRun(outbox.db);
    const { ecommerce } = outbox.standIns;
    ecommerce.faults.set({ kind: 'hang', times: 1 });
    await outbox.ask(anAsk(run));
    const backoff = { minMs: 60_000, maxMs: 60_000 };
    const patient = { ...outbox.standIns, deadlineMs: 60_000 };
    const relay = outbox.started({ backoff, patienceMs: 20, stopWithinMs: 60_000 }, patient);
    await until(() => ecommerce.ledger.requests.length > 0);

    await relay.stop();
    expect(await outbox.row(run, 'ECOMMERCE')).toMatchObject({ state: 'RETRYING', attempts: 1 });
    outbox.started();
    await outbox.settled(run, 'LMS', 'DELIVERED');

    const { id } = await outbox.row(run, 'ECOMMERCE');
    expect(ecommerce.ledger.requests.map((request) => request.idempotencyKey)).toEqual([id, id]);
  });
});
