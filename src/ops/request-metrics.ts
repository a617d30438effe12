// Metrics of this process's requests. The number of series is bounded, however clients name their operations.
import { Counter, Gauge, Histogram } from 'prom-client';
import type { Registry } from 'prom-client';
import type { RequestSummary, RequestObserver } from '../graphql/http/observe';
import { FAULTS } from '../model/faults';

/** Returns a metric's configuration, from its name and labels as written in queries. */
export function described(registry: Registry, series: string, help: string) {
  const [name = '', labels] = series.split(/[{}]/);
  return { registers: [registry], name: `track_types_${name}`, help, labelNames: labels?.split(',') ?? [] };
}

/** How many operation names have their own series; later ones are counted together. */
export const MAX_OPERATIONS = 100;
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2.5, 5, 10, 30];

/** How many requests are added together: one by one, between the parts of others, it takes several times as long. */
const TOGETHER = 64;

/** Counts and times requests by operation in that registry. A scrape includes everything reported so far. */
export function requestMetricsIn(registry: Registry): RequestObserver {
  const waiting: RequestSummary[] = [];
  let begun = 0;
  const add = (): void => {
    inFlight.set(begun);
    for (const each of waiting.splice(0)) addOne(each);
  };
  const { answered, errors, refused, inFlight, seconds } = seriesIn(registry, add);
  const labelOf = labels();
  // Each series' child metric: prom-client would look up and check its labels every time.
  const times = new Map<string, ReturnType<typeof seconds.labels>>();
  const counts = new Map<string, ReturnType<typeof answered.labels>>();
  // An alert on something that never happened needs a 0 to compare with.
  for (const code of Object.keys(FAULTS)) errors.labels(code).inc(0);
  const addOne = (request: RequestSummary): void => {
    const operation = labelOf(request);
    const code = request.codes[0] ?? 'OK';
    const series = `${code} ${operation}`;
    const count = counts.get(series) ?? answered.labels(operation, code);
    counts.set(series, count);
    count.inc();
    for (const each of request.codes) errors.labels(each).inc();
    const time = times.get(operation) ?? seconds.labels(operation);
    times.set(operation, time);
    time.observe(request.seconds);
  };
  return {
    started: () => void (begun += 1),
    refused: (what) => refused.labels(what).inc(),
    answered: (request) => {
      begun -= 1;
      if (waiting.push(request) >= TOGETHER) add();
    },
  };
}

/** Creates the series. prom-client calls `collect` before it reads one. */
function seriesIn(registry: Registry, collect: () => void) {
  const made = (series: string, help: string) => ({ ...described(registry, series, help), collect });
  const answered = new Counter(
    made(
      'requests_total{operation,code}',
      'Requests, by operation and first error code (`OK` without an error).',
    ),
  );
  const errors = new Counter(
    made('errors_total{code}', 'Errors in responses, by code; version conflicts are STALE_VERSION.'),
  );
  const refused = new Counter(
    made(
      'requests_refused_total{what}',
      'Requests refused, by exceeded limit (LIMIT_EXCEEDED, OVERLOADED), or `document` if not on the list.',
    ),
  );
  const inFlight = new Gauge(made('requests_in_flight', 'Requests in progress.'));
  const seconds = new Histogram({
    ...made('request_seconds{operation}', "Seconds from a request's headers to the end of its response."),
    buckets: SECONDS,
  });
  return { answered, errors, refused, inFlight, seconds };
}

/** Only valid operations get their own label, so that nobody can fill the list with names the schema lacks. */
function labels(): (request: RequestSummary) => string {
  const named = new Set<string>();
  return ({ operation, type }) => {
    if (type === null) return 'invalid';
    if (operation === null) return 'anonymous';
    if (named.size < MAX_OPERATIONS) named.add(operation);
    return named.has(operation) ? operation : 'other';
  };
}
