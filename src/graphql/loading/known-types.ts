// Makes sure that the catalogue snapshot has the types of rows read from the database.
import type { Course, CourseRun } from '../../model/courses';
import type { CatalogueSource } from '../../store/catalogue';

/** Reloads the catalogue if a row has a type that it lacks: another replica may just have created one. */
export async function requireKnownTypes(
  source: CatalogueSource,
  courses: readonly Course[],
  runs: readonly CourseRun[],
): Promise<void> {
  const { courseTypes, courseRunTypes } = source.current();
  const all = [...courses, ...runs.map((run) => run.course)];
  const isKnown =
    all.every((course) => courseTypes.has(course.type)) && runs.every((run) => courseRunTypes.has(run.type));
  if (!isKnown) await source.refresh();
}
