// Checks that docs/operations.md names existing metrics, and says for each alert what it means and what to do.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FAULTS } from '../../src/model/faults';
import { createMetrics } from '../../src/ops/metrics';
import { ROOT } from './project-files';

const page = readFileSync(join(ROOT, 'docs', 'operations.md'), 'utf8');
const alerts = page.split('## Alerts')[1]?.split(/^## /m)[0]?.split(/^### /m).slice(1);

async function names(): Promise<string[]> {
  const { registry } = createMetrics(
    async () => [],
    () => new Date(0),
  );
  return (await registry.getMetricsAsJSON()).map(({ name }) => name);
}

const isKnown = (known: readonly string[]) => (named: string) =>
  known.includes(named.replace(/_(bucket|sum|count)$/, '')) || known.includes(named);

test('every metric on the page is one of ours', async () => {
  const named = page.match(/track_types_\w+/g) ?? [];
  const known = isKnown(await names());

  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((name) => !known(name))).toEqual([]);
  expect(['track_types_nothing_total'].filter(known)).toEqual([]);
});

test.each((alerts ?? []).map((alert) => [alert.split('\n')[0], alert] as const))(
  'the alert "%s" has a query, and says what to do',
  (_, alert) => {
    const [, query = '', ...words] = alert.trim().split('\n\n');

    expect(query).toMatch(/^`.*track_types_\w+/);
    expect(words.join(' ').length).toBeGreaterThan(100);
  },
);

test('every code that an alert compares is a fault', () => {
  const codes = [...page.matchAll(/code=~?"([A-Z_|]+)"/g)].flatMap(([, list]) => (list ?? '').split('|'));

  expect(Object.keys(FAULTS)).toEqual(expect.arrayContaining(codes));
});
