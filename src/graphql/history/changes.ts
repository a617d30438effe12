// Lists the feed of all changes, and the changes of a course or run: reads arguments and pages what the store finds.
import { readCourseKey, readRunKey, readTime } from '../../changes/input/read';
import { staleCursor } from '../../model/faults';
import { CHANGES, cursorOf, keyOfPoint, pointOf } from '../../model/keys';
import type { Change } from '../../model/history';
import { findChangePage, findHorizon, findStrange } from '../../store/history/changes';
import type { ChangeOwner } from '../../store/history/changes';
import type { Context } from '../context';
import type { CourseRunChangesArgs, QueryChangesArgs } from '../generated';
import { pageOf, readPage } from '../lists/paging';
import type { PageArguments } from '../lists/paging';
import type { ChangePage } from '../parents';

const cursorOfChange = (change: Change): string => cursorOf(keyOfPoint(change), CHANGES);

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
  const { request, requireThere } = readFeedPage(context, args);
  const { courseKey, courseRunKey, since, ...others } = args.filter ?? {};
  if (courseKey != null) readCourseKey(courseKey, 'filter.courseKey');
  const run = courseRunKey == null ? null : readRunKey(courseRunKey, 'filter.courseRunKey');
  const filter = {
    ...{ ...others, readable, courseRunKey, since: readTime(since, 'filter.since') },
    courseKey: courseKey ?? (run && `${run.organization}+${run.number}`),
  };
  const [horizon] = await Promise.all([isReplica ? null : findHorizon(database), requireThere()]);
  const parts = {
    states: STATES.some((field) => selected.has(field)),
    details: [...selected].some((field) => !PLAIN.includes(field)),
  };
  const page = await findChangePage(database, filter, { ...request, horizon, parts });
  return goingOn(pageOf(page, request, cursorOfChange), args);
}

/** Returns a page, oldest first. The caller has checked that the viewer may see the owner. */
export async function listChangesOf(
  context: Context,
  owner: ChangeOwner,
  args: CourseRunChangesArgs,
): Promise<ChangePage> {
  const { request, requireThere } = readFeedPage(context, args);
  const [page] = await Promise.all([
    context.loaders.changePages.load({ ...owner, ...request }),
    requireThere(),
  ]);
  return goingOn(pageOf(page, request, cursorOfChange), args);
}

/** Reads the requested page. `requireThere` throws STALE_CURSOR if this history lacks the change to continue from. */
function readFeedPage({ loaders, isReplica, primary }: Context, args: PageArguments) {
  const { first, after: key } = readPage(args, CHANGES);
  const after = key === null ? null : pointOf(key);
  const requireThere = async (): Promise<void> => {
    if (!after || (await loaders.points.load(after))) return;
    // A replica may not have it yet.
    if (isReplica && (await findStrange(primary, [after])).length === 0) return;
    throw staleCursor('after');
  };
  return { request: { first, after: after?.id ?? null }, requireThere };
}

/** Gives a reader at the end its own cursor back, so that it can continue from there. */
function goingOn(page: ChangePage, { after }: { readonly after?: string | null }): ChangePage {
  const { endCursor } = page.pageInfo;
  return { ...page, pageInfo: { ...page.pageInfo, endCursor: endCursor ?? after ?? null } };
}
