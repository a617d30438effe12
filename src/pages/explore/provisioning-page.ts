// What has not arrived: failed (and why), retried or waiting; the oldest first, with what to do.
import { dataOf } from './answers';
import type { Ask } from './answers';
import { html } from './html';
import type { Html } from './html';
import { badge, courseLink, page, table, time } from './layout';
import type { Conflict } from './run-item';

const QUERY = `query ExploreProvisioning($states: [ProvisioningState!]) {
  provisionings(first: 200, oldestFirst: true, filter: { states: $states }) { totalCount nodes {
    id target state revision attempts requestedAt nextAttemptAt lastError blockedBy { message } courseRun { key course { key } } } } }`;

interface Found {
  readonly provisionings: {
    readonly totalCount: number;
    readonly nodes: readonly {
      readonly id: string;
      readonly target: string;
      readonly revision: number;
      readonly attempts: number;
      readonly requestedAt: string;
      readonly nextAttemptAt: string | null;
      readonly lastError: string | null;
      readonly blockedBy: { readonly message: string } | null;
      readonly courseRun: { readonly key: string; readonly course: { readonly key: string } | null } | null;
    }[];
  };
}

const STATES = [
  [
    'FAILED',
    'Failed',
    'Refused, or out of attempts. Nothing later of the run is sent before a person acts: fix what the system says, then call retryProvisioning with the id, or retryProvisionings for many; or change the run, and the new revision takes its place.',
  ],
  [
    'RETRYING',
    'Tried again',
    'Goes on by itself until it is delivered or a day has passed. Many of one system: is it up?',
  ],
  [
    'PENDING',
    'Waiting',
    'For its turn, or for E-Commerce to deliver the same revision. Many, and old: is a relay running?',
  ],
] as const;

const TONES = { FAILED: 'bad', RETRYING: 'warn', PENDING: '' } as const;

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
async function conflictsOf(ask: Ask): Promise<Html> {
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
    <p>A rule refuses what was changed in Studio. It is applied by itself as soon as the rule allows it.</p>
    ${table('Differences in the LMS, by run', ['since (UTC)', 'run', 'field', 'in the LMS', 'why not here'], rows)}`;
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
async function unpricedRuns(ask: Ask): Promise<Html> {
  const { totalCount, nodes } = (await dataOf<FoundUnpriced>(ask(UNPRICED, {}))).courseRuns;
  const unpricedIn = (sold: readonly Sold[], what: string) =>
    sold.filter(({ price }) => price === null).map(({ seatType }) => `${what} ${seatType.name}`);
  const rows = nodes.map(({ key, status, course, seats }) => [
    courseLink(course?.key ?? '', key),
    status,
    [...unpricedIn(seats, 'seat'), ...unpricedIn(course?.entitlements ?? [], 'entitlement')].join(', '),
  ]);
  return html`<h2>Without a price: ${totalCount > 0 ? badge(totalCount, 'warn') : 0}</h2>
    <p>
      Somebody is paid for it, and nobody knows its price: it is not offered until changeCourse gives it one.
    </p>
    ${table('Without a price, by run', ['run', 'status', 'held back'], rows)}`;
}

/** One table for each state, one of offers without a price, and one of differences in the LMS. */
export async function provisioningPage(ask: Ask): Promise<Html> {
  const others = Promise.all([unpricedRuns(ask), conflictsOf(ask)]);
  const found = await Promise.all(STATES.map(([state]) => dataOf<Found>(ask(QUERY, { states: [state] }))));
  return page('Provisioning', '/explore/provisioning', [
    ...STATES.map(([state, name, todo], index) => {
      const { totalCount = 0, nodes = [] } = found[index]?.provisionings ?? {};
      const rows = nodes.map((one) => [
        time(one.requestedAt),
        one.courseRun ? courseLink(one.courseRun.course?.key ?? '', one.courseRun.key) : '–',
        one.target,
        one.revision,
        one.attempts,
        time(one.nextAttemptAt),
        one.lastError ?? '–',
        one.blockedBy?.message ?? '–',
        html`<code>${one.id}</code>`,
      ]);
      return html`<h2>${name}: ${totalCount > 0 ? badge(totalCount, TONES[state]) : 0}</h2>
        <p>${todo}</p>
        ${table(`${name}, the oldest first`, ['asked (UTC)', 'run', 'system', 'revision', 'attempts', 'next try', 'what went wrong', 'what it waits for', 'id'], rows)}
        ${totalCount > nodes.length && html`<p class="quiet">The oldest ${nodes.length} are shown.</p>`}`;
    }),
    ...(await others),
  ]);
}
