// Formats the outcome of a record: the line of the report, and the message for a refusal.
import type { Imported } from '../../changes/import/import-courses';

export type ReportLine = ReturnType<typeof lineOf>;

export function lineOf({ position, key, decision, problems, runs, leftAlone }: Imported) {
  const { fate, type, after, remarks, violations = [] } = decision ?? {};
  return {
    position,
    key,
    fate: fate ?? 'REFUSED',
    type: type?.slug ?? null,
    matchedBy: type?.by ?? null,
    version: after?.course.version ?? null,
    runs: decision?.runs ?? runs,
    remarks: remarks ?? [],
    violations: violations.map(({ code, message, courseRunKey }) => ({ code, message, courseRunKey })),
    problems,
    ...(leftAlone && leftAlone.length > 0 && { leftAlone }),
  };
}

export const refusalsOf = (batch: readonly Imported[]): string[] =>
  batch.flatMap(({ position, key, problems, leftAlone = [] }) => [
    ...(problems.length === 0 ? [] : [`refused ${key ?? 'something'} (${position}): ${problems.join(' ')}`]),
    ...leftAlone.map((words) => `left alone ${words}`),
  ]);
