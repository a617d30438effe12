// Carries trace context through the outbox. A delivery happens later than the request that caused it, perhaps in
// another process and again tomorrow; so it is its own trace, with a link to the request. Does nothing unless the
// OpenTelemetry SDK is loaded before the service.
import { channel } from 'node:diagnostics_channel';
import { context, propagation, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { Link } from '@opentelemetry/api';

/** The attributes of a traced delivery. */
export interface Traceable {
  readonly id: string;
  readonly target: string;
  readonly courseRunKey: string;
  readonly revision: number;
  /** Of the request that caused it; null if that was not traced. */
  readonly traceParent: string | null;
}

const TRACE_PARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/** The current W3C traceparent; null if nothing is traced. */
export function currentTraceParent(): string | null {
  const span = trace.getSpanContext(context.active());
  if (!span || !trace.isSpanContextValid(span)) return null;
  return `00-${span.traceId}-${span.spanId}-${span.traceFlags.toString(16).padStart(2, '0')}`;
}

/** Runs the work in its own span, to which everything sent meanwhile belongs. */
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

/** Headers that propagate the trace. Empty if undici is instrumented, which then adds them itself. */
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
