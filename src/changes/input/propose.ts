// Builds proposals: applies an input to a course and its runs. Pure, except for the faults thrown.
import { EMPTY } from '../../model/catalogue';
import type { Catalogue } from '../../model/catalogue';
import {
  bareCourse,
  bareRun,
  COURSE_FIELDS,
  courseTypeOf,
  OPTIONAL_COURSE_FIELDS,
  OPTIONAL_RUN_FIELDS,
  RUN_FIELDS,
} from '../../model/courses';
import type { Course, CourseRun, CourseState } from '../../model/courses';
import { badInput, readAll, readEach } from '../../model/faults';
import type { Field } from '../../model/fields';
import type { InputPaths } from '../../rules/facts';
import { isSameKey } from '../../model/keys';
import type { CourseKeyParts } from '../../model/keys';
import type { NewKey, ProposalContext } from '../apply/command';
import {
  mergedPrices,
  parseTime,
  quoted,
  readCount,
  readCourseKey,
  readPrices,
  readRunKeyOf,
  readText,
  readTime,
  readUuid,
  requireOrder,
  requireSlug,
  seenBefore,
} from './read';
import type { PriceInput } from './read';

/** The input of nullable fields: a time is text. Left out a field stays; null clears it. */
type Given<T, F extends keyof T> = { readonly [N in F]?: T[N] extends Date | null ? string | null : T[N] };
export type GivenCourseFields = Given<Course, (typeof OPTIONAL_COURSE_FIELDS)[number]>;

export interface ChangeCourseRunInput extends Given<CourseRun, (typeof OPTIONAL_RUN_FIELDS)[number]> {
  readonly key: string;
  readonly type?: string | null;
  readonly prices?: readonly PriceInput[] | null;
}

export type NewCourseRunInput = Omit<ChangeCourseRunInput, 'upgradeDeadlineOverride'>;

/** An entry of the input, and its path there. */
export interface Named<T> {
  readonly at: string;
  readonly run: T;
}

/** What changes in the course itself. */
interface CourseInput extends GivenCourseFields {
  readonly title?: string | null;
  readonly type?: { readonly slug: string; readonly field: string } | null;
  readonly prices?: readonly PriceInput[] | null;
}

/** The course with the input's values: a field left out stays, null clears it; prices are merged by seat type. */
export function changedCourse(course: Course, input: CourseInput, catalogue: Catalogue): Course {
  const { title, type, prices } = input;
  const { fields, ...read } = readAll({
    title: () => (title == null ? course.title : readText(title, 'title')),
    type: () => (type ? requireSlug(catalogue, 'courseTypes')(type.slug, type.field).slug : course.type),
    fields: () =>
      readGiven(OPTIONAL_COURSE_FIELDS, input, (name, value) =>
        name === 'keyForReruns'
          ? readKeyForReruns(input.keyForReruns ?? null, course)
          : readField(COURSE_FIELDS[name], value, name),
      ),
    prices: () => mergedPrices(course.prices, readPrices(prices, 'prices', catalogue)),
  });
  return { ...course, ...fields, ...read };
}

/** The key for reruns that a command wants; it must not exist yet. */
export const keyForReruns = (key: string | null | undefined): NewKey[] =>
  key == null ? [] : [{ key, field: 'keyForReruns' }];

/** The course's own key adds nothing, so it becomes null. */
function readKeyForReruns(key: string | null, { organization, key: own }: Course): string | null {
  if (key === null || key === own) return null;
  const parts = readCourseKey(key, 'keyForReruns');
  if (!isSameKey(parts.organization, organization))
    throw badInput('keyForReruns', `${key} is a key of ${parts.organization}, not of ${organization}.`);
  return key;
}

/** New runs of the course. Without a type they get the first run type of the course type. */
export function newRuns(
  course: Course,
  runs: readonly Named<NewCourseRunInput>[],
  { catalogue, newId }: ProposalContext,
): CourseRun[] {
  const type = courseTypeOf(course, catalogue).courseRunTypes[0]?.slug ?? EMPTY;
  const newRun = ({ at, run: input }: Named<NewCourseRunInput>) =>
    readAll({
      key: () => readRunKeyOf(course, input.key, `${at}.key`),
      run: () => {
        const bare = bareRun({ id: '', uuid: newId(), key: input.key, course, type });
        return changedRun(bare, { at, run: input }, catalogue);
      },
    }).run;
  return readEach(runs.map((run) => () => newRun(run)));
}

