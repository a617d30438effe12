// docs/metrics.md: every metric of src/ops/metrics.ts. Those of the process are prom-client's and are only mentioned.
import { createMetrics } from '../src/ops/metrics';
import { MAX_OPERATIONS } from '../src/ops/request-metrics';
import { code, heading, table } from './markdown';

const OF_THE_PROCESS = /^track_types_(process|nodejs)_/;
/** Sample values with every label, so that the page can name the labels. */
const SINKS = [{ of: 'event', name: 'HTTP', pending: 0, oldestSeconds: 0, blocked: 0 }] as const;

const ANSWERED = {
  requestId: '',
  operation: null,
  type: null,
  client: undefined,
  clientVersion: undefined,
  actor: null,
  status: 200,
  codes: [],
  seconds: 0,
};

/** Every metric of our own with its type, labels and help. */
export async function metricsPage(): Promise<string> {
  const metrics = createMetrics(
    async () => SINKS,
    () => new Date(0),
    { pools: { requests: () => ({ used: 0, idle: 0, waiting: 0 }) } },
  );
  metrics.attempted({ target: 'LMS', requestedAt: new Date(0) }, { kind: 'delivered' });
  metrics.requests.answered(ANSWERED);
  metrics.denied({ code: 'FORBIDDEN', operation: 'changeCourse' });
  metrics.requests.refused?.('cost');
  await metrics.text();
  const all = await metrics.registry.getMetricsAsJSON();
  const rows = all
    .filter(({ name }) => !OF_THE_PROCESS.test(name))
    .map(({ name, type, help, values }) => [
      code(name),
      String(type),
      [...new Set(values.flatMap(({ labels }) => Object.keys(labels)))]
        .filter((label) => label !== 'le')
        .map(code)
        .join(', '),
      help,
    ]);
  return `${heading('Metrics', 'src/ops/metrics.ts')}
\`/metrics\` on \`OPS_PORT\` serves the Prometheus text format. Counters, histograms, and the gauges of requests and
pools belong to the process and start at zero with it. The other gauges come from the database and are the same in every
process. The metrics of the process itself (\`track_types_process_…\`, \`track_types_nodejs_…\`, the delay
of its event loop among them) are prom-client's.

${table(['name', 'type', 'labels', 'meaning'], rows)}

\`operation\` is the operation name from the request. The first ${MAX_OPERATIONS} names have their own series, later ones are
\`other\`; operations without a name are \`anonymous\`, invalid documents \`invalid\`. \`code\` is one of
[errors.md](errors.md), or \`CLIENT_CLOSED_REQUEST\` if the client did not wait.

\`target\` is \`ECOMMERCE\` or \`LMS\`, \`sink\` is \`HTTP\` or \`REDIS\`. \`kind\` is \`change\` or \`dry_run\`. \`outcome\` is \`delivered\`, \`retrying\`, \`failed\`,
\`skipped\` (superseded before it was sent) or \`lost\` (another relay had taken over).

Alert on \`track_types_lanes_blocked\` or \`track_types_event_runs_blocked\` above 0 for some minutes, on an oldest pending
provisioning or event that is older than a downstream deployment takes, and on any \`track_types_sweeper_repairs_total\`.
`;
}
