// Trace context through the outbox. A delivery comes later than the request that asked for it, perhaps by another process
// and again tomorrow: so it is a trace of its own, with a link to the request. All of it does nothing unless the SDK of
// OpenTelemetry is loaded before the service.
import { channel } from 'node:diagnostics_channel';
import { context, propagation, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { Link } from '@opentelemetry/api';

/** What is traced of a delivery. */
export interface Traceable {
  readonly id: string;
  readonly target: string;
  readonly courseRunKey: string;
  readonly revision: number;
  /** Of the request that asked for it; null where that was not traced. */
  readonly traceParent: string | null;
}

const TRACE_PARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/** W3C's traceparent of what is being done; null where nothing is traced. */
export function currentTraceParent(): string | null {
  const span = trace.getSpanContext(context.active());
  if (!span || !trace.isSpanContextValid(span)) return null;
  return `00-${span.traceId}-${span.spanId}-${span.traceFlags.toString(16).padStart(2, '0')}`;
}

/** Does the work in a span of its own, which what is sent meanwhile belongs to. */
export async function traceDelivery<T extends { readonly kind: string; readonly error?: string }>(
  { id, target, courseRunKey, revision, traceParent }: Traceable,
  work: () => Promise<T>,
): Promise<T> {
  const attributes = {
    'track_types.provisioning': id,
    'track_types.target': target,
    'track_types.course_run': courseRunKey,
    'track_types.revision': revision,
  };
  const options = { kind: SpanKind.CONSUMER, attributes, links: linksTo(traceParent) };
  const span = trace.getTracer('track-types').startSpan(`deliver ${target}`, options, ROOT_CONTEXT);
  try {
    const outcome = await context.with(trace.setSpan(ROOT_CONTEXT, span), work);
    span.setAttribute('track_types.outcome', outcome.kind);
    if (outcome.kind !== 'delivered') span.setStatus({ code: SpanStatusCode.ERROR, message: outcome.error });
    return outcome;
  } finally {
    span.end();
  }
}

/** The headers that carry the trace on. None where undici is instrumented, which then adds them itself. */
export function traceHeaders(): Record<string, string> {
  const headers: Record<string, string> = {};
  if (!channel('undici:request:create').hasSubscribers) propagation.inject(context.active(), headers);
  return headers;
}

function linksTo(traceParent: string | null): Link[] {
  const [, traceId, spanId, flags] = TRACE_PARENT.exec(traceParent ?? '') ?? [];
  if (!traceId || !spanId || !flags) return [];
  return [{ context: { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true } }];
}