/** The run with the input's values: a field left out stays, null clears it. */
export function changedRun(
  run: CourseRun,
  { at: field, run: input }: Named<ChangeCourseRunInput>,
  catalogue: Catalogue,
): CourseRun {
  const { type, prices } = input;
  const timeOf = (name: 'start' | 'end') => (input[name] === undefined ? run[name] : parseTime(input[name]));
  const { fields, ...read } = readAll({
    type: () =>
      type == null ? run.type : requireSlug(catalogue, 'courseRunTypes')(type, `${field}.type`).slug,
    fields: () =>
      readGiven(OPTIONAL_RUN_FIELDS, input, (name, value) =>
        readField(RUN_FIELDS[name], value, `${field}.${name}`),
      ),
    order: () => requireOrder({ start: timeOf('start'), end: timeOf('end') }, `${field}.end`),
    prices: () =>
      prices == null ? run.prices : mergedPrices({}, readPrices(prices, `${field}.prices`, catalogue)),
  });
  return { ...run, ...fields, type: read.type, prices: read.prices };
}

/** The values of those of the fields that the input names. */
function readGiven<F extends string>(
  names: readonly F[],
  input: { readonly [N in F]?: string | number | null },
  read: (name: F, value: string | number | null) => unknown,
): object {
  const given = names.filter((name) => input[name] !== undefined);
  const readers = given.map((name) => [name, () => read(name, input[name] ?? null)]);
  return readAll(Object.fromEntries(readers) as Record<string, () => unknown>);
}

function readField(
  { kind }: Field,
  value: string | number | null,
  field: string,
): string | number | Date | null {
  if (value === null) return null;
  if (typeof value === 'number') return readCount(value, field);
  if (kind === 'uuid') return readUuid(value, field);
  return kind === 'time' ? readTime(value, field) : readText(value, field);
}

/** Stands in for a course with a malformed key: the course that the organization, number and runs belong to. */
export function anyCourse(
  parts: CourseKeyParts | null,
  runs: readonly { readonly key: string }[],
): CourseState {
  const { organization, number } = parts ?? { organization: '', number: '' };
  const names = { uuid: '', key: `${organization}+${number}`, organization, title: '' };
  const course = bareCourse({ ...names, type: EMPTY });
  return stateOf(
    course,
    runs.map(({ key }) => bareRun({ id: '', uuid: '', key, course, type: EMPTY })),
  );
}

/** The state with its runs in the order of their keys, all belonging to this course. */
export function stateOf(course: Course, runs: readonly CourseRun[]): CourseState {
  const sorted = runs
    .map((run) => ({ ...run, course }))
    .sort((left, right) => (left.key < right.key ? -1 : left.key > right.key ? 1 : 0));
  return { course, runs: sorted };
}

/** The run with that key. Throws BAD_USER_INPUT if the course has none. */
export function runOf(state: CourseState, key: string, field: string): CourseRun {
  const run = state.runs.find((candidate) => candidate.key === key);
  if (!run) throw badInput(field, `${quoted(key)} is not a run of ${state.course.key}.`);
  return run;
}

/** Throws BAD_USER_INPUT if two runs have the same key; keys with equal `sameIf` are the same. */
export function requireDistinctKeys(
  runs: readonly { readonly key: string }[],
  field: string,
  sameIf = (key: string): string => key,
): void {
  const isThere = seenBefore(runs.map(({ key }) => sameIf(key)));
  readEach(
    runs.map(({ key }, index) => () => {
      if (isThere[index]) throw badInput(`${field}.${index}.key`, `The run ${quoted(key)} is given twice.`);
    }),
  );
}

/** The paths of the input's parts; `runs` maps a run's key to the path of its entry. */
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
