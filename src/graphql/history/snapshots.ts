// Returns courses and runs as they were at a given time, with the type definitions of that time.
import { readCourseKey, readRunKey, readTime } from '../../changes/input/read';
import { courseSnapshot, runSnapshot } from '../../model/history';
import type { Moment, PastCourse } from '../../model/history';
import type { CourseRun } from '../../model/courses';
import { foldKey } from '../../model/keys';
import type { CourseKeyParts } from '../../model/keys';
import { findCourseOfDeletedRun } from '../../store/history/changes';
import type { Context } from '../context';

interface AsOf {
  readonly at: string;
}

/** Returns null if the course did not exist then. Throws BAD_USER_INPUT for an invalid time. */
export const courseAsOf = (context: Context, key: string, args: AsOf) =>
  asOf(context, { key, args }, (course, moment) => courseSnapshot(key, course, moment));

/** Returns null if the run did not exist then. Throws BAD_USER_INPUT for an invalid time. */
export const runAsOf = (context: Context, { key, course: { key: courseKey } }: CourseRun, args: AsOf) =>
  asOf(context, { key: courseKey, args }, (course, moment) => runSnapshot(key, course, moment));

/** Like courseAsOf, also for a deleted course: its key decides if the viewer may read it. Throws BAD_USER_INPUT. */
export const anyCourseAsOf = (context: Context, key: string, args: AsOf) =>
  mayRead(context, readCourseKey(key, 'key')) ? courseAsOf(context, key, args) : null;

/** Like runAsOf, also for a deleted run or course: then the run's key names its course. Throws BAD_USER_INPUT. */
export async function anyRunAsOf(context: Context, key: string, args: AsOf) {
  const parts = readRunKey(key, 'key');
  if (!mayRead(context, parts)) return null;
  const courseKey = await courseKeyOfRun(context, { key, parts, at: readTime(args.at, 'at') });
  return asOf(context, { key: courseKey, args }, (course, moment) => runSnapshot(key, course, moment));
}

/**
 * The course that has the run, had it at that time, or had it last: its number says nothing where the course has another key
 * for reruns.
 */
export async function courseKeyOfRun(
  { loaders, deps }: Context,
  { key, parts, at }: { readonly key: string; readonly parts: CourseKeyParts; readonly at: Date | null },
): Promise<string> {
  const live = async () => (await loaders.runs.load({ by: 'key', value: key }))?.course.key;
  const deleted = () => findCourseOfDeletedRun(deps.database, key, at);
  const found = at === null ? ((await live()) ?? (await deleted())) : ((await deleted()) ?? (await live()));
  return found ?? `${parts.organization}+${parts.number}`;
}

const mayRead = ({ readable }: Context, { organization }: CourseKeyParts): boolean =>
  readable?.includes(foldKey(organization)) ?? true;

async function asOf<T>(
  { loaders, deps }: Context,
  { key: courseKey, args }: { readonly key: string; readonly args: AsOf },
  snapshot: (course: PastCourse, moment: Moment) => T,
): Promise<T | null> {
  const at = readTime(args.at, 'at');
  if (!at) return null;
  // Concurrently, so that one batch loads what is requested together.
  const [course, catalogue] = await Promise.all([
    loaders.pastCourses.load({ courseKey, at }),
    loaders.pastCatalogues.load(at),
  ]);
  return course && snapshot(course, { at, catalogue, currency: deps.policy.currency });
}
