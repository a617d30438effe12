// Describes an import as history keeps it: what a change would record, the SKUs of E-Commerce's products, and the other
// system's own time of change. Pure.
import { isDeepStrictEqual } from 'node:util';
import { courseSubject } from '../../model/history';
import type { HistoryEntry } from '../../model/history';
import { describeChange } from '../apply/describe-change';
import type { ImportDecision } from './decide-import';
import type { ImportedCourse } from './imported-course';

type Fields = Readonly<Record<string, unknown>>;
interface Side extends Fields {
  readonly courseRuns?: Readonly<Record<string, Fields>>;
}

/** The entry for a course that was created or changed, without actor and reason. */
export function describeImport(
  { modified, runs }: ImportedCourse,
  { before, after, violations }: ImportDecision,
): Omit<HistoryEntry, 'actor' | 'reason'> {
  const described = describeChange(before, after);
  const old = new Map(before?.runs.map((run) => [run.key, run.products]));
  const sold = after.runs.filter(({ key, products }) => !isDeepStrictEqual(old.get(key) ?? {}, products));
  const isResold = !isDeepStrictEqual(before?.course.skus ?? {}, after.course.skus);
  const productsBefore = sold.flatMap(({ key }) => (old.has(key) ? [[key, { products: old.get(key) }]] : []));
  const productsAfter = sold.map(({ key, products }) => [key, { products }]);
  const modifiedRuns = runs.flatMap((run) =>
    run.modified === undefined ? [] : [[run.key, { modified: run.modified }]],
  );
  const course = {
    ...(isResold && { skus: after.course.skus }),
    ...(modified !== undefined && { modified }),
  };
  const now = withRuns({ ...described.after, ...course }, productsAfter);
  const isChanged = ([key]: readonly unknown[]) => String(key) in (now.courseRuns ?? {});
  return {
    kind: 'IMPORTED',
    subject: courseSubject(after.course.key),
    overridden: [...new Set(violations.map(({ code }) => code))],
    courseKey: after.course.key,
    courseRunKey: described.onlyRun,
    before:
      before &&
      withRuns({ ...described.before, ...(isResold && { skus: before.course.skus }) }, productsBefore),
    after: withRuns(now, modifiedRuns.filter(isChanged)),
  };
}

/** The side with further fields of some runs. */
function withRuns(side: Side, more: readonly (readonly unknown[])[]): Side {
  if (more.length === 0) return side;
  const courseRuns: Record<string, Fields> = { ...side.courseRuns };
  for (const [key, fields] of more)
    courseRuns[String(key)] = { ...courseRuns[String(key)], ...(fields as Fields) };
  return { ...side, courseRuns };
}
