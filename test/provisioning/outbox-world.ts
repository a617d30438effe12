// A world for tests of the outbox: courses with runs in their own database, requests, stand-ins and relays.
import { randomUUID } from 'node:crypto';
import { startStandIns, type StandIns } from '../../sandbox/stand-ins';
import { courseSubject } from '../../src/model/history';
import { ENTITLEMENT, MODE, SEAT } from '../../src/model/provisioning';
import type { DeliveryRequest, Provisioning, ProvisioningTarget } from '../../src/model/provisioning';
import { createRelay, type Relay, type RelayOptions, type RelaySettings } from '../../src/provisioning/relay';
import { openDatabase } from '../../src/store/data-source';
import { inTransaction, type Database } from '../../src/store/database';
import { enqueue } from '../../src/store/outbox/enqueue';
import { PROVISIONING_COLUMNS } from '../../src/store/provisionings';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { messageRow } from '../support/plans';
import { bothSystems } from '../support/systems';
import { until } from '../support/until';

export interface Run {
  readonly courseId: string;
  readonly courseKey: string;
  readonly courseRunId: string;
  readonly courseRunKey: string;
}

/** Fast, so that a test of retries does not wait; nothing in it is slower than in production. */
export const QUICK: Partial<RelaySettings> = {
  pollMs: 20,
  backoff: { minMs: 20, maxMs: 60 },
  breaker: { opensAfter: 5, pause: { minMs: 20, maxMs: 60 } },
};

export const silent = { warn: () => undefined, error: () => undefined };

/** The errors that were logged to this function. */
export const saysOf = ({ mock }: jest.Mock<void, [object]>): string =>
  mock.calls.map(([fields]) => ('error' in fields ? String(fields.error) : '')).join('\n');

/** The world of one test file. Relays that a test starts are stopped after it. */
export function useOutbox() {
  let testDatabase: TestDatabase;
  let standIns: StandIns;
  let db: Database;
  const relays: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    db = await connect(testDatabase.url);
    standIns = await startStandIns({ ecommercePort: 0, lmsPort: 0 });
  });
  afterEach(async () => {
    await stopRelays();
    standIns.ecommerce.reset();
    standIns.lms.reset();
    // Deliveries that a test left unsent must not reach the next one.
    await db.query('UPDATE lane SET due_at = NULL, done = enqueued, locked_until = NULL, fence = fence + 1');
    await db.query(
      `UPDATE provisioning SET state = 'SUPERSEDED' WHERE state IN ('PENDING', 'RETRYING', 'FAILED')`,
    );
  });
  afterAll(async () => {
    await standIns.stop();
    await db.destroy();
    await testDatabase.drop();
  });

  async function stopRelays(): Promise<void> {
    await Promise.all(relays.splice(0).map((stop) => stop()));
  }

  return {
    get db() {
      return db;
    },
    get url() {
      return testDatabase.url;
    },
    get standIns() {
      return standIns;
    },
    started(
      settings: Partial<RelaySettings> = {},
      downstream: Downstream = standIns,
      deviations: Partial<RelayOptions> = {},
    ): Relay {
      const targets = targetsOf(downstream, downstream.deadlineMs);
      const options = { database: db, random: Math.random, replica: 'test', log: silent, ...deviations };
      const relay = createRelay({ ...options, targets, settings: { ...QUICK, ...settings } });
      relays.push(async () => {
        await relay.stop();
        await targets.close();
      });
      relay.start();
      return relay;
    },
    stopRelays,
    async ask(...asks: DeliveryRequest[]): Promise<Provisioning[]> {
      return inTransaction(db, (tx) =>
        enqueue(tx, asks, { newId: randomUUID, traceParent: null, history: [] }),
      );
    },
    /** States in the order of the requests, like ECOMMERCE 1 DELIVERED. */
    async states(run: Run): Promise<string[]> {
      const rows = await this.rows(run);
      return rows.map(({ target, revision, state }) => `${target} ${revision} ${state}`);
    },
    rows(run: Run): Promise<Provisioning[]> {
      return db.query(
        `SELECT ${PROVISIONING_COLUMNS} FROM provisioning WHERE course_run_id = $1 ORDER BY provisioning.id`,
        [run.courseRunId],
      );
    },
    async row(run: Run, target: ProvisioningTarget, revision = 1): Promise<Provisioning> {
      const row = (await this.rows(run)).find((one) => one.target === target && one.revision === revision);
      if (!row) throw new Error(`${run.courseRunKey} has no such provisioning.`);
      return row;
    },
    settled(run: Run, target: ProvisioningTarget, state: string): Promise<void> {
      return until(
        async () => (await this.rows(run)).filter((row) => row.target === target).at(-1)?.state === state,
      );
    },
  };
}

