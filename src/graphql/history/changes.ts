// The feed of all changes, and the changes of a course or run: reads their arguments, and pages what the store finds.
import { readCourseKey, readRunKey, readTime } from '../../changes/input/read';
import { CHANGES, cursorOf } from '../../model/keys';
import type { Change } from '../../model/history';
import { findChangePage, findHorizon } from '../../store/history/changes';
import type { ChangeOwner } from '../../store/history/changes';
import type { Context } from '../context';
import type { CourseRunChangesArgs, QueryChangesArgs } from '../generated';
import { pageOf, readPage } from '../lists/paging';
import type { ChangePage } from '../parents';

const cursorOfChange = ({ id }: Change): string => cursorOf(id, CHANGES);

const STATES = ['before', 'after'];
/** The fields of every change; all others are details of it. */
const PLAIN = [...STATES, ...['id', 'at', 'kind', 'subject', 'actor', 'reason', '__typename']];

/** Oldest first; what is not `selected` is not read. Throws BAD_USER_INPUT for keys and times that are none. */
export async function listChanges(
  { deps: { database }, readable, isReplica }: Context,
  args: QueryChangesArgs,
  selected: ReadonlySet<string>,
): Promise<ChangePage> {
  const request = readPage(args, CHANGES);
  const { courseKey, courseRunKey, since, ...others } = args.filter ?? {};
  if (courseKey != null) readCourseKey(courseKey, 'filter.courseKey');
  const run = courseRunKey == null ? null : readRunKey(courseRunKey, 'filter.courseRunKey');
  const filter = {
    ...{ ...others, readable, courseRunKey, since: readTime(since, 'filter.since') },
    courseKey: courseKey ?? (run && `${run.organization}+${run.number}`),
  };
  const horizon = isReplica ? null : await findHorizon(database);
  const parts = {
    states: STATES.some((field) => selected.has(field)),
    details: [...selected].some((field) => !PLAIN.includes(field)),
  };
  const page = await findChangePage(database, filter, { ...request, horizon, parts });
  return goingOn(pageOf(page, request, cursorOfChange), args);
}

/** Oldest first. The owner is one that the viewer may see. */
export async function listChangesOf(
  { loaders }: Context,
  owner: ChangeOwner,
  args: CourseRunChangesArgs,
): Promise<ChangePage> {
  const request = readPage(args, CHANGES);
  const page = await loaders.changePages.load({ ...owner, ...request });
  return goingOn(pageOf(page, request, cursorOfChange), args);
}

/** A reader that has seen all goes on from where it was. */
function goingOn(page: ChangePage, { after }: { readonly after?: string | null }): ChangePage {
  const { endCursor } = page.pageInfo;
  return { ...page, pageInfo: { ...page.pageInfo, endCursor: endCursor ?? after ?? null } };
}
