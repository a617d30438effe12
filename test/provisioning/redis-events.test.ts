// Events sent to a stream of Open edX's Redis event bus. Needs Debian's redis-server; skipped without it.
import { createHttpSink } from '../../src/provisioning/events/sinks';
import { createRedisSink } from '../../src/provisioning/events/redis-sink';
import { declareSinks } from '../../src/store/outbox/events';
import { hasRedis, refuse, startRedis, type RedisServer } from '../support/event-sinks';
import { until } from '../support/until';
import { anEvent, aRunKey, useEvents } from './event-world';

const STREAM = 'test-course-run-tracks';
const events = useEvents();
const describeWithRedis = hasRedis ? describe : describe.skip;

/** The entries of the stream, as names and values. */
async function entriesIn({ client }: RedisServer): Promise<Record<string, string>[]> {
  const entries = await client.xrange(STREAM, '-', '+');
  return entries.map(([, words]) =>
    Object.fromEntries(words.flatMap((name, at) => (at % 2 === 0 ? [[name, words[at + 1] ?? '']] : []))),
  );
}

describeWithRedis(`a Redis stream${hasRedis ? '' : ' (skipped: there is no redis-server here)'}`, () => {
  let redis: RedisServer;
  beforeEach(async () => {
    redis = await startRedis();
    await declareSinks(events.db, ['REDIS']);
  });
  afterEach(() => redis.stop());
  const sinkOf = () => createRedisSink(redis.url, STREAM, 1_000);

  test("has the fields of Open edX's event bus, and JSON in event_data", async () => {
    const subject = aRunKey(1);
    await events.append(anEvent(subject, 7));
    const [{ uuid, created }] = await events.db.query('SELECT uuid, created FROM event');

    await events.start({ sinks: [sinkOf()] });
    await until(async () => (await events.waiting()).length === 0);

    expect(await entriesIn(redis)).toEqual([
      {
        type: 'org.openedx.catalog.course_run_tracks.changed.v1',
        id: uuid,
        source: '/openedx/track-types/web',
        time: created.toISOString().replace('Z', '+00:00'),
        minorversion: '0',
        sourcehost: 'relay-1',
        event_data: JSON.stringify({ number: 7 }),
      },
    ]);
  });

  test('gets all events of a run in order, including those from a time when Redis accepted nobody', async () => {
    const subject = aRunKey(1);
    await redis.client.config('SET', 'maxclients', '1');
    await events.append(...[1, 2, 3].map((number) => anEvent(subject, number)));
    await events.start({ sinks: [sinkOf()] });
    await until(async () => (await events.waiting())[0]?.lastError !== null);
    expect(await entriesIn(redis)).toEqual([]);

    await redis.client.config('SET', 'maxclients', '100');
    await until(async () => (await events.waiting()).length === 0);

    const data = (await entriesIn(redis)).map(({ event_data = '' }) => JSON.parse(event_data));
    expect(data).toEqual([{ number: 1 }, { number: 2 }, { number: 3 }]);
  });

  test('gets events although the HTTP endpoint accepts nothing', async () => {
    await declareSinks(events.db, ['HTTP', 'REDIS']);
    events.endpoint.answer = refuse(500);
    await events.append(anEvent(aRunKey(1), 1), anEvent(aRunKey(1), 2));

    await events.start({
      sinks: [createHttpSink({ url: events.endpoint.url, deadlineMs: 1_000 }), sinkOf()],
    });
    await until(async () => (await entriesIn(redis)).length === 2);

    await until(async () => (await events.waiting()).every(({ sink }) => sink === 'HTTP'));
    const [first] = await entriesIn(redis);
    expect(first?.id).toBe(events.endpoint.told[0]?.event.id);
  });
});

test('a missing Redis is reported, and nothing is lost', async () => {
  await declareSinks(events.db, ['REDIS']);
  await events.append(anEvent(aRunKey(1)));

  await events.start({ sinks: [createRedisSink('redis://127.0.0.1:1', STREAM, 1_000)] });
  await until(async () => (await events.waiting())[0]?.lastError !== null);

  const [waiting] = await events.waiting();
  expect(waiting?.lastError).toContain('ECONNREFUSED');
});