export const connect = (url: string): Promise<Database> => openDatabase({ url });

export interface Downstream {
  readonly ecommerce: { readonly url: string };
  readonly lms: { readonly url: string };
  readonly deadlineMs?: number;
}

export const targetsOf = ({ ecommerce, lms }: Downstream, deadlineMs = 500) =>
  bothSystems('graphql', { ECOMMERCE: ecommerce.url, LMS: lms.url }, { deadlineMs });

let courses = 0;

/** A new course with this many runs. */
export async function aCourse(db: Database, runs = 1): Promise<Run[]> {
  const courseKey = `edX+Outbox${++courses}`;
  const keys = Array.from({ length: runs }, (_, number) => `course-v1:${courseKey}+${number + 1}T2026`);
  return inTransaction(db, async (tx) => {
    const [course] = await tx.query(
      `INSERT INTO course (uuid, key, organization, title, type_slug, version)
       VALUES ($1, $2, 'edX', 'Demonstration', 'verified-audit', 1) RETURNING id`,
      [randomUUID(), courseKey],
    );
    const rows: { id: string; key: string }[] = await tx.query(
      `INSERT INTO course_run (uuid, key, course_id, status, type_slug)
       SELECT gen_random_uuid(), key, $1, 'REVIEWED', 'verified-audit' FROM unnest($2::text[]) AS key RETURNING id, key`,
      [course.id, keys],
    );
    await tx.query(`INSERT INTO history (kind, subject, actor) VALUES ('IMPORTED', $1, 'a test')`, [
      courseSubject(courseKey),
    ]);
    return rows.map((row) => ({
      courseId: course.id,
      courseKey,
      courseRunId: row.id,
      courseRunKey: row.key,
    }));
  });
}

export async function aRun(db: Database): Promise<Run> {
  const [run] = await aCourse(db);
  if (!run) throw new Error('There is no run.');
  return run;
}

const common = { currency: 'USD' };

/** Seats and modes audit and verified, one entitlement; the title tells the revisions apart. */
export function anAsk(run: Run, deviations: Partial<DeliveryRequest> = {}): DeliveryRequest {
  const { courseId, courseKey, courseRunId, courseRunKey } = run;
  const revision = deviations.revision ?? 1;
  return {
    courseId,
    courseRunId,
    revision,
    courseRevision: revision,
    ecommerce: {
      courseKey,
      courseUuid: 'a8b1c1d4-5a0e-5c37-8a0a-0d6f4a1f6c11',
      courseRunKey,
      name: `Demonstration ${revision}`,
      verificationDeadline: '2027-06-01T00:00:00.000Z',
      seats: [
        { seatType: 'audit', certificateType: '', idVerificationRequired: false, price: '0.00' },
        { seatType: 'verified', certificateType: 'verified', idVerificationRequired: true, price: '100.00' },
      ].map((seat) => messageRow(SEAT, { ...common, ...seat })),
      entitlements: [messageRow(ENTITLEMENT, { ...common, seatType: 'verified', price: '100.00' })],
    },
    lms: {
      courseRunKey,
      modes: [aMode('verified', 100), aMode('audit', 0), { ...aMode('masters', 0), seatType: null }],
    },
    ...deviations,
  };
}

function aMode(slug: string, minPrice: number) {
  return messageRow(MODE, { ...common, slug, displayName: slug, minPrice, seatType: slug });
}
