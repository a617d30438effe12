// Compares what the other systems applied with what the database says. Pure: evidence in, findings out, in words that
// say where to look. Trusts neither.
import { counted } from '../../src/model/text';

export interface Sent {
  readonly key: string;
  readonly target: string;
  readonly run: string;
  readonly lane: string;
  readonly seq: number;
  readonly state: string;
  readonly wasSent: boolean;
}
/** One line of a ledger, in the order in which things were applied. */
export interface Applied {
  readonly key: string;
  readonly target: string;
  readonly run: string;
  readonly input: unknown;
}
/** What a run must have in the end, computed from the stored course. */
export interface Wanted {
  readonly target: string;
  readonly run: string;
  readonly state: object;
}
/** A change that was confirmed to its writer. */
export interface Acknowledged {
  readonly course: string;
  /** Unknown for replays. */
  readonly version: number | null;
  /** Unique to the change; starts with the mutation. */
  readonly reason: string;
  /** The writer, and when it was confirmed. */
  readonly by: string;
  readonly at: string;
}
export interface Evidence {
  readonly provisionings: readonly Sent[];
  readonly effects: readonly Applied[];
  readonly wanted: readonly Wanted[];
  readonly acknowledged: readonly Acknowledged[];
  readonly courses: readonly { readonly key: string; readonly version: number; readonly entries: number }[];
  /** How many history entries record a delivery, by provisioning key; and how many have each reason. */
  readonly deliveredEntries: ReadonlyMap<string, number>;
  readonly entriesByReason: ReadonlyMap<string, number>;
}
/** The findings, one line each. */
export interface Verdict {
  /** Provisionings that never arrived, or are still on their way. */
  readonly lost: readonly string[];
  /** Effects that nobody requested. */
  readonly phantom: readonly string[];
  /** Effects, or changes, beyond the first with the same key. */
  readonly duplicate: readonly string[];
  /** Effects after a later one of their lane. */
  readonly outOfOrder: readonly string[];
  readonly wrongFinalState: readonly string[];
  readonly acknowledgedButMissing: readonly string[];
  readonly changesWithoutHistory: readonly string[];
  /** Products of a shop that could be bought and would have enrolled nobody. */
  readonly enrolsNobody?: readonly string[];
}

/** All lists are empty if nothing went wrong. */
export function check(evidence: Evidence): Verdict {
  const { provisionings, effects, courses, deliveredEntries } = evidence;
  const sent = new Map(provisionings.map((row) => [row.key, row]));
  const applied = new Set(effects.map((effect) => effect.key));
  const isLost = ({ state, key }: Sent) =>
    state === 'DELIVERED' ? !applied.has(key) : state !== 'SUPERSEDED';
  const isPhantom = ({ key }: Applied) => !sent.get(key)?.wasSent;
  const delivered = provisionings.filter((row) => row.state === 'DELIVERED');
  return {
    lost: provisionings.filter(isLost).map(wordsOf),
    phantom: effects.filter(isPhantom).map(({ key, target, run }) => `${target} of ${run}: ${key}`),
    duplicate: duplicates(evidence),
    outOfOrder: inversions(effects.flatMap(({ key }) => sent.get(key) ?? [])).map(wordsOf),
    wrongFinalState: wrongInTheEnd(evidence),
    acknowledgedButMissing: [...missingEntries(evidence), ...sharedVersions(evidence)],
    changesWithoutHistory: [
      ...courses.flatMap(({ key, version, entries }) =>
        times(
          Math.abs(version - entries),
          `${key} has version ${version} and ${counted(entries, 'entry', 'entries')}`,
        ),
      ),
      ...delivered.flatMap((row) => {
        const entries = deliveredEntries.get(row.key) ?? 0;
        return times(Math.abs(1 - entries), `${wordsOf(row)}: ${counted(entries, 'entry', 'entries')}`);
      }),
    ],
  };
}

const wordsOf = ({ key, target, run, lane, seq, state }: Sent): string =>
  `${target} of ${run}: ${key}, number ${seq} of lane ${lane}, ${state}`;

const times = (number: number, words: string): string[] => Array.from({ length: number }, () => words);

function duplicates({ effects, acknowledged, entriesByReason }: Evidence): string[] {
  const first = new Map([...effects].reverse().map((effect) => [effect.key, effect]));
  const again = effects.filter((effect) => first.get(effect.key) !== effect);
  const reasons = new Set(acknowledged.map((ack) => ack.reason));
  return [
    ...again.map(({ key, target, run }) => `${target} of ${run}: ${key}`),
    ...[...reasons].flatMap((reason) => times((entriesByReason.get(reason) ?? 1) - 1, `${reason}: changed`)),
  ];
}

function inversions(applied: readonly Sent[]): Sent[] {
  const latest = new Map<string, number>();
  return applied.filter(({ lane, seq }) => {
    const before = latest.get(lane) ?? 0;
    latest.set(lane, Math.max(before, seq));
    return seq < before;
  });
}

function wrongInTheEnd({ effects, wanted }: Evidence): string[] {
  const last = new Map(effects.map((effect) => [`${effect.target} ${effect.run}`, effect.input]));
  return wanted.flatMap(({ target, run, state }) => {
    const actual = last.get(`${target} ${run}`);
    if (contains(actual, state)) return [];
    return [`${target} of ${run}: has ${JSON.stringify(actual)}, must have ${JSON.stringify(state)}`];
  });
}

function missingEntries({ acknowledged, entriesByReason, courses }: Evidence): string[] {
  const versions = new Map(courses.map(({ key, version }) => [key, version]));
  return acknowledged
    .filter((ack) => !entriesByReason.has(ack.reason))
    .map(
      (ack) => `${describeAck(ack)}: not in history; the course has version ${versions.get(ack.course)} now`,
    );
}

// If two writers were given the same version, one of the changes is missing.
function sharedVersions({ acknowledged }: Evidence): string[] {
  const first = new Map<string, Acknowledged>();
  return acknowledged
    .filter((ack) => ack.version !== null)
    .flatMap((ack) => {
      const version = `${ack.course} ${ack.version}`;
      const other = first.get(version);
      if (!other) first.set(version, ack);
      return other ? [`${describeAck(ack)}: so was that of ${describeAck(other)}`] : [];
    });
}

const describeAck = ({ course, version, reason, by, at }: Acknowledged): string =>
  `${reason}, version ${version ?? '?'} of ${course}, acknowledged to ${by} at ${at}`;

/** Whether `actual` contains at least what `wanted` does; a missing field counts as null. */
function contains(actual: unknown, wanted: unknown): boolean {
  if (typeof wanted !== 'object' || wanted === null) return (actual ?? null) === wanted;
  if (typeof actual !== 'object' || actual === null) return false;
  if (Array.isArray(wanted) && (!Array.isArray(actual) || actual.length !== wanted.length)) return false;
  const fields = new Map<string, unknown>(Object.entries(actual));
  return Object.entries(wanted).every(([name, field]) => contains(fields.get(name), field));
}
