// The page of what has not arrived: failed (and why), retrying or waiting; the oldest first, with what to do.
import { dataOf } from './query-api';
import type { QueryApi } from './query-api';
import { html } from './html';
import type { Html, Piece } from './html';
import { badge, courseLink, page, table, time, words } from './layout';
import type { Tone } from './layout';
import { retriedNotice, retryForm } from './retry-form';
import type { Failed, RetryEntry, Viewer } from './retry-form';
import type { Conflict } from './run-item';

const QUERY = `query ExploreProvisioning($states: [ProvisioningState!]) {
  provisionings(first: 200, oldestFirst: true, filter: { states: $states }) { totalCount nodes {
    id target revision attempts requestedAt nextAttemptAt lastError courseRun { key course { key organization } }
    blockedBy { message provisioning { id target revision courseRun { key } } } } } }`;

interface Delivery extends Failed {
  readonly id: string;
  readonly revision: number;
  readonly attempts: number;
  readonly requestedAt: string;
  readonly nextAttemptAt: string | null;
  readonly lastError: string | null;
  readonly blockedBy: { readonly message: string; readonly provisioning: Blocking | null } | null;
  readonly courseRun: (Failed['courseRun'] & { readonly key: string }) | null;
}
interface Blocking {
  readonly id: string;
  readonly target: string;
  readonly revision: number;
  readonly courseRun: { readonly key: string } | null;
}
interface Found {
  readonly provisionings: { readonly totalCount: number; readonly nodes: readonly Delivery[] };
}

/** What a table of deliveries may show, by the head of the column. */
const COLUMNS = {
  queued: ({ requestedAt }: Delivery) => time(requestedAt),
  system: ({ target }: Delivery) => target,
  revision: ({ revision }: Delivery) => revision,
  attempts: ({ attempts }: Delivery) => attempts,
  'next attempt': ({ nextAttemptAt }: Delivery) => time(nextAttemptAt),
  'what went wrong': ({ lastError }: Delivery) => lastError ?? '–',
  'waits for': ({ blockedBy }: Delivery) => (blockedBy ? waitsFor(blockedBy) : 'a relay to send it'),
  id: ({ id }: Delivery) => html`<code id="${id}">${id}</code>`,
};

/** Why it waits, with a link to what must be delivered first. */
const waitsFor = ({ message, provisioning: first }: NonNullable<Delivery['blockedBy']>): Piece => [
  message,
  first &&
    html` <a href="#${first.id}">${first.target}, revision ${first.revision} of ${first.courseRun?.key}</a>`,
];

interface Section {
  readonly state: string;
  readonly name: string;
  readonly tone: Tone;
  /** What it means, and what to do. */
  readonly says: string;
  readonly columns: readonly (keyof typeof COLUMNS)[];
}

const SECTIONS: readonly Section[] = [
  {
    state: 'FAILED',
    name: 'Failed',
    tone: 'bad',
    says: 'The system refused these, or they were retried for too long (GIVE_UP_AFTER_HOURS). Later revisions of the same runs wait behind them. Fix what the system complains about, then retry. Or change the run: its new revision replaces the failed one.',
    columns: ['queued', 'system', 'revision', 'attempts', 'what went wrong', 'id'],
  },
  {
    state: 'RETRYING',
    name: 'Retrying',
    tone: 'warn',
    says: 'An attempt failed. Further attempts are automatic, until it has been retried for GIVE_UP_AFTER_HOURS. If many wait for one system, check whether that system is up.',
    columns: [
      'queued',
      'system',
      'revision',
      'attempts',
      'next attempt',
      'what went wrong',
      'waits for',
      'id',
    ],
  },
  {
    state: 'PENDING',
    name: 'Waiting',
    tone: '',
    says: 'Not sent yet. If many have waited for minutes, check whether a relay is running.',
    columns: ['queued', 'system', 'revision', 'waits for', 'id'],
  },
];

const CONFLICTS = `query ExploreConflicts { courseRuns(first: 200, filter: { hasConflict: true }) { totalCount nodes {
  key course { key } conflicts { field there problem since } } } }`;

interface FoundConflicts {
  readonly courseRuns: {
    readonly totalCount: number;
    readonly nodes: readonly {
      readonly key: string;
      readonly course: { readonly key: string } | null;
      readonly conflicts: readonly Conflict[];
    }[];
  };
}

