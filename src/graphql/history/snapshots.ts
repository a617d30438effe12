// Courses and runs as they were at some time, with the types as they were defined then.
import { readTime } from '../../changes/input/read';
import { courseSnapshot, runSnapshot } from '../../model/history';
import type { Moment, PastCourse } from '../../model/history';
import type { CourseRun } from '../../model/courses';
import type { Context } from '../context';

interface AsOf {
  readonly at: string;
}

/** Null where there was no such course. Throws BAD_USER_INPUT for a time that is none. */
export const courseAsOf = (context: Context, key: string, args: AsOf) =>
  asOf(context, { key, args }, (course, moment) => courseSnapshot(key, course, moment));

/** Null where there was no such run. Throws BAD_USER_INPUT for a time that is none. */
export const runAsOf = (context: Context, { key, course: { key: courseKey } }: CourseRun, args: AsOf) =>
  asOf(context, { key: courseKey, args }, (course, moment) => runSnapshot(key, course, moment));

async function asOf<T>(
  { loaders, deps }: Context,
  { key: courseKey, args }: { readonly key: string; readonly args: AsOf },
  snapshot: (course: PastCourse, moment: Moment) => T,
): Promise<T | null> {
  const at = readTime(args.at, 'at');
  if (!at) return null;
  // Not one after the other: what is asked for together is loaded in one batch.
  const [course, catalogue] = await Promise.all([
    loaders.pastCourses.load({ courseKey, at }),
    loaders.pastCatalogues.load(at),
  ]);
  return course && snapshot(course, { at, catalogue, currency: deps.policy.currency });
}
