// The pieces that proposals are made of: what an input makes of a course and its runs. Pure, but for the faults they throw.
import { EMPTY } from '../../model/catalogue';
import type { Catalogue } from '../../model/catalogue';
import { courseTypeOf } from '../../model/courses';
import type { Course, CourseRun, CourseState } from '../../model/courses';
import { badInput } from '../../model/faults';
import type { InputPaths } from '../../rules/facts';
import type { ProposalContext } from '../apply/command';
import { readPrices, readRunKeyOf, readText, readTime, requireOrder, requireSlug } from './read';
import type { PriceInput } from './read';

export interface NewCourseRunInput {
  readonly key: string;
  readonly type?: string | null;
  readonly title?: string | null;
  readonly start?: string | null;
  readonly end?: string | null;
  readonly goLiveAt?: string | null;
  readonly prices?: readonly PriceInput[] | null;
}

export interface ChangeCourseRunInput extends Omit<NewCourseRunInput, 'key'> {
  readonly key: string;
  readonly upgradeDeadlineOverride?: string | null;
  readonly creditProvider?: string | null;
  readonly creditHours?: number | null;
}

/** An entry of the input, and where in the input it stands. */
export interface Named<T> {
  readonly at: string;
  readonly run: T;
}

/** What changes in the course itself. */
export interface CourseInput {
  readonly title?: string | null;
  readonly type?: { readonly slug: string; readonly field: string } | null;
  readonly prices?: readonly PriceInput[] | null;
}

/** The course with the input's title, type and prices; prices are merged by seat type. */
export function changedCourse(course: Course, input: CourseInput, catalogue: Catalogue): Course {
  const { title, type, prices } = input;
  if (type) requireSlug(catalogue.courseTypes, type.slug, type.field);
  return {
    ...course,
    title: title == null ? course.title : readText(title, 'title'),
    type: type?.slug ?? course.type,
    prices: { ...course.prices, ...readPrices(prices, 'prices', catalogue.seatTypes) },
  };
}

/** A new run of the course. Without a type it gets the first of the course type. */
export function newRun(
  course: Course,
  { at, run: input }: Named<NewCourseRunInput>,
  { catalogue, newId }: ProposalContext,
): CourseRun {
  readRunKeyOf(course.key, input.key, `${at}.key`);
  const first = courseTypeOf(course, catalogue).courseRunTypes[0]?.slug ?? EMPTY;
  const bare = { ...bareRun(course, input.key, newId), type: first };
  return changedRun(bare, { at, run: input }, catalogue);
}

/** A run of the course of which nothing is known but its key. */
export const bareRun = (course: Course, key: string, newId: () => string): CourseRun => ({
  id: '',
  uuid: newId(),
  key,
  course,
  title: null,
  start: null,
  end: null,
  goLiveAt: null,
  status: 'UNPUBLISHED',
  type: EMPTY,
  prices: {},
  upgradeDeadlineOverride: null,
  creditProvider: null,
  creditHours: null,
  hasProducts: false,
  revision: 0,
  products: {},
});

/** The run with what the input gives: what is left out stays, null clears. */
export function changedRun(
  run: CourseRun,
  { at: field, run: input }: Named<ChangeCourseRunInput>,
  catalogue: Catalogue,
): CourseRun {
  const { type, prices, creditHours } = input;
  const time = (name: 'start' | 'end' | 'goLiveAt' | 'upgradeDeadlineOverride'): Date | null =>
    input[name] === undefined ? run[name] : readTime(input[name], `${field}.${name}`);
  const text = (name: 'title' | 'creditProvider'): string | null =>
    input[name] == null
      ? input[name] === null
        ? null
        : run[name]
      : readText(input[name], `${field}.${name}`);
  if (type != null) requireSlug(catalogue.courseRunTypes, type, `${field}.type`);
  if (creditHours != null && creditHours < 0) {
    throw badInput(`${field}.creditHours`, `${field}.creditHours is negative.`);
  }
  const changed: CourseRun = {
    ...run,
    title: text('title'),
    type: type ?? run.type,
    start: time('start'),
    end: time('end'),
    goLiveAt: time('goLiveAt'),
    prices: prices == null ? run.prices : readPrices(prices, `${field}.prices`, catalogue.seatTypes),
    upgradeDeadlineOverride: time('upgradeDeadlineOverride'),
    creditProvider: text('creditProvider'),
    creditHours: creditHours === undefined ? run.creditHours : creditHours,
  };
  requireOrder(changed, `${field}.end`);
  return changed;
}

/** The state with its runs in the order of their keys, all of this course. */
export function stateOf(course: Course, runs: readonly CourseRun[]): CourseState {
  const sorted = runs
    .map((run) => ({ ...run, course }))
    .sort((left, right) => (left.key < right.key ? -1 : left.key > right.key ? 1 : 0));
  return { course, runs: sorted };
}

/** The run of that key. Throws BAD_USER_INPUT if the course has none. */
export function runOf(state: CourseState, key: string, field: string): CourseRun {
  const run = state.runs.find((candidate) => candidate.key === key);
  if (!run) throw badInput(field, `${field} is no run of ${state.course.key}.`);
  return run;
}

/** Throws BAD_USER_INPUT if two of the runs have one key; `sameIf` says what makes two keys one. */
export function requireDistinctKeys(
  runs: readonly { readonly key: string }[],
  field: string,
  sameIf = (key: string): string => key,
): void {
  const seen = new Set<string>();
  for (const [index, { key }] of runs.entries()) {
    if (seen.has(sameIf(key)))
      throw badInput(`${field}.${index}.key`, `${field}.${index}.key is there twice.`);
    seen.add(sameIf(key));
  }
}

/** Where things stand in the input: `runs` by key to the path of their entry. */
export function inputPaths(
  courseType: string,
  prices: readonly PriceInput[] | null | undefined,
  runs: readonly Named<Pick<NewCourseRunInput, 'key' | 'prices'>>[],
): InputPaths {
  const indexOf = (list: readonly PriceInput[] | null | undefined) =>
    new Map((list ?? []).map((price, index) => [price.seatType, index]));
  return {
    courseType: [courseType],
    coursePrices: ['prices'],
    runs: new Map(runs.map(({ at, run }) => [run.key, at.split('.').filter(Boolean)])),
    priceIndex: new Map([
      ['prices', indexOf(prices)],
      ...runs.map(({ at, run }) => [`${at}.prices`, indexOf(run.prices)] as const),
    ]),
  };
}
