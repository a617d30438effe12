// A world for tests of events: its own database, an HTTP endpoint, and processes that send to it.
import type { EventOptions } from '../../src/provisioning/events/start-events';
import { startEvents } from '../../src/provisioning/events/start-events';
import { createHttpSink } from '../../src/provisioning/events/sinks';
import { inTransaction, type Database } from '../../src/store/database';
import { appendEvents, declareSinks, type RunEvent } from '../../src/store/outbox/events';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { startHttpEndpoint, take, type HttpEndpoint } from '../support/event-sinks';
import { connect, silent } from './outbox-world';

/** Fast, so that a test of failures does not wait. */
export const QUICK = {
  leaseMs: 10_000,
  backoff: { minMs: 5, maxMs: 20 },
  breaker: { opensAfter: 5, pause: { minMs: 5, maxMs: 20 } },
  sourcehost: 'relay-1',
};

export const aRunKey = (number: number): string => `course-v1:edX+Events${number}+1T2027`;

export function anEvent(subject: string, number = 1): RunEvent {
  return { type: 'org.openedx.catalog.course_run_tracks.changed.v1', subject, data: { number } };
}

export function useEvents() {
  let testDatabase: TestDatabase;
  let db: Database;
  let endpoint: HttpEndpoint;
  const running: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    db = await connect(testDatabase.url);
  });
  beforeEach(async () => {
    endpoint = await startHttpEndpoint();
    await declareSinks(db, ['HTTP']);
  });
  afterEach(async () => {
    endpoint.answer = take;
    await Promise.all(running.splice(0).map((stop) => stop()));
    await endpoint.stop();
    await db.query('TRUNCATE event, event_sink');
  });
  afterAll(async () => {
    await db.destroy();
    await testDatabase.drop();
  });

  return {
    get db() {
      return db;
    },
    get url() {
      return testDatabase.url;
    },
    get endpoint() {
      return endpoint;
    },
    /** Stores events as a change does. */
    append: (...events: RunEvent[]) => inTransaction(db, (tx) => appendEvents(tx, events)),
    /** Sends events to the endpoint, or the given sinks, until the test ends or it is stopped. */
    async start(deviations: Partial<EventOptions> = {}): Promise<() => Promise<void>> {
      const sinks = [createHttpSink({ url: endpoint.url, deadlineMs: 5_000 })];
      const options = { database: db, sinks, random: Math.random, log: silent, ...QUICK, ...deviations };
      const stop = await startEvents(options);
      running.push(stop);
      return stop;
    },
    waiting: (): Promise<{ subject: string; sink: string; lastError: string | null; isDue: boolean }[]> =>
      db.query(
        `SELECT subject, sink, last_error AS "lastError", due_at <= clock_timestamp() AS "isDue" FROM event ORDER BY id`,
      ),
  };
}