/** Titles and dates that differ in the LMS. */
async function conflictsOf(ask: QueryApi): Promise<Html> {
  const { totalCount, nodes } = (await dataOf<FoundConflicts>(ask(CONFLICTS, {}))).courseRuns;
  const rows = nodes.flatMap(({ key, course, conflicts }) =>
    conflicts.map(({ field, there, problem, since }) => [
      time(since),
      courseLink(course?.key ?? '', key),
      field,
      there ?? '–',
      problem,
    ]),
  );
  return html`<h2>Differences in the LMS: ${totalCount > 0 ? badge(totalCount, 'warn') : 0}</h2>
    ${
      totalCount > 0 &&
      html`<p>
          A rule refuses these changes from Studio. Each is applied automatically as soon as the rule allows
          it.
        </p>
        ${table('Differences in the LMS', ['since', 'run', 'field', 'in the LMS', 'why it is refused'], rows)}`
    }`;
}

const UNPRICED = `query ExploreUnpriced { courseRuns(first: 200, filter: { isUnpriced: true }) { totalCount nodes {
  key status course { key entitlements { seatType { name } price { amount } } } seats { seatType { name } price { amount } } } } }`;

interface Sold {
  readonly seatType: { readonly name: string };
  readonly price: object | null;
}
interface FoundUnpriced {
  readonly courseRuns: {
    readonly totalCount: number;
    readonly nodes: readonly {
      readonly key: string;
      readonly status: string;
      readonly course: { readonly key: string; readonly entitlements: readonly Sold[] } | null;
      readonly seats: readonly Sold[];
    }[];
  };
}

/** Offers that are held back until they have a price. */
async function unpricedRuns(ask: QueryApi): Promise<Html> {
  const { totalCount, nodes } = (await dataOf<FoundUnpriced>(ask(UNPRICED, {}))).courseRuns;
  const unpricedIn = (sold: readonly Sold[], what: string) =>
    sold.filter(({ price }) => price === null).map(({ seatType }) => `${what} ${seatType.name}`);
  const rows = nodes.map(({ key, status, course, seats }) => [
    courseLink(course?.key ?? '', key),
    words(status),
    [...unpricedIn(seats, 'seat'), ...unpricedIn(course?.entitlements ?? [], 'entitlement')].join(', '),
  ]);
  return html`<h2>Without a price: ${totalCount > 0 ? badge(totalCount, 'warn') : 0}</h2>
    ${
      totalCount > 0 &&
      html`<p>
          These need a price, because somebody is paid for them. They go on sale once changeCourse sets one.
        </p>
        ${table('Without a price', ['run', 'status of the run', 'not on sale'], rows)}`
    }`;
}

interface Shown {
  readonly viewer: Viewer;
  /** For the form. */
  readonly token: string;
  readonly query: URLSearchParams;
  readonly entry?: RetryEntry;
}

/** A table for each state, one of offers without a price and one of differences in the LMS; and the retry form. */
export async function provisioningPage(ask: QueryApi, shown: Shown): Promise<Html> {
  const { viewer, query, entry } = shown;
  const [deliveries, ...others] = await Promise.all([
    Promise.all(SECTIONS.map(({ state }) => dataOf<Found>(ask(QUERY, { states: [state] })))),
    ...[unpricedRuns(ask), conflictsOf(ask), retriedNotice(ask, query)],
  ]);
  const [unpriced, conflicts, retried] = others;
  const form = retryForm(viewer, deliveries[0]?.provisionings.nodes ?? [], shown);
  return page('Provisioning', '/explore/provisioning', [
    html`<p class="lead">
      What E-Commerce and the LMS have not received yet. The oldest come first. Times are in UTC.
    </p>`,
    entry && html`<p role="alert" class="notice bad">${entry.problem}</p>`,
    retried,
    SECTIONS.map((section, index) =>
      sectionOf(section, deliveries[index], section.state === 'FAILED' && form),
    ),
    unpriced,
    conflicts,
  ]);
}

function sectionOf({ name, tone, says, columns }: Section, found: Found | undefined, form: Piece): Html {
  const { totalCount = 0, nodes = [] } = found?.provisionings ?? {};
  const rows = nodes.map((one) => [
    one.courseRun ? courseLink(one.courseRun.course?.key ?? '', one.courseRun.key) : '–',
    ...columns.map((column) => COLUMNS[column](one)),
  ]);
  return html`<h2>${name}: ${totalCount > 0 ? badge(totalCount, tone) : 0}</h2>
    ${totalCount > 0 && html`<p>${says}</p>`} ${form}
    ${totalCount > 0 && table(name, ['run', ...columns], rows)}
    ${totalCount > nodes.length && html`<p class="quiet">Only the oldest ${nodes.length} are shown.</p>`}`;
}
