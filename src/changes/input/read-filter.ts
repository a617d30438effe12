// Reads the filters by which lists and bulk changes select courses and runs.
import type { Catalogue } from '../../model/catalogue';
import type { CourseRunStatus } from '../../model/courses';
import { badInput, readAll } from '../../model/faults';
import type { CoursePageFilter, RunConditions } from '../../store/courses/course-pages';
import { readTime, requireSlug } from './read';

/** The longest title or key, in characters. */
const MAX_SEARCH_LENGTH = 255;

export interface RunFilterInput {
  readonly search?: string | null;
  readonly statuses?: readonly CourseRunStatus[] | null;
  readonly startsAfter?: string | null;
  readonly startsBefore?: string | null;
  readonly restriction?: RunConditions['restriction'];
}
export interface CourseFilterInput extends RunFilterInput {
  readonly organization?: string | null;
  readonly type?: string | null;
  readonly hasMismatchedRun?: boolean | null;
}

/** Reads what course and run filters share. Throws BAD_USER_INPUT for a search that is too long or a malformed time. */
export function readRunFilter<F extends RunFilterInput>(
  filter: F,
): Omit<F, keyof RunConditions> & RunConditions {
  const { search, startsAfter, startsBefore } = filter;
  const read = readAll({
    search: () => {
      if (search == null || search.length <= MAX_SEARCH_LENGTH) return search;
      throw badInput('filter.search', `The search is longer than ${MAX_SEARCH_LENGTH} characters.`);
    },
    startsAfter: () => readTime(startsAfter, 'filter.startsAfter'),
    startsBefore: () => readTime(startsBefore, 'filter.startsBefore'),
  });
  return { ...filter, ...read };
}

/** Throws BAD_USER_INPUT as above, and for a type that is not in the catalogue. */
export function readCourseFilter(
  filter: CourseFilterInput | null | undefined,
  catalogue: Catalogue,
): Omit<CoursePageFilter, 'readable'> {
  const type = filter?.type;
  return readAll({
    type: () => type != null && requireSlug(catalogue, 'courseTypes')(type, 'filter.type'),
    filter: () => readRunFilter(filter ?? {}),
  }).filter;
}
