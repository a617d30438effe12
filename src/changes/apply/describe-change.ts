// Lists the fields of a course that a command changed, before and after, as history keeps them. Pure.
import { isDeepStrictEqual } from 'node:util';
import { COURSE_FIELDS, RUN_FIELDS } from '../../model/courses';
import type { Course, CourseRun, CourseState } from '../../model/courses';
import { namesOf, picked } from '../../model/fields';
import type { Field } from '../../model/fields';

interface Described {
  readonly before: object | null;
  readonly after: object | null;
  /** The run's key, if exactly one run and nothing else changed. */
  readonly onlyRun: string | null;
}

type Fields = Readonly<Record<string, unknown>>;

/** The fields that differ; runs by key. A side is null if the course did not exist then or nothing differs. */
export function describeChange(before: CourseState | null, after: CourseState | null): Described {
  const course = difference(before && courseFields(before.course), after && courseFields(after.course));
  const runs = runDifferences(before?.runs ?? [], after?.runs ?? []);
  const keys = Object.keys({ ...runs.before, ...runs.after });
  const isCourseChanged = Object.keys({ ...course.before, ...course.after }).some(
    (name) => name !== 'version',
  );
  return {
    before: before && filled({ ...course.before, ...listed(runs.before) }),
    after: after && filled({ ...course.after, ...listed(runs.after) }),
    onlyRun: !isCourseChanged && keys.length === 1 ? (keys[0] ?? null) : null,
  };
}

const filled = (fields: Fields): Fields | null => (Object.keys(fields).length > 0 ? fields : null);

const listed = (runs: Fields): Fields => (Object.keys(runs).length > 0 ? { courseRuns: runs } : {});

function runDifferences(before: readonly CourseRun[], after: readonly CourseRun[]) {
  const old = new Map(before.map((run) => [run.key, runFields(run)]));
  const now = new Map(after.map((run) => [run.key, runFields(run)]));
  const sides: { before: Record<string, Fields>; after: Record<string, Fields> } = { before: {}, after: {} };
  for (const key of new Set([...old.keys(), ...now.keys()])) {
    const changed = difference(old.get(key) ?? null, now.get(key) ?? null);
    if (changed.before) sides.before[key] = changed.before;
    if (changed.after) sides.after[key] = changed.after;
  }
  return sides;
}

/** The fields that differ, on each side; all fields if the other side is missing, null if nothing differs. */
function difference(before: Fields | null, after: Fields | null) {
  if (!before || !after) return { before, after };
  const changed = Object.keys({ ...before, ...after }).filter(
    (name) => !isDeepStrictEqual(before[name], after[name]),
  );
  if (changed.length === 0) return { before: null, after: null };
  return { before: picked(before, changed), after: picked(after, changed) };
}

const recordedNames = <F extends string>(fields: Readonly<Record<F, Field>>): readonly F[] =>
  namesOf(fields).filter((name) => !fields[name].isUnrecorded);
const COURSE_HISTORY_FIELDS = recordedNames(COURSE_FIELDS);
const RUN_HISTORY_FIELDS = recordedNames(RUN_FIELDS);

const courseFields = (course: Course): Fields => picked(course, [...COURSE_HISTORY_FIELDS, 'prices']);
const runFields = (run: CourseRun): Fields => picked(run, [...RUN_HISTORY_FIELDS, 'prices']);
