// What E-Commerce's products of a run and its course are known by. Imports the courses only.
import type { Course, CourseRun } from './courses';

/** By seat type; never by position. */
export interface Skus {
  readonly seats: CourseRun['products'];
  readonly entitlements: Course['skus'];
}

/** What the LMS answers, and a run that nothing was sold of. */
export const NO_SKUS: Skus = { seats: {}, entitlements: {} };
