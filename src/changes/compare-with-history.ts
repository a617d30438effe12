// Checks that the state matches history: finds rows that no history entry explains, because somebody changed, added or
// removed them outside the service, with its guards switched off.
import { isDeepStrictEqual } from 'node:util';
import type { Definition } from '../model/catalogue';
import { courseSubject } from '../model/history';
import type { ChangeKind } from '../model/history';
import { readCatalogue } from '../store/catalogue';
import { loadCoursesByKeys } from '../store/courses/course-states';
import type { Database, Transaction } from '../store/database';
import {
  findCourseKeys,
  findEntriesOf,
  findLastStates,
  findRoles,
  findChangedSeeds,
} from '../store/history/verify';
import { inBatches } from '../store/pages';
import { describeChange } from './apply/describe-change';

/** Something that is not as its history entries left it. */
export interface Discrepancy {
  readonly subject: string;
  /** The fields that differ; empty if the thing exists and should not, or the other way round. */
  readonly fields: readonly string[];
}

type Fields = Readonly<Record<string, unknown>>;
interface RecordedState {
  readonly own: Fields;
  readonly runs: ReadonlyMap<string, Fields>;
}
interface Entry {
  readonly kind: ChangeKind;
  readonly before: { readonly courseRuns?: Readonly<Record<string, Fields>> } | null;
  readonly after: (Fields & { readonly courseRuns?: Readonly<Record<string, Fields>> }) | null;
}

const AT_ONCE = 200;

/** Everything that differs from its last entries. Calls `onRead` with the number of courses read so far. */
export async function compareWithHistory(
  db: Database,
  onRead: (courses: number) => void,
): Promise<Discrepancy[]> {
  const discrepancies = await db.transaction('REPEATABLE READ', async (tx) => [
    ...(await definitionDiscrepancies(tx)),
    ...(await memberDiscrepancies(tx)),
  ]);
  let read = 0;
  // One snapshot for both sides, because others may be writing.
  const batches = inBatches(AT_ONCE, (after: string | undefined, limit) =>
    db.transaction('REPEATABLE READ', async (tx) => {
      const keys = await findCourseKeys(tx, after ?? '', limit);
      discrepancies.push(...(await courseDiscrepancies(tx, keys)));
      return keys;
    }),
  );
  for await (const keys of batches) onRead((read += keys.length));
  return discrepancies;
}

async function courseDiscrepancies(tx: Transaction, keys: readonly string[]): Promise<Discrepancy[]> {
  const states = new Map((await loadCoursesByKeys(tx, keys)).map(({ state }) => [state.course.key, state]));
  const entries = await findEntriesOf(tx, keys);
  return keys.flatMap((key) => {
    const recorded = lastKnown((entries.get(key) ?? []) as Entry[]);
    const now = inJson(describeChange(null, states.get(key) ?? null).after) as Entry['after'];
    const fields = differing(
      recorded,
      now && lastKnown([{ kind: 'COURSE_CREATED', before: null, after: now }]),
    );
    return fields ? [{ subject: courseSubject(key), fields }] : [];
  });
}

/** The state that the entries lead to, given in their order; null if the course does not exist then. */
function lastKnown(entries: readonly Entry[]): RecordedState | null {
  let own: Fields | null = null as Fields | null;
  const runs = new Map<string, Fields>();
  for (const { kind, before, after } of entries) {
    const { courseRuns = {}, ...fields }: NonNullable<Entry['after']> = after ?? {};
    own = kind === 'COURSE_DELETED' ? null : { ...(own ?? {}), ...fields };
    for (const key of Object.keys(before?.courseRuns ?? {})) if (!(key in courseRuns)) runs.delete(key);
    for (const [key, changed] of Object.entries(courseRuns)) runs.set(key, { ...runs.get(key), ...changed });
  }
  return own && { own, runs };
}

/** The differing fields among those that entries record; null if none differs. */
function differing(recorded: RecordedState | null, now: RecordedState | null): string[] | null {
  if (!recorded || !now) return recorded === now ? null : [];
  const keys = [...new Set([...recorded.runs.keys(), ...now.runs.keys()])];
  const fields = [
    ...namesOfOthers(recorded.own, now.own),
    ...keys.flatMap((key) => {
      const [was, is] = [recorded.runs.get(key), now.runs.get(key)];
      return was && is ? namesOfOthers(was, is).map((name) => `${key} ${name}`) : [key];
    }),
  ];
  return fields.length > 0 ? fields : null;
}

const namesOfOthers = (recorded: Fields, now: Fields): string[] =>
  Object.keys(recorded).filter((name) => name in now && !isDeepStrictEqual(recorded[name], now[name]));

async function definitionDiscrepancies(tx: Transaction): Promise<Discrepancy[]> {
  const { definitions } = await readCatalogue(tx);
  const recorded = await findLastStates(tx, 'CATALOGUE_CHANGED');
  const now = new Map(
    Object.entries(definitions).flatMap(([kind, rows]: [string, readonly Definition[]]) =>
      rows.map((row) => [`${kind}:${row.slug}`, inJson(row)] as const),
    ),
  );
  const changed = othersOf(recorded, now).filter(({ subject }) => recorded.has(subject));
  const seeds = await findChangedSeeds(tx, new Set(now.keys()));
  const unmade = seeds.filter((subject) => !recorded.has(subject));
  return [...changed, ...unmade.map((subject) => ({ subject, fields: [] }))];
}

async function memberDiscrepancies(tx: Transaction): Promise<Discrepancy[]> {
  const recorded = await findLastStates(tx, 'MEMBERSHIP_CHANGED');
  return othersOf(rolesIn(recorded), await findRoles(tx));
}

const rolesIn = (recorded: ReadonlyMap<string, unknown>): Map<string, unknown> =>
  new Map(
    [...recorded].map(([subject, state]) => [
      subject,
      (state as { roles?: string[] } | null)?.roles?.toSorted(),
    ]),
  );

/** Those that differ, or are on one side only. */
const othersOf = (recorded: ReadonlyMap<string, unknown>, now: ReadonlyMap<string, unknown>): Discrepancy[] =>
  [...new Set([...recorded.keys(), ...now.keys()])]
    .filter((subject) => !isDeepStrictEqual(recorded.get(subject) ?? null, now.get(subject) ?? null))
    .map((subject) => ({ subject, fields: [] }));

const inJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown;
