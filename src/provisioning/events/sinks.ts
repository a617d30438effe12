// Sends events as CloudEvents 1.0 with the extensions of Open edX's OEP-41: here to an HTTP endpoint. Sends each once; the outbox
// remembers and repeats.
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
