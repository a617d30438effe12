// Searches courses.
import { html } from './html';
import type { Html } from './html';
import { courseLink, page, table } from './layout';
import { dataOf } from './answers';
import type { Ask, Named, Request } from './answers';

const QUERY = `query ExploreCourses($after: String, $search: String, $type: String) {
  courses(first: 100, after: $after, filter: { search: $search, type: $type }) {
    nodes { key title organization type { name } } pageInfo { hasNextPage endCursor } }
  courseTypes(includeRetired: true) { slug name } }`;

interface Found {
  readonly courses: {
    readonly nodes: readonly { key: string; title: string; organization: string; type: Named }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
  readonly courseTypes: readonly Named[];
}

/** The courses of the type whose key or title contains the text, after the query's cursor. */
export async function coursesPage(ask: Ask, { query }: Request): Promise<Html> {
  const given = (name: string) => query.get(name) || null;
  const [search, type, after] = [given('search'), given('type'), given('after')];
  const { courses, courseTypes } = await dataOf<Found>(ask(QUERY, { search, type, after }));
  const next = new URLSearchParams(
    Object.entries({ search, type, after: courses.pageInfo.endCursor }).flatMap(([name, value]) =>
      value ? [[name, value]] : [],
    ),
  );
  return page('Courses', '/explore/courses', [
    html`<form method="get" class="filter">
      <label>Key or title<input name="search" maxlength="255" value="${search}" /></label>
      <label
        >Type<select name="type">
          <option value="">any</option>
          ${courseTypes.map(
            ({ slug, name }) =>
              html`<option value="${slug}" ${slug === type && html` selected`}>${name}</option>`,
          )}
        </select></label
      ><button>Search</button>
    </form>`,
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
    courses.pageInfo.hasNextPage && html`<p><a href="?${next.toString()}">The next 100</a></p>`,
  ]);
}
