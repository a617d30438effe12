// What operators see of requests: a log line each, and figures whose number no client can increase.
import { createMetrics } from '../../src/ops/metrics';
import { MAX_OPERATIONS } from '../../src/ops/request-metrics';
import { createRequestLog } from '../../src/ops/log';
import type { RequestSummary } from '../../src/graphql/http/observe';

const ANSWERED: RequestSummary = {
  requestId: 'r1',
  operation: 'TheModes',
  type: 'query',
  client: 'publisher',
  clientVersion: '1.2',
  actor: 'someone',
  status: 200,
  codes: [],
  seconds: 0.0123,
};

const metricsOf = (pools = {}) =>
  createMetrics(
    async () => [],
    () => new Date(0),
    { pools },
  );

async function series(metrics: ReturnType<typeof metricsOf>, name: string): Promise<string[]> {
  const lines = (await metrics.text()).split('\n');
  return lines.filter((line) => line.startsWith(`track_types_${name}`));
}

describe('the figures', () => {
  test('count by operation and code, and time by operation', async () => {
    const metrics = metricsOf();
    metrics.requests.started();
    metrics.requests.started();
    metrics.requests.answered(ANSWERED);
    metrics.requests.answered({ ...ANSWERED, codes: ['STALE_VERSION', 'NOT_FOUND'] });

    expect(await series(metrics, 'requests_total')).toEqual([
      'track_types_requests_total{operation="TheModes",code="OK"} 1',
      'track_types_requests_total{operation="TheModes",code="STALE_VERSION"} 1',
    ]);
    expect(await series(metrics, 'request_seconds_bucket{le="0.025"')).toEqual([
      'track_types_request_seconds_bucket{le="0.025",operation="TheModes"} 2',
    ]);
  });

  test('have every fault from the start, and count each error', async () => {
    const metrics = metricsOf();
    const { requests } = metrics;
    requests.answered({ ...ANSWERED, codes: ['STALE_VERSION', 'FORBIDDEN'] });

    expect(await series(metrics, 'errors_total')).toEqual(
      expect.arrayContaining([
        'track_types_errors_total{code="STALE_VERSION"} 1',
        'track_types_errors_total{code="FORBIDDEN"} 1',
        'track_types_errors_total{code="UNAUTHENTICATED"} 0',
      ]),
    );
  });

  test('count the requests in progress', async () => {
    const metrics = metricsOf();
    metrics.requests.started();
    metrics.requests.started();
    metrics.requests.answered(ANSWERED);

    expect(await series(metrics, 'requests_in_flight')).toEqual(['track_types_requests_in_flight 1']);
  });

  test('have a limited number of names, however many clients invent', async () => {
    const metrics = metricsOf();
    const count = MAX_OPERATIONS + 50;
    for (let each = 0; each < count; each += 1) {
      metrics.requests.answered({ ...ANSWERED, operation: `Op${each}` });
    }
    metrics.requests.answered({ ...ANSWERED, operation: 'Op0' });
    const lines = await series(metrics, 'requests_total');

    expect(lines).toHaveLength(MAX_OPERATIONS + 1);
    expect(lines).toContain('track_types_requests_total{operation="other",code="OK"} 50');
    expect(lines).toContain('track_types_requests_total{operation="Op0",code="OK"} 2');
  });

  test('give no name to invalid documents, nor to unnamed ones', async () => {
    const metrics = metricsOf();
    metrics.requests.answered({ ...ANSWERED, operation: null });
    metrics.requests.answered({ ...ANSWERED, operation: null, type: null, codes: ['BAD_REQUEST'] });

    expect(await series(metrics, 'requests_total')).toEqual([
      'track_types_requests_total{operation="anonymous",code="OK"} 1',
      'track_types_requests_total{operation="invalid",code="BAD_REQUEST"} 1',
    ]);
  });

  test('show for each pool what is used, idle, and waited for', async () => {
    const metrics = metricsOf({ requests: () => ({ used: 3, idle: 1, waiting: 2 }) });

    expect(await series(metrics, 'pool_connections')).toEqual([
      'track_types_pool_connections{pool="requests",state="used"} 3',
      'track_types_pool_connections{pool="requests",state="idle"} 1',
      'track_types_pool_connections{pool="requests",state="waiting"} 2',
    ]);
  });
});

describe('the line of the log', () => {
  const linesOf = (key: string, ...answered: RequestSummary[]) => {
    const lines: Record<string, unknown>[] = [];
    const silent = { warn: () => undefined, error: () => undefined };
    const tell = createRequestLog({ ...silent, info: (fields) => void lines.push({ ...fields }) }, key);
    answered.forEach(tell);
    return lines;
  };

  test("has the request and its result, and no person's name", () => {
    const [line] = linesOf('key', { ...ANSWERED, codes: ['FORBIDDEN'] });

    expect(line).toEqual({
      requestId: 'r1',
      operation: 'TheModes',
      type: 'query',
      client: 'publisher',
      clientVersion: '1.2',
      actor: expect.stringMatching(/^[0-9a-f]{16}$/),
      status: 200,
      codes: ['FORBIDDEN'],
      ms: 12,
    });
  });

  test('has one hash per person, and different ones under another key', () => {
    const [one, again, other] = linesOf('key', ANSWERED, ANSWERED, { ...ANSWERED, actor: 'else' });
    const [elsewhere] = linesOf('another', ANSWERED);

    expect(one?.['actor']).toBe(again?.['actor']);
    expect(new Set([one, other, elsewhere].map((line) => line?.['actor'])).size).toBe(3);
  });

  test('has nobody if the caller is unknown', () => {
    expect(linesOf('key', { ...ANSWERED, actor: null })[0]).toMatchObject({ actor: null });
  });
});
