// One course: its runs with tracks, seats and deadlines, how far each system is, its history, and drift when asked.
import { dataOf, PageError } from './answers';
import type { Ask, Named, Violation, Request } from './answers';
import { driftOf } from './drift';
import { html, joined } from './html';
import type { Html } from './html';
import { page, paidTo, table, time } from './layout';

const QUERY = `query ExploreCourse($key: ID!) { course(key: $key) {
  key title organization version type { slug name }
  entitlements { seatType { name } price { amount currency } sku }
  typeOptions { type { name } isCurrent isAllowed violations { code message } }
  courseRuns { key title start end goLiveAt status isMismatched paidToPlatform paidToPartner
    type { name trackTypes { name mode { slug } } }
    seats { seatType { name } price { amount currency } upgradeDeadline upgradeDeadlineOverride sku }
    provisioning { target state revision attempts requestedAt deliveredAt lastError } }
  changes(first: 200) { nodes { at kind actor reason overridden courseRun { key } } pageInfo { hasNextPage } } } }`;

interface Price {
  readonly amount: string;
  readonly currency: string;
}
interface Run {
  readonly key: string;
  readonly title: string;
  readonly start: string | null;
  readonly end: string | null;
  readonly goLiveAt: string | null;
  readonly status: string;
  readonly isMismatched: boolean;
  readonly paidToPlatform: boolean;
  readonly paidToPartner: boolean;
  readonly type: {
    readonly name: string;
    readonly trackTypes: readonly { name: string; mode: { slug: string } }[];
  };
  readonly seats: readonly {
    readonly seatType: Named;
    readonly price: Price;
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
interface Found {
  readonly course: {
    readonly key: string;
    readonly title: string;
    readonly version: number;
    readonly type: Named;
    readonly entitlements: readonly { seatType: Named; price: Price; sku: string | null }[];
    readonly typeOptions: readonly {
      type: Named;
      isCurrent: boolean;
      isAllowed: boolean;
      violations: readonly Violation[];
    }[];
    readonly courseRuns: readonly Run[];
    readonly changes: {
      readonly nodes: readonly {
        at: string;
        kind: string;
        actor: string;
        reason: string | null;
        overridden: readonly string[];
        courseRun: { key: string } | null;
      }[];
      readonly pageInfo: { readonly hasNextPage: boolean };
    };
  } | null;
}

const priced = ({ amount, currency }: Price): string => `${amount} ${currency}`;
const sold = (sku: string | null): Html => (sku === null ? html`–` : html`<code>${sku}</code>`);

/** Throws a PageError where there is no such course that the viewer may see. */
export async function coursePage(ask: Ask, key: string, { headers, query }: Request): Promise<Html> {
  const { course } = await dataOf<Found>(ask(headers, QUERY, { key }));
  if (!course) throw new PageError(404, `There is no course ${key}, or you may not see it.`);
  const isDriftAsked = query.has('drift');
  const runs = [...course.courseRuns].sort((left, right) =>
    (left.start ?? '').localeCompare(right.start ?? ''),
  );
  const drifts = isDriftAsked ? await Promise.all(runs.map(({ key }) => driftOf(ask, key, headers))) : [];
  return page(`${course.title} (${course.key})`, '/explore/courses', [
    html`<p>
      ${course.type.name}, version ${course.version}.
      ${isDriftAsked ? '' : html`<a href="?drift">Ask E-Commerce and the LMS what they have</a>`}
    </p>`,
    table(
      'Entitlements',
      ['entitlement', 'price', 'SKU'],
      course.entitlements.map((one) => [one.seatType.name, priced(one.price), sold(one.sku)]),
    ),
    html`<h2>Runs</h2>
      <ol class="line">
        ${runs.map((run, index) => runItem(run, drifts[index]))}
      </ol>`,
    optionsOf(course.typeOptions),
    historyOf(course.changes.nodes, course.changes.pageInfo.hasNextPage),
  ]);
}

function runItem(run: Run, drift: Html | undefined): Html {
  const { type, seats, provisioning } = run;
  return html`<li>
    <h3>
      ${run.title} <small><code>${run.key}</code></small>
    </h3>
    <p>
      ${time(run.start)} to ${time(run.end)} · ${run.status} ·
      ${type.name}${run.isMismatched && ' (not among the types of its course)'} · paid to
      ${paidTo(run)}${run.goLiveAt && html` · goes live ${time(run.goLiveAt)}`}
    </p>
    <p>
      Tracks:
      ${
        type.trackTypes.length > 0
          ? joined(
              type.trackTypes.map((track) => html`${track.name} (<code>${track.mode.slug}</code>)`),
              ', ',
            )
          : 'none'
      }
    </p>
    ${table(
      `Seats of ${run.key}`,
      ['seat', 'price', 'upgrade until', 'SKU'],
      seats.map((seat) => [
        seat.seatType.name,
        priced(seat.price),
        html`${time(seat.upgradeDeadline)}${seat.upgradeDeadlineOverride && ' (set by hand)'}`,
        sold(seat.sku),
      ]),
    )}${table(
      `Provisioning of ${run.key}`,
      ['system', 'state', 'revision', 'asked', 'delivered', 'attempts', 'what went wrong'],
      provisioning.map((one) => [
        one.target,
        html`<span class="${one.state}">${one.state}</span>`,
        one.revision,
        time(one.requestedAt),
        time(one.deliveredAt),
        one.attempts,
        one.lastError ?? '–',
      ]),
    )}${drift}
  </li>`;
}

type Course = NonNullable<Found['course']>;

const optionsOf = (options: Course['typeOptions']): Html =>
  table(
    'What the course could become',
    ['course type', 'may it?', 'why not'],
    options.map(({ type, isCurrent, isAllowed, violations }) => [
      type.name,
      isCurrent
        ? 'is it'
        : isAllowed
          ? html`<span class="yes">✓ yes</span>`
          : html`<span class="no">✗ no</span>`,
      violations.length > 0 &&
        html`<ul>
          ${violations.map(({ code, message }) => html`<li><code>${code}</code> ${message}</li>`)}
        </ul>`,
    ]),
  );

function historyOf(changes: Course['changes']['nodes'], hasMore: boolean): Html {
  const rows = changes.map(({ at, kind, actor, reason, overridden, courseRun }) => [
    time(at),
    kind,
    courseRun ? html`<code>${courseRun.key}</code>` : 'the course',
    actor,
    [reason, overridden.length > 0 && ` (overriding ${overridden.join(', ')})`],
  ]);
  return html`${table('History', ['when (UTC)', 'what', 'of', 'who', 'why'], rows)}${hasMore && html`<p class="quiet">Only the first 200 are shown; the API has all.</p>`}`;
}
