// Sends events to an HTTP endpoint or to a stream of Open edX's event bus on Redis, as CloudEvents 1.0 with the extensions of
// Open edX's OEP-41. Sends each once; the outbox remembers and repeats.
import Redis from 'ioredis';
import type { SinkName, LeasedEvent } from '../../store/outbox/events';
import { createHttp, HttpFailure } from '../http';
import type { HttpOptions } from '../http';
import { retry } from '../target';
import type { Retry } from '../target';

export interface EventSink {
  readonly name: SinkName;
  /** Null if the event was accepted. Never throws because of the other system; ends within the deadline. */
  readonly send: (event: CloudEvent) => Promise<Retry | null>;
  readonly close: () => Promise<void>;
}

/** Sends CloudEvents in structured mode. Any answer other than 2xx is retried. */
export function createHttpSink(options: HttpOptions): EventSink {
  const http = createHttp(options);

  async function send(event: CloudEvent): Promise<Retry | null> {
    try {
      const { status, body, retryAfterMs } = await http.post(event, {
        'content-type': 'application/cloudevents+json; charset=utf-8',
      });
      return status >= 200 && status <= 299 ? null : retry(`HTTP ${status}: ${body}`, retryAfterMs);
    } catch (error) {
      if (error instanceof HttpFailure) return retry(error.message);
      throw error;
    }
  }
  return { name: 'HTTP', send, close: http.close };
}

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

export type CloudEvent = ReturnType<typeof cloudEventOf>;

/** From OEP-41, after CloudEvents 1.0: intermediaries need not forward anything larger. */
const MAX_BYTES = 64 * 1024;

/** The event; equal at each attempt except for the sending host. If the data is too large, it only names the run. */
export function cloudEventOf({ id, type, subject, time, data }: LeasedEvent, sourcehost: string) {
  const isTooLarge = Buffer.byteLength(JSON.stringify(data)) > MAX_BYTES - 2_048;
  return {
    specversion: '1.0',
    id,
    source: '/openedx/track-types/web',
    type,
    subject,
    time: time.toISOString(),
    datacontenttype: 'application/json',
    minorversion: 0,
    sourcehost,
    data: isTooLarge ? { course_run_key: subject, is_too_large: true } : data,
  };
}
