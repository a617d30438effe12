// Reads the arguments of lists, names the field of a mistake, and pages what the store finds.
import { readRunKey, readCourseKey, requireSlug } from '../../changes/input/read';
import { readCourseFilter, readRunFilter } from '../../changes/input/read-filter';
import type { Catalogue } from '../../model/catalogue';
import { isEmptyType, isOfferedTo } from '../../model/catalogue';
import { isSameKey } from '../../model/keys';
import type { CursorKind } from '../../model/keys';
import { readAll } from '../../model/faults';
import { sellsEntitlements } from '../../model/policy';
import {
  countByOrganization,
  countCourseRuns,
  countCourses,
  findCoursePage,
  findCourseRunPage,
  SORT_VALUES,
} from '../../store/courses/course-pages';
import type { CourseParts } from '../../store/courses/course-pages';
import { countMembers, findMemberPage } from '../../store/memberships';
import { countProvisionings, findProvisioningPage } from '../../store/provisionings';
import { PERMISSIONS, wholeViewer } from '../../model/viewer';
import type { Permission } from '../../model/viewer';
import type { Context } from '../context';
import type {
  QueryCourseRunsArgs,
  QueryCoursesArgs,
  QueryMembersArgs,
  QueryProvisioningsArgs,
  VisibleOrganization,
} from '../generated';
import { requireKnownTypes } from '../loading/loaders';
import { pageOf, readOrder, readPage } from './paging';
import type { CoursePage, CourseRunPage, MemberPage, ProvisioningPage } from '../parents';
import { isCourseKey, isRunKey, isUuid } from '../entities/references';

const COURSES: CursorKind = { list: 'courses', isKey: isCourseKey };
const COURSE_RUNS: CursorKind = { list: 'courseRuns', isKey: isRunKey };
const MEMBERS: CursorKind = { list: 'members', isKey: (key) => /^[^/]+\/[^/]+\/[A-Z]+$/.test(key) };
const PROVISIONINGS: CursorKind = { list: 'provisionings', isKey: isUuid };

interface ListedType {
  readonly slug: string;
  readonly isRetired: boolean;
  readonly organizations?: readonly string[];
}

/** The types that may be chosen, in display order: not Empty, not retired unless asked, offered to the organization. */
export function listTypes<T extends ListedType>(
  types: ReadonlyMap<string, T>,
  args: { readonly organization?: string | null; readonly includeRetired?: boolean | null },
): T[] {
  const { organization, includeRetired } = args;
  return [...types.values()].filter(
    (type) =>
      !isEmptyType(type) &&
      (includeRetired || !type.isRetired) &&
      (organization == null || isOfferedTo(type, organization)),
  );
}

/** Throws BAD_USER_INPUT for an unknown type, or a search text that is too long. */
export async function listCourses(
  context: Context,
  args: QueryCoursesArgs,
  parts: CourseParts,
): Promise<CoursePage> {
  const { deps, catalogue, readable } = context;
  const { order, kind } = readOrder(args.orderBy, SORT_VALUES.courses, COURSES);
  const { request, filter: read } = readAll({
    request: () => readPage(args, kind),
    filter: () => readCourseFilter(args.filter, catalogue()),
  });
  const filter = { ...read, readable };
  const page = await findCoursePage(deps.database, filter, { ...request, order, parts });
  await requireKnownTypes(deps.catalogue, page.rows, []);
  return { ...pageOf(page, request, kind), totalCount: () => countCourses(deps.database, filter) };
}

