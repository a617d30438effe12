// Follows Studio: imports the LMS's new runs, and takes over titles and dates of known runs, as changes by the service
// that the same rules judge. What a rule refuses stays as it is, and is kept as a conflict until it is resolved.
import { SERVICE } from '../../identity/permissions';
import { titleOf } from '../../model/courses';
import type { CourseRun, CourseState } from '../../model/courses';
import { foldKey, parseOldRunKey, parseRunKey } from '../../model/keys';
import { Fault } from '../../model/faults';
import type { LmsPage, LmsRun, LmsRuns } from '../../provisioning/target';
import { saveConflicts } from '../../store/courses/conflicts';
import type { RunConflict } from '../../store/courses/conflicts';
import { loadCoursesByKeys } from '../../store/courses/course-states';
import { findKnownKeys } from '../../store/courses/find-courses';
import type { KnownKeys } from '../../store/courses/find-courses';
import { applyChange } from '../apply/apply-change';
import { changeCourseCommand } from '../change-course';
import type { ChangeDeps } from '../deps';
import type { ChangeCourseRunInput } from '../input/propose';
import { importCourses } from './import-courses';
import type { FollowedField, ImportedCourse } from './imported-course';
import { BACKWARDS, FOLLOWED, isBackwards, NO_TYPE_OPTIONS } from './imported-course';
import { coursesOf, titleFor } from './lms-courses';
import type { LmsCourse } from './lms-courses';
import { createLmsReader } from './read-lms-courses';

/** The result of following the LMS. */
export interface Followed {
  readonly courses: number;
  readonly changed: number;
  /** Courses that are new or have new runs. */
  readonly imported: number;
  readonly conflicts: number;
  /** One sentence for each run that was not taken. */
  readonly leftAlone: readonly string[];
}

const REASON = 'The LMS has it so.';
const AT_ONCE = 100;

/**
 * Follows everything that the LMS lists. `newest` returns the newer version of a run if an event reported one since it
 * was listed. Throws if the LMS does not answer.
 */
export async function followLms(
  deps: ChangeDeps,
  lms: LmsRuns,
  { signal, newest = (run) => run }: { signal?: AbortSignal; newest?: (run: LmsRun) => LmsRun } = {},
): Promise<Followed> {
  const runs: LmsRun[] = [];
  const unreadable: LmsPage['unreadable'][number][] = [];
  for await (const page of lms.list()) {
    runs.push(...page.runs);
    unreadable.push(...page.unreadable);
  }
  const known = await findKnownKeys(deps.database);
  const followed = await followRuns(deps, lms, { runs: runs.map(newest), known, signal });
  const words = unreadable.map(({ key, problem }) => `${key ?? 'An entry of the list'}: ${problem}`);
  return { ...followed, leftAlone: [...words, ...followed.leftAlone] };
}

/** Follows only these runs; the other runs of their courses count as they are here. */
export async function followSome(
  deps: ChangeDeps,
  lms: Pick<LmsRuns, 'modesOf'>,
  runs: readonly LmsRun[],
): Promise<Followed> {
  const names = runs.map(({ key }) => parseRunKey(key) ?? parseOldRunKey(key));
  const courses = names.flatMap((parts) => (parts ? [`${parts.organization}+${parts.number}`] : []));
  const known = await findKnownKeys(deps.database, [...runs.map(({ key }) => key), ...courses]);
  const loaded = await loadCoursesByKeys(deps.database, [...new Set(known.courses.values())]);
  const changedKeys = new Set(
    runs.map(({ key }) => (known.runs.get(key) ?? known.runs.get(foldKey(key)))?.key),
  );
  const others = loaded
    .flatMap(({ state }) => state.runs)
    .filter(({ key }) => !changedKeys.has(key))
    .map((run): LmsRun => ({ ...run, title: titleOf(run) }));
  return followRuns(deps, lms, { runs, others, known });
}

interface Following {
  readonly runs: readonly LmsRun[];
  /** Runs of the same courses that no event reported. */
  readonly others?: readonly LmsRun[];
  readonly known: KnownKeys;
  readonly signal?: AbortSignal;
}

async function followRuns(
  deps: ChangeDeps,
  lms: Pick<LmsRuns, 'modesOf'>,
  { runs, others = [], known, signal }: Following,
): Promise<Followed> {
  const courses = coursesOf([...others, ...runs], known);
  const unchangedKeys = new Set(others.map(({ key }) => key));
  const { currency } = deps.policy;
  const read = createLmsReader({ lms, currency, catalogue: deps.catalogue.current() });
  const counts = { courses: courses.length, changed: 0, imported: 0, conflicts: 0 };
  const leftAlone: string[] = [];
  for (let from = 0; from < courses.length && !signal?.aborted; from += AT_ONCE) {
    const batch = courses.slice(from, from + AT_ONCE);
    const loaded = await loadCoursesByKeys(
      deps.database,
      batch.map(({ key }) => key),
    );
    const states = new Map(loaded.map(({ state }) => [state.course.key, state]));
    for (const course of batch) {
      const state = states.get(course.key);
      const followed = state && (await followCourse(deps, course, { state, unchangedKeys }));
      counts.changed += Number(followed?.isChanged ?? false);
      counts.conflicts += followed?.conflicts.length ?? 0;
      if (course.runs.every(({ isKnown }) => isKnown)) continue;
      const left = await importNew(deps, course, read);
      leftAlone.push(...left.problems);
      counts.imported += left.imported;
    }
  }
  return { ...counts, leftAlone };
}

type Reader = ReturnType<typeof createLmsReader>;

