// Events sent to an HTTP endpoint: each at least once, those of one run in order, whatever fails.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Database } from '../../src/store/database';
import { declareSinks } from '../../src/store/outbox/events';
import { readBacklog } from '../../src/store/outbox/backlog';
import { destroy, hang, refuse, take, type Told } from '../support/event-sinks';
import { until } from '../support/until';
import { anEvent, aRunKey, useEvents } from './event-world';
import { connect, saysOf, silent } from './outbox-world';

const events = useEvents();

/** The numbers of a run's events in the order in which they were first sent. */
function numbersOf(told: readonly Told[], subject: string): unknown[] {
  const ofRun = told.map(({ event }) => event).filter((event) => event.subject === subject);
  const first = ofRun.filter(({ id }, at) => ofRun.findIndex((event) => event.id === id) === at);
  return first.map(({ data }) => (data as { number: number }).number);
}

test('an event is sent as a CloudEvent in structured mode', async () => {
  const subject = aRunKey(1);
  await events.append(anEvent(subject));
  const [{ uuid, created }] = await events.db.query('SELECT uuid, created FROM event');

  await events.start();
  await until(() => events.endpoint.told.length > 0);

  const [{ headers, event }] = events.endpoint.told as [Told];
  expect(headers['content-type']).toBe('application/cloudevents+json; charset=utf-8');
  expect(event).toEqual({
    specversion: '1.0',
    id: uuid,
    source: '/openedx/track-types/web',
    type: 'org.openedx.catalog.course_run_tracks.changed.v1',
    subject,
    time: created.toISOString(),
    datacontenttype: 'application/json',
    minorversion: 0,
    sourcehost: 'relay-1',
    data: { number: 1 },
  });
  await until(async () => (await events.waiting()).length === 0);
});

test('an event of more than 64 kB is sent without its data, and says so', async () => {
  const subject = aRunKey(1);
  await events.append({ ...anEvent(subject), data: { text: 'é'.repeat(32 * 1024) } });

  await events.start();
  await until(() => events.endpoint.told.length > 0);

  expect(events.endpoint.told[0]?.event.data).toEqual({ course_run_key: subject, is_too_large: true });
});

describe('with an endpoint that fails now and then', () => {
  const databases: Database[] = [];
  beforeAll(async () => {
    databases.push(await connect(events.url), await connect(events.url));
  });
  afterAll(() => Promise.all(databases.map((database) => database.destroy())));

  test('two processes send all events, those of a run in order, each under one id', async () => {
    const runs = Array.from({ length: 12 }, (_, number) => aRunKey(number));
    const answers = [take, refuse(503), take, destroy, take, refuse(429)];
    let asked = 0;
    events.endpoint.answer = (event, response) =>
      (answers[asked++ % answers.length] ?? take)(event, response);
    for (const database of databases) await events.start({ database });

    for (let number = 1; number <= 5; number += 1) {
      await events.append(...runs.map((subject) => anEvent(subject, number)));
    }
    await until(async () => (await events.waiting()).length === 0);

    const { told, mostInFlight } = events.endpoint;
    for (const subject of runs) expect(numbersOf(told, subject)).toEqual([1, 2, 3, 4, 5]);
    expect(told.filter(({ isTaken }) => !isTaken).length).toBeGreaterThan(0);
    const bodies = new Map(told.map(({ event }) => [event.id, JSON.stringify(event)]));
    expect(bodies.size).toBe(60);
    for (const { event } of told) expect(JSON.stringify(event)).toBe(bodies.get(event.id));
    expect(mostInFlight).toBe(1);
  });
});

