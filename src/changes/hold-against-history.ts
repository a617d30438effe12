// Checks that the state is what history says: finds rows that were changed, added or removed outside the service, with
// its guards switched off, and that no history entry explains.
import { isDeepStrictEqual } from 'node:util';
import type { Definition } from '../model/catalogue';
import { courseSubject } from '../model/history';
import type { ChangeKind } from '../model/history';
import { readCatalogue } from '../store/catalogue';
import { loadCoursesByKeys } from '../store/courses/course-states';
import type { Database, Transaction } from '../store/database';
import { findCourseKeys, findEntriesOf, findLastStates, findRoles } from '../store/history/verify';
import { findChangedSeeds } from '../store/history/seeds';
import { describeChange } from './apply/describe-change';

/** Something that is not as its history entries left it. */
export interface Untold {
  readonly subject: string;
  /** The fields that differ; empty if the thing exists and should not, or the other way round. */
  readonly fields: readonly string[];
}

type Fields = Readonly<Record<string, unknown>>;
interface Known {
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
export async function holdAgainstHistory(db: Database, onRead: (courses: number) => void): Promise<Untold[]> {
  const untold = await db.transaction('REPEATABLE READ', async (tx) => [
    ...(await untoldDefinitions(tx)),
    ...(await untoldMembers(tx)),
  ]);
  let read = 0;
  for (let after: string | undefined = ''; after !== undefined;) {
    // One snapshot for both sides, because others may be writing.
    const keys: string[] = await db.transaction('REPEATABLE READ', async (tx) => {
      const found = await findCourseKeys(tx, after ?? '', AT_ONCE);
      untold.push(...(await untoldCourses(tx, found)));
      return found;
    });
    onRead((read += keys.length));
    after = keys.length === AT_ONCE ? keys.at(-1) : undefined;
  }
  return untold;
}

async function untoldCourses(tx: Transaction, keys: readonly string[]): Promise<Untold[]> {
  const states = new Map((await loadCoursesByKeys(tx, keys)).map(({ state }) => [state.course.key, state]));
  const entries = await findEntriesOf(tx, keys);
  return keys.flatMap((key) => {
    const told = lastKnown((entries.get(key) ?? []) as Entry[]);
    const now = inJson(describeChange(null, states.get(key) ?? null).after) as Entry['after'];
    const fields = differing(told, now && lastKnown([{ kind: 'COURSE_CREATED', before: null, after: now }]));
    return fields ? [{ subject: courseSubject(key), fields }] : [];
  });
}

/** The state that the entries lead to, given in their order; null if the course does not exist then. */
function lastKnown(entries: readonly Entry[]): Known | null {
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
function differing(told: Known | null, now: Known | null): string[] | null {
  if (!told || !now) return told === now ? null : [];
  const keys = [...new Set([...told.runs.keys(), ...now.runs.keys()])];
  const fields = [
    ...namesOfOthers(told.own, now.own),
    ...keys.flatMap((key) => {
      const [said, is] = [told.runs.get(key), now.runs.get(key)];
      return said && is ? namesOfOthers(said, is).map((name) => `${key} ${name}`) : [key];
    }),
  ];
  return fields.length > 0 ? fields : null;
}

const namesOfOthers = (told: Fields, now: Fields): string[] =>
  Object.keys(told).filter((name) => name in now && !isDeepStrictEqual(told[name], now[name]));

async function untoldDefinitions(tx: Transaction): Promise<Untold[]> {
  const { definitions } = await readCatalogue(tx);
  const told = await findLastStates(tx, 'CATALOGUE_CHANGED');
  const now = new Map(
    Object.entries(definitions).flatMap(([kind, rows]: [string, readonly Definition[]]) =>
      rows.map((row) => [`${kind}:${row.slug}`, inJson(row)] as const),
    ),
  );
  const changed = othersOf(told, now).filter(({ subject }) => told.has(subject));
  const seeds = await findChangedSeeds(tx, new Set(now.keys()));
  const unmade = seeds.filter((subject) => !told.has(subject));
  return [...changed, ...unmade.map((subject) => ({ subject, fields: [] }))];
}

async function untoldMembers(tx: Transaction): Promise<Untold[]> {
  const told = await findLastStates(tx, 'MEMBERSHIP_CHANGED');
  return othersOf(rolesIn(told), await findRoles(tx));
}

const rolesIn = (told: ReadonlyMap<string, unknown>): Map<string, unknown> =>
  new Map(
    [...told].map(([subject, state]) => [subject, (state as { roles?: string[] } | null)?.roles?.toSorted()]),
  );

/** Those that differ, or are on one side only. */
const othersOf = (told: ReadonlyMap<string, unknown>, now: ReadonlyMap<string, unknown>): Untold[] =>
  [...new Set([...told.keys(), ...now.keys()])]
    .filter((subject) => !isDeepStrictEqual(told.get(subject) ?? null, now.get(subject) ?? null))
    .map((subject) => ({ subject, fields: [] }));

const inJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown;
