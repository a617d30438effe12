// Sends events to a stream of Open edX's event bus on Redis. Loaded only where one is configured: few installations have one.
import Redis from 'ioredis';
import { retry } from '../target';
import type { Retry } from '../target';
import type { CloudEvent, EventSink } from './sinks';

/** Open edX's own limit (event-bus-redis, EVENT_BUS_REDIS_STREAM_MAX_LEN); Redis keeps a few more. */
const STREAM_LENGTH = 10_000;

/** A Redis stream. Connects on the first event. */
export function createRedisSink(url: string, stream: string, deadlineMs: number): EventSink {
  const timeouts = { connectTimeout: deadlineMs, commandTimeout: deadlineMs };
  // The outbox repeats what a broken connection did not send, in the right order.
  const once = { lazyConnect: true, autoResendUnfulfilledCommands: false, maxRetriesPerRequest: 0 };
  const redis = new Redis(url, { ...timeouts, ...once });
  let broken = '';
  // Without a listener, an error on an idle connection would end the process.
  redis.on('error', (error: Error) => void (broken = `${error.message} `));

  async function send(event: CloudEvent): Promise<Retry | null> {
    try {
      await redis.xadd(stream, 'MAXLEN', '~', STREAM_LENGTH, '*', ...fieldsOf(event));
      broken = '';
      return null;
    } catch (error) {
      return retry(`${broken}${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return { name: 'REDIS', send, close: async () => redis.disconnect() };
}

/**
 * The fields of event-bus-redis (internal/utils.py), except that event_data is JSON, because openedx-events has no Avro
 * schema for these types, and that sourcelib, the version of openedx-events, is missing.
 */
function fieldsOf({ type, id, source, time, minorversion, sourcehost, data }: CloudEvent): string[] {
  // Formatted like Python's isoformat: not every Python can parse a Z.
  const fields = { type, id, source, time: time.replace('Z', '+00:00'), minorversion: String(minorversion) };
  return Object.entries({ ...fields, sourcehost, event_data: JSON.stringify(data) }).flat();
}