/** Throws BAD_USER_INPUT for a malformed key, or unknown types. */
export async function listCourseRuns(context: Context, args: QueryCourseRunsArgs): Promise<CourseRunPage> {
  const { deps, catalogue, readable } = context;
  const { order, kind } = readOrder(args.orderBy, SORT_VALUES.courseRuns, COURSE_RUNS);
  const { status, ...given } = args.filter ?? {};
  const statuses =
    status == null ? given.statuses : [status].filter((one) => given.statuses?.includes(one) ?? true);
  const { request, read, types } = readAll({
    request: () => readPage(args, kind),
    courseKey: () => given.courseKey != null && readCourseKey(given.courseKey, 'filter.courseKey'),
    types: () => runTypesOf(catalogue(), given),
    read: () => readRunFilter({ ...given, statuses }),
  });
  const filter = { ...read, types, readable, sellsEntitlements: sellsEntitlements(deps.policy) };
  const page = await findCourseRunPage(deps.database, filter, { ...request, order });
  await requireKnownTypes(deps.catalogue, [], page.rows);
  return { ...pageOf(page, request, kind), totalCount: () => countCourseRuns(deps.database, filter) };
}

/** Newest first unless asked otherwise. Throws BAD_USER_INPUT for a malformed key. */
export async function listProvisionings(
  context: Context,
  args: QueryProvisioningsArgs,
): Promise<ProvisioningPage> {
  const { deps, readable, loaders } = context;
  const { courseRunKey, target, states } = args.filter ?? {};
  const { request } = readAll({
    request: () => readPage(args, PROVISIONINGS),
    courseRunKey: () => courseRunKey != null && readRunKey(courseRunKey, 'filter.courseRunKey'),
  });
  const run = courseRunKey == null ? null : await loaders.runs.load({ by: 'key', value: courseRunKey });
  const filter = {
    courseRunId: run?.id,
    target: target ?? undefined,
    states: courseRunKey != null && !run ? [] : (states ?? undefined),
    organizations: readable ?? undefined,
  };
  const { oldestFirst } = args;
  const page = await findProvisioningPage(deps.database, filter, { ...request, oldestFirst });
  return {
    ...pageOf(page, request, PROVISIONINGS),
    totalCount: () => countProvisionings(deps.database, filter),
  };
}

/** Ordered by organization, username and role. */
export async function listMembers({ deps, readable }: Context, args: QueryMembersArgs): Promise<MemberPage> {
  const request = readPage(args, MEMBERS);
  const filter = { ...args.filter, readable };
  const page = await findMemberPage(deps.database, filter, request);
  return { ...pageOf(page, request, MEMBERS), totalCount: () => countMembers(deps.database, filter) };
}

/** Returns the run types that match the filter: the named one, those with the track type, or both; null: any. */
function runTypesOf(
  catalogue: Catalogue,
  { type, trackType }: { readonly type?: string | null; readonly trackType?: string | null },
): string[] | null {
  readAll({
    type: () => type != null && requireSlug(catalogue, 'courseRunTypes')(type, 'filter.type'),
    trackType: () => trackType != null && requireSlug(catalogue, 'trackTypes')(trackType, 'filter.trackType'),
  });
  if (type == null && trackType == null) return null;
  return [...catalogue.courseRunTypes.values()]
    .filter((runType) => type == null || runType.slug === type)
    .filter((runType) => trackType == null || runType.trackTypes.some((track) => track.slug === trackType))
    .map((runType) => runType.slug);
}

/** Returns the organizations with courses and those of the viewer's memberships, by name. */
export async function listOrganizations({ deps, readable, viewer }: Context): Promise<VisibleOrganization[]> {
  const whole = await wholeViewer(viewer);
  const counted = await countByOrganization(deps.database, readable);
  const others = whole.memberships
    .filter(({ permissions }) => permissions.includes('READ'))
    .filter(({ organization }) => !counted.some((one) => isSameKey(one.organization, organization)))
    .map(({ organization }) => ({ organization, courseCount: 0 }));
  const permissionsIn = (organization: string): Permission[] => {
    const own = whole.memberships.filter((one) => isSameKey(one.organization, organization));
    const all = [whole, ...own].flatMap(({ permissions }) => permissions);
    return PERMISSIONS.filter((permission) => all.includes(permission));
  };
  return [...counted, ...others]
    .map((one) => ({ ...one, permissions: permissionsIn(one.organization) }))
    .sort((one, other) => (one.organization < other.organization ? -1 : 1));
}