/** Imports the new runs and leaves the others alone. */
async function importNew(deps: ChangeDeps, course: LmsCourse, read: Reader) {
  const record = await read(course);
  const fresh = new Set(course.runs.filter(({ isKnown }) => !isKnown).map(({ key }) => key));
  const isNewCourse = fresh.size === course.runs.length;
  const onlyNew = (imported: ImportedCourse): ImportedCourse => ({
    ...imported,
    title: isNewCourse ? imported.title : undefined,
    runs: imported.runs.map((run) =>
      fresh.has(run.key) ? run : { key: run.key, type: {}, isSeatSetKnown: false },
    ),
  });
  const one = 'course' in record ? { ...record, course: onlyNew(record.course) } : record;
  const problems = [...(record.leftAlone ?? []), ...('problems' in record ? record.problems : [])];
  let imported = 0;
  const how = { typeOptions: NO_TYPE_OPTIONS, isDryRun: false, actor: SERVICE.username, reason: REASON };
  for await (const [done] of importCourses(deps, only(one), how)) {
    imported += Number(done?.decision?.fate === 'CREATED' || done?.decision?.fate === 'CHANGED');
    if (!('problems' in record)) problems.push(...(done?.problems ?? []));
  }
  return { imported, problems };
}

async function* only<T>(one: T): AsyncGenerator<T> {
  yield one;
}

/** The fields to take over from the LMS, by run key. */
type Wanted = ReadonlyMap<string, Map<FollowedField, string | null>>;
/** Removes a field from `wanted` and keeps it as a conflict. Returns false if it is not in `wanted`. */
type Drop = (run: string, field: FollowedField, problem: string) => boolean;

/** Changes what the rules allow, and keeps the rest as conflicts. */
async function followCourse(
  deps: ChangeDeps,
  course: LmsCourse,
  { state, unchangedKeys }: { readonly state: CourseState; readonly unchangedKeys: ReadonlySet<string> },
) {
  const here = new Map(state.runs.map((run) => [run.key, run]));
  const isNewestChanged = !unchangedKeys.has(course.runs.at(-1)?.key ?? '');
  const title = (isNewestChanged && titleFor(course.title)) || state.course.title;
  const wanted: Wanted = new Map(
    course.runs.flatMap((run) => {
      const known = here.get(run.key);
      return known ? [[run.key, differences(run, known, title)]] : [];
    }),
  );
  const conflicts: RunConflict[] = [];
  const drop: Drop = (run, field, problem) => {
    const there = wanted.get(run)?.get(field);
    if (there === undefined) return false;
    wanted.get(run)?.delete(field);
    conflicts.push({ courseRunId: here.get(run)?.id ?? '', field, there, problem });
    return true;
  };
  for (const { key } of course.runs.filter(isBackwards))
    (['start', 'end'] as const).forEach((field) => drop(key, field, BACKWARDS));
  const { key } = state.course;
  const changing = { key, title: title === state.course.title ? undefined : title };
  const isChanged = await applied(deps, changing, { wanted, drop });
  const ids = course.runs
    .filter(({ key }) => !unchangedKeys.has(key))
    .flatMap((run) => here.get(run.key)?.id ?? []);
  await saveConflicts(deps.database, ids, conflicts);
  return { isChanged, conflicts };
}

/** Makes the change without the refused fields; false if nothing is left of it. */
async function applied(
  deps: ChangeDeps,
  { key, title }: { readonly key: string; readonly title: string | undefined },
  { wanted, drop }: { readonly wanted: Wanted; readonly drop: Drop },
): Promise<boolean> {
  for (;;) {
    const runs = [...wanted].flatMap(([run, fields]): ChangeCourseRunInput[] =>
      fields.size > 0 ? [{ key: run, ...Object.fromEntries(fields) }] : [],
    );
    if (runs.length === 0 && title === undefined) return false;
    const refusals = await attempt(deps, { key, title, runs });
    const [first] = refusals;
    if (!first) return true;
    const dropped = refusals.filter(({ run, field, problem }) => drop(run, field, problem));
    if (dropped.length > 0) continue;
    if (runs.length === 0) return false;
    // A refusal that names none of these fields would repeat forever, so all are dropped.
    for (const [run, fields] of wanted)
      for (const field of [...fields.keys()]) drop(run, field, first.problem);
  }
}

/** The fields in which the run differs from the LMS's, if the course has that title. */
function differences(there: LmsRun, here: CourseRun, courseTitle: string): Map<FollowedField, string | null> {
  const found = new Map<FollowedField, string | null>();
  const title = titleFor(there.title) ?? titleOf(here);
  if ((here.title ?? courseTitle) !== title) found.set('title', title === courseTitle ? null : title);
  for (const field of FOLLOWED)
    if (field !== 'title' && there[field]?.getTime() !== here[field]?.getTime())
      found.set(field, there[field]?.toISOString() ?? null);
  return found;
}

interface Refusal {
  readonly run: string;
  readonly field: FollowedField;
  readonly problem: string;
}

/** Makes the whole change, or returns the reasons why it was refused. */
async function attempt(
  deps: ChangeDeps,
  input: { key: string; title: string | undefined; runs: readonly ChangeCourseRunInput[] },
): Promise<Refusal[]> {
  const refusalOf = (path: readonly string[], problem: string): Refusal => {
    const [, index = '', field = ''] = path;
    return { run: input.runs[Number(index)]?.key ?? '', field: field as FollowedField, problem };
  };
  try {
    const command = changeCourseCommand({ ...input, expectedVersion: 0, reason: REASON });
    const { violations } = await applyChange(deps, SERVICE, { ...command, expectedVersion: null });
    return violations.map(({ path, message }) => refusalOf(path, message));
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'BAD_USER_INPUT') throw error;
    const { path, field } = error.details;
    return [refusalOf(Array.isArray(path) ? path : String(field).split('.'), error.message)];
  }
}
