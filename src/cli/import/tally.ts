// Counts the outcomes of records so that they add up: what was read is left out, created, changed, unchanged, refused
// or left alone, and each imported record says where its type is from. Formats an outcome: the line of the report, and the message
// for a refusal.
import type { Imported } from '../../changes/import/decide-batch';
import type { MatchedBy } from '../../changes/import/match-types';
import { parseRunKey } from '../../model/keys';

const FATES = ['CREATED', 'CHANGED', 'UNCHANGED'] as const;
const MATCHES: Readonly<Record<MatchedBy, string>> = {
  SLUG: 'type by slug',
  UUID: 'type by UUID',
  INFERENCE: 'type by inference',
  KEPT: 'type kept, a guess differs',
  EMPTY: 'Empty',
};

/** Each line by its name: numbers of courses and of runs. */
export type Counts = Readonly<Record<string, { readonly courses: number; readonly runs: number }>>;

export interface Tally {
  readonly add: (imported: Imported) => void;
  /** Counts a record of an organization that was not requested. */
  readonly leaveOut: (record: { readonly runs: number }) => void;
  readonly counts: () => Counts;
  /** The number of runs held back by each track type that has a price but nobody paid for it. */
  readonly heldBack: () => ReadonlyMap<string, number>;
  readonly addNotRead: (field: string) => void;
  /** How often each field had a value that was not read, by name, the most frequent first. */
  readonly notRead: () => Readonly<Record<string, number>>;
}

export function createTally(): Tally {
  const names = [
    ...['read', 'left out', ...FATES.map((fate) => fate.toLowerCase()), 'refused', 'left alone'],
    ...[...Object.values(MATCHES), 'mismatched', 'key of the old form', 'held back', 'with remarks'],
  ];
  const held = new Map<string, number>();
  const notRead = new Map<string, number>();
  const counts = Object.fromEntries(names.map((name) => [name, { courses: 0, runs: 0 }]));
  const count = (name: string, what: 'courses' | 'runs', by = 1) => {
    const line = counts[name];
    if (line) line[what] += by;
  };
  const both = (name: string, { runs }: { readonly runs: number }) => {
    count(name, 'courses');
    count(name, 'runs', runs);
  };
  function add({ decision, ...record }: Imported): void {
    both('read', record);
    if (!decision) return both('refused', record);
    count(decision.fate.toLowerCase(), 'courses');
    count(MATCHES[decision.type.by], 'courses');
    if (decision.remarks.length > 0) count('with remarks', 'courses');
    count('left alone', 'runs', record.leftAlone?.length ?? 0);
    for (const { key, fate, matchedBy, isMismatched, unpriced, unpaid } of decision.runs) {
      count(fate.toLowerCase(), 'runs');
      count(MATCHES[matchedBy], 'runs');
      if (isMismatched) count('mismatched', 'runs');
      if (!parseRunKey(key)) count('key of the old form', 'runs');
      if (unpriced.length > 0) count('held back', 'runs');
      for (const slug of unpaid) held.set(slug, (held.get(slug) ?? 0) + 1);
    }
  }
  return {
    add,
    leaveOut: (record) => {
      both('read', record);
      both('left out', record);
    },
    counts: () => counts,
    heldBack: () => held,
    addNotRead: (field) => void notRead.set(field, (notRead.get(field) ?? 0) + 1),
    notRead: () => Object.fromEntries([...notRead].sort(([, one], [, other]) => other - one)),
  };
}

/** The counts as lines of a table. */
export function tableOf(counts: Counts): string[] {
  const rows = Object.entries(counts).map(
    ([name, { courses, runs }]) => [name, `${courses}`, `${runs}`] as const,
  );
  return [['', 'courses', 'runs'] as const, ...rows].map(
    ([name, courses, runs]) => name.padEnd(28) + courses.padStart(9) + runs.padStart(9),
  );
}

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
