// Builds the event that others receive: CloudEvents 1.0 with the extensions of Open edX's OEP-41. Pure.
import type { LeasedEvent } from '../../store/outbox/events';

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
