// The page that searches courses, and says how many there are.
import { COURSE_RUN_STATUSES } from '../../model/courses';
import { html } from './html';
import type { Html } from './html';
import { choice, courseLink, page, table, words } from './layout';
import { dataOf, PageError } from './answers';
import type { Ask, Named, Request } from './answers';

const PAGE_SIZE = 20;
const QUERY = `query ExploreCourses($after: String, $filter: CourseFilter) {
  courses(first: ${PAGE_SIZE}, after: $after, filter: $filter) {
    totalCount nodes { key title organization type { name } } pageInfo { hasNextPage endCursor } }
  courseTypes(includeRetired: true) { slug name } }`;

interface Found {
  readonly courses: {
    readonly totalCount: number;
    readonly nodes: readonly { key: string; title: string; organization: string; type: Named }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
  readonly courseTypes: readonly Named[];
}

/** The courses that match the query's fields, after its cursor. Throws a PageError for a status that does not exist. */
export async function coursesPage(ask: Ask, { query }: Request): Promise<Html> {
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
  const { courses, courseTypes } = await dataOf<Found>(ask(QUERY, { filter, after: given('after') }));
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
