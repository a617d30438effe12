// Traces across the outbox, with OpenTelemetry's own SDK in this process: the request, and the deliveries after it.
import { channel } from 'node:diagnostics_channel';
import { context, trace } from '@opentelemetry/api';
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-node';
import { traceHeaders } from '../../src/provisioning/tracing';
import { saveMode } from '../../src/changes/catalogue/save-definition';
import { DEVELOPER } from '../../src/identity/permissions';
import { aVerifiedCourse, startReplica, type Replica } from '../support/changes';
import { answering } from './answering';
import { useOutbox } from './outbox-world';
import { until } from '../support/until';

const outbox = useOutbox();
const exporter = new InMemorySpanExporter();
const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
let replica: Replica;
beforeAll(async () => {
  replica = await startReplica(outbox.url);
});
afterEach(async () => {
  await outbox.stopRelays();
  exporter.reset();
  trace.disable();
  context.disable();
});
afterAll(() => replica.stop());

/** Runs the work like a traced request; returns its span. */
async function traced(work: () => Promise<unknown>) {
  provider.register();
  const span = provider.getTracer('test').startSpan('POST /graphql');
  await context.with(trace.setSpan(context.active(), span), work);
  span.end();
  return span.spanContext();
}

/** Delivers everything that waits; returns the headers that each system received. */
async function deliver() {
  const heard: Record<'ecommerce' | 'lms', (string | undefined)[]> = { ecommerce: [], lms: [] };
  const before = (name: 'ecommerce' | 'lms') =>
    answering(
      outbox.standIns[name].url,
      (body) => body,
      ({ traceparent }) => void heard[name].push(String(traceparent)),
    );
  const [ecommerce, lms] = await Promise.all([before('ecommerce'), before('lms')]);
  const relay = outbox.started({}, { ecommerce, lms, deadlineMs: 20_000 });
  await until(async () => (await outbox.db.query('SELECT FROM lane WHERE enqueued > done')).length === 0);
  await outbox.stopRelays();
  await Promise.all([ecommerce.stop(), lms.stop()]);
  return { heard, counts: relay.counts };
}

const deliveries = (): ReadableSpan[] =>
  exporter.getFinishedSpans().filter(({ name }) => name.startsWith('deliver'));
const headerOf = (span: ReadableSpan | undefined): string =>
  `00-${span?.spanContext().traceId}-${span?.spanContext().spanId}-01`;

test('a delivery is its own trace, linked to the request that caused it, and is propagated', async () => {
  const request = await traced(() => aVerifiedCourse(replica, 'REVIEWED'));
  const { heard } = await deliver();
  const [ecommerce, lms] = deliveries();

  expect(deliveries().map(({ name }) => name)).toEqual(['deliver ECOMMERCE', 'deliver LMS']);
  for (const span of deliveries()) {
    expect(span.parentSpanContext).toBeUndefined();
    expect(span.spanContext().traceId).not.toBe(request.traceId);
    expect(span.links.map(({ context: linked }) => [linked.traceId, linked.spanId])).toEqual([
      [request.traceId, request.spanId],
    ]);
    expect(span.attributes).toMatchObject({
      'track_types.revision': 1,
      'track_types.outcome': 'delivered',
      'track_types.course_run': expect.stringContaining('course-v1:'),
    });
  }
  expect(heard).toEqual({ ecommerce: [headerOf(ecommerce)], lms: [headerOf(lms)] });
});

test('a failed attempt is a span with an error, and the next one another, with the same link', async () => {
  const request = await traced(() => aVerifiedCourse(replica, 'REVIEWED'));
  outbox.standIns.lms.faults.set({ kind: 'status', status: 503, times: 1 });
  const { heard } = await deliver();
  const [first, second] = deliveries().filter(({ name }) => name === 'deliver LMS');

  expect([first, second].map((span) => span?.status.code)).toEqual([2, 0]);
  expect(first?.attributes['track_types.outcome']).toBe('retry');
  expect([first, second].map((span) => span?.links[0]?.context.spanId)).toEqual([
    request.spanId,
    request.spanId,
  ]);
  expect(heard.lms).toEqual([headerOf(first), headerOf(second)]);
});

test('a change of a definition that affects a run is linked as well', async () => {
  const { run } = await aVerifiedCourse(replica, 'REVIEWED');
  await deliver();
  const mode = { slug: 'verified', name: 'Verified, anew', isIdVerified: true, isCreditEligible: false };
  const request = await traced(() =>
    saveMode(replica, DEVELOPER, {
      ...mode,
      certificateType: 'verified',
      minimumPrice: '1',
      reason: 'a test',
    }),
  );
  const rows = await outbox.db.query(
    `SELECT trace_parent AS said FROM provisioning JOIN course_run ON course_run.id = course_run_id
     WHERE key = $1 AND provisioning.revision = 2`,
    [run],
  );

  const said = `00-${request.traceId}-${request.spanId}-01`;
  expect(rows).toEqual([{ said }, { said }]);
});

test('an untraced request is delivered without a link', async () => {
  await aVerifiedCourse(replica, 'REVIEWED');
  provider.register();
  await deliver();

  expect(deliveries().map(({ links }) => links)).toEqual([[], []]);
});

test('without the SDK nothing is traced, sent or kept', async () => {
  await aVerifiedCourse(replica, 'REVIEWED');
  const { heard, counts } = await deliver();
  const [row] = await outbox.db.query('SELECT trace_parent FROM provisioning ORDER BY id DESC LIMIT 1');

  expect(row).toEqual({ trace_parent: null });
  expect(heard).toEqual({ ecommerce: ['undefined'], lms: ['undefined'] });
  expect(counts.delivered).toBe(2);
});

test('an instrumentation of undici adds the headers, and they are not duplicated', async () => {
  const seen: Record<string, string>[] = [];
  const listen = () => undefined;
  await traced(async () => {
    seen.push(traceHeaders());
    channel('undici:request:create').subscribe(listen);
    seen.push(traceHeaders());
    channel('undici:request:create').unsubscribe(listen);
  });

  expect(seen).toEqual([{ traceparent: expect.any(String) }, {}]);
});
