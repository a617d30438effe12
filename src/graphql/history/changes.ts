// Lists the feed of all changes, and the changes of a course or run, and resolves one of them: reads arguments and pages what the store finds.
import { readCourseKey, readRunKey, readSubject, readTime } from '../../changes/input/read';
import { readAll, staleCursor } from '../../model/faults';
import { CHANGES, pointOf, isChangeId } from '../../model/keys';
import type { ChangePoint } from '../../model/keys';
import { findChangePage, findHorizon, findStrange } from '../../store/history/changes';
import type { ChangeOwner } from '../../store/history/changes';
import { courseKeyOfRun } from './snapshots';
import type { Context } from '../context';
import type { CourseRunChangesArgs, QueryChangesArgs, ChangeResolvers } from '../generated';
import { pageOf, readPage } from '../lists/paging';
import type { SpanArguments } from '../lists/paging';
import type { ChangePage, Page } from '../parents';
import { refBy } from '../entities/references';

const STATES = ['before', 'after'];
/** The fields that every change has; all other fields are details. */
const PLAIN = [...STATES, ...['id', 'at', 'kind', 'subject', 'actor', 'reason', '__typename']];

/**
 * Returns a page, oldest first, reading only the `selected` fields. Throws BAD_USER_INPUT for malformed keys and times,
 * STALE_CURSOR for a cursor from another history.
 */
export async function listChanges(
  context: Context,
  args: QueryChangesArgs,
  selected: ReadonlySet<string>,
): Promise<ChangePage> {
  const {
    deps: { database },
    readable,
    isReplica,
  } = context;
  const { courseKey, courseRunKey, subject, since: given, ...others } = args.filter ?? {};
  const { asked, run, since } = readAll({
    asked: () => readFeedPage(context, args),
    course: () => courseKey != null && readCourseKey(courseKey, 'filter.courseKey'),
    run: () => (courseRunKey == null ? null : readRunKey(courseRunKey, 'filter.courseRunKey')),
    subject: () => subject != null && readSubject(subject, 'filter.subject', context.catalogue()),
    since: () => readTime(given, 'filter.since'),
  });
  const { request, span, requireThere } = asked;
  const owner =
    courseKey ?? (run && (await courseKeyOfRun(context, { key: courseRunKey ?? '', parts: run, at: null })));
  const filter = { ...others, subject, readable, courseRunKey, since, courseKey: owner };
  const [horizon] = await Promise.all([isReplica ? null : findHorizon(database), requireThere()]);
  const parts = {
    states: STATES.some((field) => selected.has(field)),
    details: [...selected].some((field) => !PLAIN.includes(field)),
  };
  const page = await findChangePage(database, filter, { ...span, horizon, parts });
  return { ...goingOn(pageOf(page, request, CHANGES), args), totalCount: () => null };
}

/** Returns a page, oldest first. The caller has checked that the viewer may see the owner. */
export async function listChangesOf(
  context: Context,
  owner: ChangeOwner,
  args: CourseRunChangesArgs,
): Promise<ChangePage> {
  const { request, span, requireThere } = readFeedPage(context, args);
  const { changePages, changeCounts } = context.loaders;
  const [page] = await Promise.all([changePages.load({ ...owner, ...span }), requireThere()]);
  return {
    ...goingOn(pageOf(page, request, CHANGES), args),
    totalCount: () => changeCounts.load(owner),
  };
}

/** Reads the requested page. `requireThere` throws STALE_CURSOR if this history lacks the change to continue from. */
function readFeedPage({ loaders, isReplica, primary }: Context, args: SpanArguments) {
  const request = readPage(args, CHANGES);
  const points = { after: request.after, before: request.before };
  const requirePoint = async (name: string, point: ChangePoint): Promise<void> => {
    if (await loaders.points.load(point)) return;
    // A replica may not have it yet.
    if (isReplica && (await findStrange(primary, [point])).length === 0) return;
    throw staleCursor(name);
  };
  const given = Object.entries(points).flatMap(([name, key]) =>
    key === null ? [] : [[name, pointOf(key)] as const],
  );
  return {
    request,
    span: {
      ...request,
      after: request.after && pointOf(request.after).id,
      before: request.before && pointOf(request.before).id,
    },
    requireThere: () => Promise.all(given.map(([name, point]) => requirePoint(name, point))),
  };
}

/** Gives a reader at either end its own cursor back, so that it can continue from there. */
function goingOn<T>(page: Page<T>, { after, before }: SpanArguments): Page<T> {
  const { startCursor, endCursor } = page.pageInfo;
  const cursors = { startCursor: startCursor ?? before ?? null, endCursor: endCursor ?? after ?? null };
  return { ...page, pageInfo: { ...page.pageInfo, ...cursors } };
}

const refOf = refBy({ id: isChangeId });

export const Change: ChangeResolvers = {
  __resolveReference: (reference, { loaders }) => loaders.changesById.load(refOf(reference).value),
  bulkChange: ({ bulkChangeId }, _, { loaders }) =>
    bulkChangeId === null ? null : loaders.bulkChanges.load(bulkChangeId),
  course: ({ courseKey }, _, { loaders }) =>
    courseKey === null ? null : loaders.courses.load({ by: 'key', value: courseKey }),
  courseRun: ({ courseRunKey }, _, { loaders }) =>
    courseRunKey === null ? null : loaders.runs.load({ by: 'key', value: courseRunKey }),
};
