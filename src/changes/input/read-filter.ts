// Reads what lists, and bulk changes, choose courses and runs by.
import type { Catalogue } from '../../model/catalogue';
import type { CourseRunStatus } from '../../model/courses';
import { badInput } from '../../model/faults';
import type { CoursePageFilter, RunConditions } from '../../store/courses/course-pages';
import { readTime, requireSlug } from './read';

/** What a title or key may have, in characters. */
const LONGEST_SEARCH = 255;

export interface RunFilterInput {
  readonly search?: string | null;
  readonly statuses?: readonly CourseRunStatus[] | null;
  readonly startsAfter?: string | null;
  readonly startsBefore?: string | null;
}
export interface CourseFilterInput extends RunFilterInput {
  readonly organization?: string | null;
  readonly type?: string | null;
  readonly hasMismatchedRun?: boolean | null;
}

/** What filters of courses and of runs have alike. Throws BAD_USER_INPUT for a search that is too long, and malformed times. */
export function readRunFilter<F extends RunFilterInput>(
  filter: F,
): Omit<F, keyof RunConditions> & RunConditions {
  const { search, startsAfter, startsBefore } = filter;
  if (search != null && search.length > LONGEST_SEARCH)
    throw badInput('filter.search', `filter.search is longer than ${LONGEST_SEARCH} characters.`);
  return {
    ...filter,
    startsAfter: readTime(startsAfter, 'filter.startsAfter'),
    startsBefore: readTime(startsBefore, 'filter.startsBefore'),
  };
}

/** Throws BAD_USER_INPUT, also for a type that is not in the catalogue. */
export function readCourseFilter(
  filter: CourseFilterInput | null | undefined,
  { courseTypes }: Catalogue,
): Omit<CoursePageFilter, 'readable'> {
  if (filter?.type != null) requireSlug(courseTypes, filter.type, 'filter.type');
  return readRunFilter(filter ?? {});
}