test('an event that is never accepted holds back only its run, and can be seen', async () => {
  const [poisoned, other] = [aRunKey(1), aRunKey(2)];
  events.endpoint.answer = (event, response) =>
    (event.subject === poisoned ? refuse(422) : take)(event, response);
  await events.append(anEvent(poisoned, 1), anEvent(poisoned, 2), anEvent(other, 1), anEvent(other, 2));

  await events.start();
  await until(() => numbersOf(events.endpoint.told, other).length === 2);
  await until(async () => (await events.waiting())[0]?.lastError !== null);

  expect(numbersOf(events.endpoint.told, poisoned)).toEqual([1]);
  await until(async () => (await events.waiting()).length === 2);
  expect(await events.waiting()).toMatchObject([
    { subject: poisoned, lastError: 'HTTP 422: Not now.' },
    { subject: poisoned, lastError: null },
  ]);
  const [backlog] = await readBacklog(events.db);
  expect(backlog).toMatchObject({ of: 'event', name: 'HTTP', pending: 2, blocked: 1 });
  expect(backlog?.oldestSeconds).toBeGreaterThan(0);
});

test('an endpoint that accepts nothing is left alone for a while, and gets everything once it does', async () => {
  const said: string[] = [];
  const log = { warn: (_: object, message: string) => void said.push(message), error: () => undefined };
  events.endpoint.answer = refuse(503);
  await events.append(...Array.from({ length: 40 }, (_, number) => anEvent(aRunKey(number))));

  await events.start({ log, breaker: { opensAfter: 5, pause: { minMs: 20, maxMs: 20 } } });
  await until(() => said.includes('A sink accepts nothing and is paused for a while.'));
  events.endpoint.answer = take;

  await until(async () => (await events.waiting()).length === 0);
});

test('a process that is killed during its request loses nothing: another sends the same again', async () => {
  const subject = aRunKey(1);
  events.endpoint.answer = hang;
  await events.append(anEvent(subject, 1), anEvent(subject, 2));
  const args = [
    '--import',
    'tsx',
    join(__dirname, 'event-process.ts'),
    events.url,
    events.endpoint.url,
    '500',
  ];
  const child = spawn(process.execPath, args, { stdio: 'ignore' });
  try {
    await until(() => events.endpoint.told.length > 0);
  } finally {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  events.endpoint.answer = take;
  await events.start();
  await until(async () => (await events.waiting()).length === 0);

  const [first, again, second] = events.endpoint.told.map(({ event }) => event);
  expect(again).toEqual({ ...first, sourcehost: 'relay-1' });
  expect(second).toMatchObject({ subject, data: { number: 2 } });
});

test('a stopping process hangs up and returns the event at once', async () => {
  events.endpoint.answer = hang;
  await events.append(anEvent(aRunKey(1)));
  const stop = await events.start({ leaseMs: 3_600_000 });
  await until(() => events.endpoint.told.length > 0);

  await stop();

  expect(await events.waiting()).toMatchObject([{ isDue: true }]);
});

test('unsent events of a sink wait while it is switched off, and none are added', async () => {
  await events.append(anEvent(aRunKey(1), 1));
  await events.start({ sinks: [] });

  await events.append(anEvent(aRunKey(1), 2));
  expect(await events.waiting()).toHaveLength(1);

  await declareSinks(events.db, ['HTTP', 'REDIS']);
  await events.append(anEvent(aRunKey(1), 3));
  expect((await events.waiting()).map(({ sink }) => sink).sort()).toEqual(['HTTP', 'HTTP', 'REDIS']);
  const ids = await events.db.query('SELECT DISTINCT uuid FROM event');
  expect(ids).toHaveLength(2);
});

test('database errors do not end the sending', async () => {
  const database = await connect(events.url);
  const error = jest.fn<void, [object]>();
  await events.start({ database, log: { ...silent, error } });

  await events.db.query('ALTER TABLE event RENAME TO elsewhere');
  await until(() => saysOf(error).includes('relation "event" does not exist'));
  await events.db.query('ALTER TABLE elsewhere RENAME TO event');
  await events.append(anEvent(aRunKey(1)));
  await until(() => events.endpoint.told.length > 0);

  expect(events.endpoint.told[0]?.event.subject).toBe(aRunKey(1));
});
