// The list of courses, and one course: its state in a sentence, its runs as a timeline, what it may become, its history.
import { COURSE_RUN_STATUSES } from '../../model/courses';
import { dataOf, PageError } from './query-api';
import type { QueryApi, Named, Violation, Request } from './query-api';
import { historyOf } from './history';
import type { Entry } from './history';
import { html } from './html';
import type { Html } from './html';
import { choice, courseLink, page, table, words } from './layout';
import { driftsOf, priced, runItem, sold } from './run-item';
import type { Price, Run } from './run-item';

const PAGE_SIZE = 20;
const COURSES_QUERY = `query ExploreCourses($after: String, $filter: CourseFilter) {
  courses(first: ${PAGE_SIZE}, after: $after, filter: $filter) {
    totalCount nodes { key title organization type { name } } pageInfo { hasNextPage endCursor } }
  courseTypes(includeRetired: true) { slug name } }`;

interface FoundCourses {
  readonly courses: {
    readonly totalCount: number;
    readonly nodes: readonly { key: string; title: string; organization: string; type: Named }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
  readonly courseTypes: readonly Named[];
}

/** The courses that match the query's fields, after its cursor. Throws a PageError for a status that does not exist. */
export async function coursesPage(ask: QueryApi, { query }: Request): Promise<Html> {
  const given = (name: string) => query.get(name) || null;
  const fields = {
    search: given('search'),
    organization: given('organization'),
    status: given('status'),
    type: given('type'),
  };
  const { status, ...others } = fields;
  if (status !== null && !COURSE_RUN_STATUSES.some((one) => one === status))
    throw new PageError(400, 'There is no such status.');
  const filter = { ...others, statuses: status && [status] };
  const { courses, courseTypes } = await dataOf<FoundCourses>(
    ask(COURSES_QUERY, { filter, after: given('after') }),
  );
  const next = new URLSearchParams(
    Object.entries({ ...fields, after: courses.pageInfo.endCursor }).flatMap(([name, value]) =>
      value ? [[name, value]] : [],
    ),
  );
  const statuses = COURSE_RUN_STATUSES.map((slug) => ({ slug, name: words(slug) }));
  return page('Courses', '/explore/courses', [
    html`<form method="get" class="filter">
      <label>Key or title<input name="search" maxlength="255" value="${fields.search}" /></label>
      <label>Organization<input name="organization" maxlength="255" value="${fields.organization}" /></label>
      ${choice('Status of a run', 'status', { options: statuses, chosen: status })}
      ${choice('Type', 'type', { options: courseTypes, chosen: fields.type })}
      <button>Search</button>
    </form>`,
    html`<p>${courses.nodes.length} of ${courses.totalCount}</p>`,
    table(
      'Courses',
      ['course', 'title', 'organization', 'type'],
      courses.nodes.map(({ key, title, organization, type: { name } }) => [
        courseLink(key),
        title,
        organization,
        name,
      ]),
    ),
    courses.pageInfo.hasNextPage && html`<p><a href="?${next.toString()}">The next ${PAGE_SIZE}</a></p>`,
  ]);
}

const QUERY = `query ExploreCourse($key: ID!) { course(key: $key) {
  key title organization version type { slug name }
  entitlements { seatType { name } price { amount currency } sku }
  typeOptions { type { slug name isRetired } isCurrent isAllowed violations { code message } }
  courseRuns { key title start end goLiveAt status isMismatched paidToPlatform paidToPartner
    conflicts { field there problem since }
    type { name trackTypes { name mode { slug } } }
    seats { seatType { name } price { amount currency } upgradeDeadline upgradeDeadlineOverride sku }
    provisioning { target state revision attempts requestedAt deliveredAt lastError } }
  changes(first: 200) { nodes { at kind actor reason overridden courseRun { key } before after } pageInfo { hasNextPage } } } }`;

interface Found {
  readonly course: {
    readonly key: string;
    readonly title: string;
    readonly version: number;
    readonly type: Named;
    readonly entitlements: readonly { seatType: Named; price: Price | null; sku: string | null }[];
    readonly typeOptions: readonly {
      type: Named & { readonly isRetired: boolean };
      isCurrent: boolean;
      isAllowed: boolean;
      violations: readonly Violation[];
    }[];
    readonly courseRuns: readonly Run[];
    readonly changes: {
      readonly nodes: readonly Entry[];
      readonly pageInfo: { readonly hasNextPage: boolean };
    };
  } | null;
}

/** Throws a PageError if there is no such course, or the viewer may not see it. */
export async function coursePage(ask: QueryApi, key: string, { query }: Request): Promise<Html> {
  const { course } = await dataOf<Found>(ask(QUERY, { key }));
  if (!course) throw new PageError(404, `There is no course ${key}, or you may not see it.`);
  const runs = [...course.courseRuns].sort((left, right) =>
    (left.start ?? LAST).localeCompare(right.start ?? LAST),
  );
  const driftOf = query.get('drift');
  const drifts = driftOf === null ? null : await driftsOf(ask, driftOf, runs);
  const other = (run: string) =>
    drifts &&
    html`<p>
      <a href="?drift=${encodeURIComponent(run)}">Compare this run with what the other systems have</a>
    </p>`;
  return page(`${course.title} (${course.key})`, '/explore/courses', [
    html`<p class="lead">${stateOf(course)}</p>
      ${drifts === null && html`<p><a href="?drift">Compare with what the other systems have</a></p>`}
      <h2>Runs</h2>
      <ol class="timeline">
        ${runs.map((run) => runItem(run, drifts?.get(run.key) ?? other(run.key)))}
      </ol>`,
    table(
      'Entitlements',
      ['entitlement', 'price', 'SKU'],
      course.entitlements.map((one) => [one.seatType.name, priced(one.price), sold(one.sku)]),
    ),
    optionsOf(course.typeOptions),
    historyOf(course.changes.nodes, course.changes.pageInfo.hasNextPage),
  ]);
}

/** After every time: runs without a start come last. */
const LAST = '9';

type Course = NonNullable<Found['course']>;

/** The course in a sentence or two: its type, how many runs have which status, and what has not arrived. */
function stateOf({ type, version, courseRuns }: Course): string {
  const counts = new Map<string, number>();
  for (const { status } of courseRuns) counts.set(status, (counts.get(status) ?? 0) + 1);
  const runs = [...counts].map(([status, count]) => `${count} ${words(status)}`).join(', ');
  const all = courseRuns.flatMap(({ provisioning }) => provisioning);
  const failed = all.filter(({ state }) => state === 'FAILED').length;
  const waiting = all.filter(({ state }) => state === 'PENDING' || state === 'RETRYING').length;
  const arrived =
    all.length === 0
      ? 'Nothing has been sent to other systems yet.'
      : failed > 0
        ? `Deliveries to other systems: ${failed} of ${all.length} failed.`
        : waiting > 0
          ? `Deliveries to other systems: ${waiting} of ${all.length} under way.`
          : 'Everything has arrived in the other systems.';
  return `${type.name}, version ${version}. ${courseRuns.length === 0 ? 'No runs' : `Runs: ${runs}`}. ${arrived}`;
}

/** Allowed types first; refused ones are folded, with the reasons. Empty and retired types are left out. */
function optionsOf(options: Course['typeOptions']): Html {
  const others = options.filter(
    ({ type, isCurrent }) => !isCurrent && type.slug !== 'empty' && !type.isRetired,
  );
  const allowed = others.filter(({ isAllowed }) => isAllowed);
  const refused = others.filter(({ isAllowed }) => !isAllowed);
  return html`<h2>What it may become</h2>
    <ul class="plain">
      ${allowed.map(({ type }) => html`<li><span class="good">✓</span> ${type.name}</li>`)}
      ${allowed.length === 0 && html`<li class="quiet">No other course type is possible now.</li>`}
    </ul>
    ${
      refused.length > 0 &&
      html`<details>
        <summary>Why not the others (${refused.length})?</summary>
        ${table(
          'Refused course types',
          ['course type', 'why not'],
          refused.map(({ type, violations }) => [
            type.name,
            html`<ul>
              ${violations.map(({ code, message }) => html`<li>${message} <code>${code}</code></li>`)}
            </ul>`,
          ]),
        )}
      </details>`
    }`;
}
