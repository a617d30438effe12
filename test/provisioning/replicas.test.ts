// Several relays on one database: side by side, and one that vanishes or returns too late.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Effect, Message } from '../../sandbox/ledger';
import type { Database } from '../../src/store/database';
import { findHeads, leaseLanes, startAttempt, type Head } from '../../src/store/outbox/lanes';
import { saveDelivered, saveFailed, saveRetry } from '../../src/store/outbox/outcomes';
import { aCourse, anAsk, aRun, connect, saysOf, silent, useOutbox } from './outbox-world';
import { until } from '../support/until';

const outbox = useOutbox();

describe('three relays side by side', () => {
  const databases: Database[] = [];
  beforeAll(async () => {
    for (let number = 0; number < 3; number += 1) databases.push(await connect(outbox.url));
  });
  afterAll(() => Promise.all(databases.map((database) => database.destroy())));

  test('deliver each revision once and in order, while both systems fail after accepting a message', async () => {
    const runs = (await Promise.all(Array.from({ length: 15 }, () => aCourse(outbox.db, 3)))).flat();
    const { ecommerce, lms } = outbox.standIns;
    for (const system of [ecommerce, lms]) {
      system.faults.set({ kind: 'apply-then-500', times: 15 }, { kind: 'apply-then-destroy', times: 15 });
    }
    const relays = databases.map((database) =>
      outbox.started({ leaseMs: 5_000 }, outbox.standIns, { database }),
    );

    for (let revision = 1; revision <= 4; revision += 1) {
      await outbox.ask(...runs.map((run) => anAsk(run, { revision })));
    }
    await Promise.all(runs.map((run) => outbox.settled(run, 'LMS', 'DELIVERED')));

    for (const { ledger } of [ecommerce, lms]) {
      const effects: Effect<Message>[] = ledger.effects;
      expect(new Set(effects.map((effect) => effect.idempotencyKey)).size).toBe(effects.length);
      for (const { courseRunKey } of runs) {
        const revisions = effects
          .filter((one) => one.courseRunKey === courseRunKey)
          .map((one) => one.revision);
        expect(revisions).toEqual(revisions.toSorted((a, b) => a - b));
        expect(revisions.at(-1)).toBe(4);
      }
      expect(ledger.requests.filter((request) => request.fault !== null)).toHaveLength(30);
      expect([...new Set(ledger.maxInFlight.values())]).toEqual([1]);
    }
    expect(relays.map((relay) => relay.counts.delivered > 0)).toEqual([true, true, true]);
    expect(relays.map((relay) => relay.counts.lost + relay.counts.repairs)).toEqual([0, 0, 0]);
  });
});

describe('a relay that vanishes', () => {
  let child: ChildProcess | undefined;
  afterEach(() => child?.kill('SIGKILL'));

  test('during its request is replaced when its lease ends, and there is one effect', async () => {
    const run = await aRun(outbox.db);
    const { ecommerce, lms } = outbox.standIns;
    ecommerce.faults.set({ kind: 'latency', ms: 300, times: 1 });
    await outbox.ask(anAsk(run));
    const program = join(__dirname, 'relay-process.ts');
    const args = ['--import', 'tsx', program, outbox.url, ecommerce.url, lms.url, '1000'];
    child = spawn(process.execPath, args, { stdio: 'ignore' });
    await until(() => ecommerce.ledger.requests.length > 0);

    child.kill('SIGKILL');
    await once(child, 'exit');
    outbox.started();
    await outbox.settled(run, 'LMS', 'DELIVERED');

    const { id, attempts } = await outbox.row(run, 'ECOMMERCE');
    expect(attempts).toBe(2);
    expect(ecommerce.ledger.requests.map((request) => request.idempotencyKey)).toEqual([id, id]);
    expect(ecommerce.ledger.effects.map((effect) => effect.idempotencyKey)).toEqual([id]);
  });
});

describe('a relay whose lease has ended', () => {
  const lease = (by: string) => leaseLanes(outbox.db, { target: 'ECOMMERCE', by, leaseMs: 60_000, limit: 1 });

  async function leased(): Promise<Head> {
    await outbox.ask(anAsk(await aRun(outbox.db)));
    const [head] = await findHeads(outbox.db, await lease('late'));
    if (!head) throw new Error('There is a head.');
    return head;
  }
  async function ended({ laneId }: Head): Promise<void> {
    const past = `now() - interval '1 second'`;
    await outbox.db.query(`UPDATE lane SET locked_until = ${past} WHERE id = $1`, [laneId]);
  }
  async function takenOver(head: Head): Promise<void> {
    await ended(head);
    expect(await lease('next')).toMatchObject([{ laneId: head.laneId }]);
  }
  const start = (head: Head) => startAttempt(outbox.db, { head, leaseMs: 60_000 });

  test.each([
    ['while nobody else has taken over', ended],
    ['once another has taken over', takenOver],
  ])('may not send, %s', async (_, happened) => {
    const head = await leased();
    await happened(head);

    expect(await start(head)).toBeNull();
  });

  test.each([
    ['a delivery', (head: Head) => saveDelivered(outbox.db, head, { skus: { seats: {}, entitlements: {} } })],
    ['a failed attempt', (head: Head) => saveRetry(outbox.db, head, { error: 'late', delayMs: 1 })],
    ['a refusal', (head: Head) => saveFailed(outbox.db, head, 'late')],
  ])('may not save %s', async (_, save) => {
    const head = await leased();
    expect(await start(head)).toMatchObject({ number: 1 });
    await takenOver(head);
    const before = await outbox.db.query('SELECT * FROM lane');

    expect(await save(head)).toBe(false);

    expect(await outbox.db.query('SELECT * FROM lane')).toEqual(before);
    const [row] = await outbox.db.query('SELECT state, last_error FROM provisioning WHERE uuid = $1', [
      head.id,
    ]);
    expect(row).toEqual({ state: 'PENDING', last_error: null });
  });

  test('is told so by the relay, and the next one decides', async () => {
    const run = await aRun(outbox.db);
    outbox.standIns.ecommerce.faults.set({ kind: 'latency', ms: 300, times: 1 });
    await outbox.ask(anAsk(run));

    const relay = outbox.started({ leaseMs: 50 });
    await outbox.settled(run, 'LMS', 'DELIVERED');
    await until(() => relay.counts.lost > 0);

    expect(outbox.standIns.ecommerce.ledger.effects).toHaveLength(1);
    expect(relay.counts).toMatchObject({ delivered: 2, lost: 1 });
  });
});

test('database errors do not end a relay', async () => {
  const database = await connect(outbox.url);
  const run = await aRun(outbox.db);
  const error = jest.fn<void, [object]>();
  outbox.started({}, outbox.standIns, { database, log: { ...silent, error } });

  await outbox.db.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
  );
  await outbox.db.query('ALTER TABLE lane RENAME TO elsewhere');
  await until(() => saysOf(error).includes('relation "lane" does not exist'));
  await outbox.db.query('ALTER TABLE elsewhere RENAME TO lane');
  await outbox.ask(anAsk(run));
  await outbox.settled(run, 'LMS', 'DELIVERED');

  await outbox.stopRelays();
  await database.destroy();
});
