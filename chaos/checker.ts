// Holds what the other systems applied against what the database says. Pure: evidence in, counts out. Believes neither.

export interface Sent {
  readonly key: string;
  readonly target: string;
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
/** What a run must have in the end, worked out from the course as it is stored. */
export interface Wanted {
  readonly target: string;
  readonly run: string;
  readonly state: object;
}
/** A change whose writer was told that it is saved; its reason is its own. Replays do not know their version. */
export interface Acknowledged {
  readonly course: string;
  readonly version: number | null;
  readonly reason: string;
}
export interface Evidence {
  readonly provisionings: readonly Sent[];
  readonly effects: readonly Applied[];
  readonly wanted: readonly Wanted[];
  readonly acknowledged: readonly Acknowledged[];
  readonly courses: readonly { readonly key: string; readonly version: number; readonly entries: number }[];
  /** How many history entries say that a provisioning was delivered, by its key; and how many have a reason. */
  readonly deliveredEntries: ReadonlyMap<string, number>;
  readonly entriesByReason: ReadonlyMap<string, number>;
}
export interface Verdict {
  /** Provisionings that never arrived, or are still on their way. */
  readonly lost: number;
  /** Effects that nobody asked for. */
  readonly phantom: number;
  /** Effects, or changes, beyond the first of one key. */
  readonly duplicate: number;
  /** Effects after a later one of their lane. */
  readonly outOfOrder: number;
  readonly wrongFinalState: number;
  readonly acknowledgedButMissing: number;
  readonly changesWithoutHistory: number;
}

/** All counts are 0 where nothing went wrong. */
export function check(evidence: Evidence): Verdict {
  const { provisionings, effects, wanted, acknowledged, courses } = evidence;
  const { deliveredEntries, entriesByReason } = evidence;
  const sent = new Map(provisionings.map((row) => [row.key, row]));
  const applied = new Set(effects.map((effect) => effect.key));
  const isLost = ({ state, key }: Sent) =>
    state === 'DELIVERED' ? !applied.has(key) : state !== 'SUPERSEDED';
  const isPhantom = ({ key }: Applied) => !sent.get(key)?.wasSent;
  const delivered = provisionings.filter((row) => row.state === 'DELIVERED');
  const reasons = new Set(acknowledged.map((ack) => ack.reason));
  return {
    lost: provisionings.filter(isLost).length,
    phantom: effects.filter(isPhantom).length,
    duplicate:
      effects.length -
      applied.size +
      sum([...reasons].map((reason) => (entriesByReason.get(reason) ?? 1) - 1)),
    outOfOrder: inversions(effects.flatMap(({ key }) => sent.get(key) ?? [])),
    wrongFinalState: wrongInTheEnd(effects, wanted),
    acknowledgedButMissing:
      acknowledged.filter((ack) => !entriesByReason.has(ack.reason)).length + sharedVersions(acknowledged),
    changesWithoutHistory:
      sum(courses.map((course) => Math.abs(course.version - course.entries))) +
      sum(delivered.map(({ key }) => Math.abs(1 - (deliveredEntries.get(key) ?? 0)))),
  };
}

function inversions(applied: readonly Sent[]): number {
  const latest = new Map<string, number>();
  return applied.filter(({ lane, seq }) => {
    const before = latest.get(lane) ?? 0;
    latest.set(lane, Math.max(before, seq));
    return seq < before;
  }).length;
}

function wrongInTheEnd(effects: readonly Applied[], wanted: readonly Wanted[]): number {
  const last = new Map(effects.map((effect) => [`${effect.target} ${effect.run}`, effect.input]));
  return wanted.filter(({ target, run, state }) => !contains(last.get(`${target} ${run}`), state)).length;
}

// Two writers that were told of one version: the change of one of them is not there.
function sharedVersions(acknowledged: readonly Acknowledged[]): number {
  const known = acknowledged.filter((ack) => ack.version !== null);
  return known.length - new Set(known.map(({ course, version }) => `${course} ${version}`)).size;
}

/** Whether `actual` says at least what `wanted` does; a missing field says null. */
function contains(actual: unknown, wanted: unknown): boolean {
  if (typeof wanted !== 'object' || wanted === null) return (actual ?? null) === wanted;
  if (typeof actual !== 'object' || actual === null) return false;
  if (Array.isArray(wanted) && (!Array.isArray(actual) || actual.length !== wanted.length)) return false;
  const fields = new Map<string, unknown>(Object.entries(actual));
  return Object.entries(wanted).every(([name, field]) => contains(fields.get(name), field));
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
