// One run in the timeline of its course: tracks, seats, deadlines, the state of each system, and drift.
import { html, joined } from './html';
import type { Html } from './html';
import { badge, paidTo, stateBadge, table, time, words } from './layout';
import type { Tone } from './layout';
import { dataOf } from './query-api';
import type { QueryApi, Named } from './query-api';

export interface Price {
  readonly amount: string;
  readonly currency: string;
}
export interface Conflict {
  readonly field: string;
  readonly there: string | null;
  readonly problem: string;
  readonly since: string;
}
export interface Run {
  readonly key: string;
  readonly title: string;
  readonly start: string | null;
  readonly end: string | null;
  readonly goLiveAt: string | null;
  readonly status: string;
  readonly isMismatched: boolean;
  readonly paidToPlatform: boolean;
  readonly paidToPartner: boolean;
  readonly conflicts: readonly Conflict[];
  readonly type: {
    readonly name: string;
    readonly trackTypes: readonly { name: string; mode: { slug: string } }[];
  };
  readonly seats: readonly {
    readonly seatType: Named;
    readonly price: Price | null;
    readonly upgradeDeadline: string | null;
    readonly upgradeDeadlineOverride: string | null;
    readonly sku: string | null;
  }[];
  readonly provisioning: readonly {
    readonly target: string;
    readonly state: string;
    readonly revision: number;
    readonly attempts: number;
    readonly requestedAt: string;
    readonly deliveredAt: string | null;
    readonly lastError: string | null;
  }[];
}
export const priced = (price: Price | null): Html | string =>
  price
    ? Number(price.amount) === 0
      ? 'free'
      : `${price.amount} ${price.currency}`
    : badge('not known', 'warn');
export const sold = (sku: string | null): Html => (sku === null ? html`–` : html`<code>${sku}</code>`);

const TONES: Readonly<Record<string, Tone>> = {
  PUBLISHED: 'good',
  REVIEWED: 'good',
  LEGAL_REVIEW: 'warn',
  INTERNAL_REVIEW: 'warn',
};

const datesOf = ({ start, end }: Run) =>
  (start ?? end) ? html`${time(start)} to ${time(end)}` : 'No dates yet';

/** The run's item in the timeline, with the drift if it was requested. */
export function runItem(run: Run, drift: Html | null): Html {
  const { type, seats, provisioning } = run;
  const tone = TONES[run.status] ?? '';
  const name = run.key.split('+').at(-1);
  return html`<li class="${tone}">
    <p class="when">${datesOf(run)}</p>
    <h3>${run.title} ${badge(words(run.status), tone)}</h3>
    <p>
      <code>${run.key}</code><br />${type.name}${run.isMismatched && ' (not a run type of its course type)'},
      paid to ${paidTo(run)}${run.goLiveAt && html`, goes live ${time(run.goLiveAt)}`}<br />Tracks:
      ${
        type.trackTypes.length > 0
          ? joined(
              type.trackTypes.map((track) => html`${track.name} (<code>${track.mode.slug}</code>)`),
              ', ',
            )
          : 'none'
      }
    </p>
    ${
      run.conflicts.length > 0 &&
      table(
        `Differences of ${name} in the LMS`,
        ['field', 'in the LMS', 'why it is refused', 'since'],
        run.conflicts.map(({ field, there, problem, since }) => [field, there ?? '–', problem, time(since)]),
      )
    }${table(
      `Seats of ${name}`,
      ['seat', 'price', 'upgrade until', 'SKU'],
      seats.map((seat) => [
        seat.seatType.name,
        priced(seat.price),
        html`${time(seat.upgradeDeadline)}${seat.upgradeDeadlineOverride && ' (set by hand)'}`,
        sold(seat.sku),
      ]),
    )}${table(
      `Provisioning of ${name}`,
      ['system', 'state', 'revision', 'queued', 'delivered', 'attempts', 'last error'],
      provisioning.map((one) => [
        one.target,
        stateBadge(one.state),
        one.revision,
        time(one.requestedAt),
        time(one.deliveredAt),
        one.attempts,
        one.lastError ?? '–',
      ]),
    )}${drift}
  </li>`;
}

/** How many runs are compared at once: each asks both systems, and the API limits root fields per request. */
const MAX_COMPARED = 20;

type Drift = readonly {
  readonly target: string;
  readonly isInSync: boolean | null;
  readonly error: string | null;
  readonly leftOut: string | null;
  readonly differences: readonly {
    readonly kind: string;
    readonly item: string;
    readonly field: string | null;
    readonly expected: string | null;
    readonly actual: string | null;
  }[];
}[];

/**
 * By run key: a table of what differs in each system. Asks the systems now: about the run with that key, or for an
 * empty key about the last runs.
 */
export async function driftsOf(
  ask: QueryApi,
  runKey: string,
  runs: readonly Run[],
): Promise<ReadonlyMap<string, Html>> {
  const keys = runs.map(({ key }) => key);
  const compared = runKey === '' ? keys.slice(-MAX_COMPARED) : keys.filter((key) => key === runKey);
  if (compared.length === 0) return new Map();
  const drift = (_: string, at: number) =>
    `d${at}: drift(courseRunKey: $k${at}) { target isInSync error leftOut differences { kind item field expected actual } }`;
  const query = `query ExploreDrift(${compared.map((_, at) => `$k${at}: ID!`).join(', ')}) { ${compared.map(drift).join(' ')} }`;
  const variables = Object.fromEntries(compared.map((key, at) => [`k${at}`, key]));
  const found = await dataOf<Readonly<Record<string, Drift | null>>>(ask(query, variables));
  return new Map(compared.map((key, at) => [key, driftTable(key, found[`d${at}`] ?? [])]));
}

function driftTable(key: string, drift: Drift): Html {
  if (drift.every(({ isInSync, leftOut }) => isInSync && leftOut === null)) {
    const systems = drift.map(({ target }) => target).join(' and ');
    return html`<p>Drift of ${key}: <span class="good">✓ in sync</span> with ${systems}</p>`;
  }
  const rows = drift.flatMap(({ target, isInSync, error, differences }) => {
    if (isInSync === null) return [[target, 'did not answer', error ?? '', '', '']];
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
  const caption = [`Drift of ${key}`, ...drift.flatMap(({ leftOut }) => leftOut ?? [])].join('. ');
  return table(caption, ['system', 'what', 'of', 'should be', 'is'], rows);
}
