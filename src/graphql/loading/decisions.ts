// Gives the options of a course or run the course to decide about: as it is stored, or as a preview would leave it.
import type { OptionsContext } from '../../changes/type-options';
import type { LoadedCourse } from '../../store/courses/course-states';
import type { Context } from '../context';
import type { CourseParent } from '../parents';

/** The options of the course; none if it was deleted meanwhile. */
export async function optionsOf<T>(
  course: CourseParent,
  { loaders, deps }: Context,
  options: (loaded: LoadedCourse, context: OptionsContext) => T[],
): Promise<T[]> {
  const stored = await loaders.decisions.load(course.id);
  if (!stored) return [];
  const state = course.runs ? { course, runs: course.runs } : stored.state;
  const { catalogue, policy, clock } = deps;
  return options({ ...stored, state }, { catalogue: catalogue.current(), policy, now: clock() });
}
