// The pieces that proposals are made of: what an input makes of a course and its runs. Pure, but for the faults they throw.
import { EMPTY } from '../../model/catalogue';
import type { Catalogue } from '../../model/catalogue';
import { bareRun, courseTypeOf, OPTIONAL_RUN_FIELDS, RUN_FIELDS } from '../../model/courses';
import type { Course, CourseRun, CourseState } from '../../model/courses';
import { badInput } from '../../model/faults';
import type { InputPaths } from '../../rules/facts';
import { isSameKey } from '../../model/keys';
import type { NewKey, ProposalContext } from '../apply/command';
import {
  readCount,
  readCourseKey,
  readPrices,
  readRunKeyOf,
  readText,
  readTime,
  requireOrder,
  requireSlug,
} from './read';
import type { PriceInput } from './read';

/** How a field of a run is given: a time as text. Left out it stays, null clears it. */
type Given<T> = T extends Date ? string : T;
type GivenRunFields = {
  readonly [F in (typeof OPTIONAL_RUN_FIELDS)[number]]?: Given<CourseRun[F]>;
};

export interface ChangeCourseRunInput extends GivenRunFields {
  readonly key: string;
  readonly type?: string | null;
  readonly prices?: readonly PriceInput[] | null;
}

export type NewCourseRunInput = Omit<ChangeCourseRunInput, 'upgradeDeadlineOverride'>;

/** An entry of the input, and where in the input it stands. */
export interface Named<T> {
  readonly at: string;
  readonly run: T;
}

/** What changes in the course itself. */
export interface CourseInput {
  readonly title?: string | null;
  /** Left out it stays, null clears it. */
  readonly keyForReruns?: string | null;
  readonly type?: { readonly slug: string; readonly field: string } | null;
  readonly prices?: readonly PriceInput[] | null;
}

/** The course with the input's title, type and prices; prices are merged by seat type. */
export function changedCourse(course: Course, input: CourseInput, catalogue: Catalogue): Course {
  const { title, type, prices, keyForReruns: rerun } = input;
  if (type) requireSlug(catalogue.courseTypes, type.slug, type.field);
  return {
    ...course,
    title: title == null ? course.title : readText(title, 'title'),
    type: type?.slug ?? course.type,
    keyForReruns: rerun === undefined ? course.keyForReruns : readKeyForReruns(rerun, course),
    prices: { ...course.prices, ...readPrices(prices, 'prices', catalogue.seatTypes) },
  };
}

/** The key that a command wants for reruns, to be one that nothing has yet. */
export const keyForReruns = (key: string | null | undefined): NewKey[] =>
  key == null ? [] : [{ key, field: 'keyForReruns' }];

/** A course's own key says nothing: null. */
function readKeyForReruns(key: string | null, { organization, key: own }: Course): string | null {
  if (key === null || key === own) return null;
  const parts = readCourseKey(key, 'keyForReruns');
  if (!isSameKey(parts.organization, organization))
    throw badInput('keyForReruns', `keyForReruns is of ${parts.organization}, not of ${organization}.`);
  return key;
}

/** A new run of the course. Without a type it gets the first of the course type. */
export function newRun(
  course: Course,
  { at, run: input }: Named<NewCourseRunInput>,
  { catalogue, newId }: ProposalContext,
): CourseRun {
  readRunKeyOf(course, input.key, `${at}.key`);
  const first = courseTypeOf(course, catalogue).courseRunTypes[0]?.slug ?? EMPTY;
  const bare = bareRun({ id: '', uuid: newId(), key: input.key, course, type: first });
  return changedRun(bare, { at, run: input }, catalogue);
}

/** The run with what the input gives: what is left out stays, null clears. */
export function changedRun(
  run: CourseRun,
  { at: field, run: input }: Named<ChangeCourseRunInput>,
  catalogue: Catalogue,
): CourseRun {
  const { type, prices } = input;
  if (type != null) requireSlug(catalogue.courseRunTypes, type, `${field}.type`);
  const given = OPTIONAL_RUN_FIELDS.filter((name) => input[name] !== undefined);
  const read = given.map((name) => [name, readField(name, input[name] ?? null, `${field}.${name}`)]);
  const changed: CourseRun = {
    ...run,
    ...(Object.fromEntries(read) as Partial<CourseRun>),
    type: type ?? run.type,
    prices: prices == null ? run.prices : readPrices(prices, `${field}.prices`, catalogue.seatTypes),
  };
  requireOrder(changed, `${field}.end`);
  return changed;
}

function readField(
  name: (typeof OPTIONAL_RUN_FIELDS)[number],
  value: string | number | null,
  field: string,
): string | number | Date | null {
  if (value === null) return null;
  if (typeof value === 'number') return readCount(value, field);
  return RUN_FIELDS[name].kind === 'time' ? readTime(value, field) : readText(value, field);
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
