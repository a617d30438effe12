// Where events go: an HTTP endpoint, or a stream of Open edX's event bus on Redis. Says one event once; repeating is
// the outbox's, which remembers it.
import Redis from 'ioredis';
import type { SinkName } from '../../store/outbox/events';
import { createHttp, HttpFailure } from '../http';
import type { HttpOptions } from '../http';
import { retry } from '../target';
import type { Retry } from '../target';
import type { CloudEvent } from './cloud-event';

export interface EventSink {
  readonly name: SinkName;
  /** Null when it was taken. Never throws for what the other system does; ends within the deadline. */
  readonly send: (event: CloudEvent) => Promise<Retry | null>;
  readonly close: () => Promise<void>;
}

/** Takes CloudEvents in their structured mode. Any answer but 2xx is tried again. */
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

/** A Redis stream. It connects when there is something to say. */
export function createRedisSink(url: string, stream: string, deadlineMs: number): EventSink {
  const timeouts = { connectTimeout: deadlineMs, commandTimeout: deadlineMs };
  // What a broken connection left unsaid is ours to repeat, in its order.
  const once = { lazyConnect: true, autoResendUnfulfilledCommands: false, maxRetriesPerRequest: 0 };
  const redis = new Redis(url, { ...timeouts, ...once });
  let broken = '';
  // Without a listener an error on an idle connection would end the process.
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
 * The fields of event-bus-redis (internal/utils.py), but with JSON in event_data, since openedx-events has no schema of
 * these types to write Avro by, and without sourcelib, the version of openedx-events.
 */
function fieldsOf({ type, id, source, time, minorversion, sourcehost, data }: CloudEvent): string[] {
  // As Python's isoformat: not every Python reads a Z.
  const fields = { type, id, source, time: time.replace('Z', '+00:00'), minorversion: String(minorversion) };
  return Object.entries({ ...fields, sourcehost, event_data: JSON.stringify(data) }).flat();
}
