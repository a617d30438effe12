// Drift: what each system has and should not have, and what it lacks. The systems are asked now.
import type { IncomingHttpHeaders } from 'node:http';
import { dataOf } from './answers';
import type { Ask } from './answers';
import { html } from './html';
import type { Html } from './html';
import { table } from './layout';

const QUERY = `query ExploreDrift($key: ID!) { drift(courseRunKey: $key) {
  target isInSync error differences { kind item field expected actual } } }`;

interface Found {
  readonly drift:
    | readonly {
        readonly target: string;
        readonly isInSync: boolean | null;
        readonly error: string | null;
        readonly differences: readonly {
          readonly kind: string;
          readonly item: string;
          readonly field: string | null;
          readonly expected: string | null;
          readonly actual: string | null;
        }[];
      }[]
    | null;
}

/** A table of what differs in each system. */
export async function driftOf(ask: Ask, key: string, headers: IncomingHttpHeaders): Promise<Html> {
  const { drift } = await dataOf<Found>(ask(headers, QUERY, { key }));
  const rows = (drift ?? []).flatMap(({ target, isInSync, error, differences }) => {
    if (isInSync === null) return [[target, 'could not be asked', error ?? '', '', '']];
    if (isInSync) return [[target, html`<span class="good">✓ in sync</span>`, '', '', '']];
    return differences.map(({ kind, item, field, expected, actual }) => [
      ...[
        target,
        html`<span class="bad">✗ ${kind}</span>`,
        [item, field && `: ${field}`],
        expected ?? '–',
        actual ?? '–',
      ],
    ]);
  });
  return table(`Drift of ${key}`, ['system', 'what', 'of', 'should be', 'is'], rows);
}
