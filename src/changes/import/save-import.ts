// Saves imported courses: lock, check that the course is unchanged, save, history. New courses share a transaction, because most
// of its cost does not depend on how much it saves. Provisions nothing.
import { isDeepStrictEqual } from 'node:util';
import { runTypeOf, seatsOf, soldUntil } from '../../model/courses';
import type { CourseState } from '../../model/courses';
import { tracksChanged } from '../../provisioning/events/tracks-changed';
import { findCatalogueVersion, readCatalogue } from '../../store/catalogue';
import { loadCourse, lockCourse, lockForNewCourse } from '../../store/courses/course-states';
import type { LoadedCourse } from '../../store/courses/course-states';
import { insertCourses, saveCourse } from '../../store/courses/save-course';
import { saveProducts } from '../../store/courses/products';
import { inTransaction, sqlState } from '../../store/database';
import type { Transaction } from '../../store/database';
import { appendHistory } from '../../store/history/append-history';
import { appendEvents, hasSinks } from '../../store/outbox/events';
import { moveClosingTimes } from '../../store/outbox/closing';
import type { ClosingTime } from '../../store/outbox/closing';
import type { ChangeDeps } from '../deps';
import { decideImport } from './decide-import';
import type { ImportContext, ImportDecision } from './decide-import';
import { describeImport } from './describe-import';
import type { ImportedCourse } from './imported-course';

export type ImportDeps = Pick<ChangeDeps, 'database' | 'catalogue' | 'policy' | 'clock' | 'newId'>;

/** A course to create or change, and the decision made before it was locked. */
export interface Saving {
  readonly course: ImportedCourse;
  readonly loaded: LoadedCourse | null;
  readonly decision: ImportDecision;
  readonly context: ImportContext;
  readonly actor: string;
  readonly reason: string;
}

/** The decision that was saved, or why the database refused the course. */
export type Saved = { readonly decision: ImportDecision | null; readonly problems: readonly string[] };

/** How many new courses are saved in one transaction: one at a time leaves the other processor to decisions. */
const TOGETHER = 100;
/** With fewer than this many, each is saved alone once one of them is refused. */
const FEWEST = 10;

/** Saves each course as a whole or not at all; returns in the same order. Throws if the database cannot be reached. */
export async function saveImports(deps: ImportDeps, savings: readonly Saving[]): Promise<Saved[]> {
  const fresh = savings.filter(({ decision }) => decision.fate === 'CREATED');
  const created = new Set<Saving>();
  for (let at = 0; at < fresh.length; at += TOGETHER)
    for (const one of await createTogether(deps, fresh.slice(at, at + TOGETHER))) created.add(one);
  return Promise.all(
    savings.map(async (saving) =>
      created.has(saving) ? { decision: saving.decision, problems: [] } : saveImport(deps, saving),
    ),
  );
}

/** Returns those that it created: all; none if the catalogue has changed; if one is refused, what each half creates. */
async function createTogether(deps: ImportDeps, group: readonly Saving[]): Promise<readonly Saving[]> {
  try {
    return (await inTransaction(deps.database, (tx) => create(tx, group))) ? group : [];
  } catch (error) {
    if (!isRefusal(error) || group.length < FEWEST) return [];
    const middle = Math.ceil(group.length / 2);
    const halves = [group.slice(0, middle), group.slice(middle)];
    return (await Promise.all(halves.map((half) => createTogether(deps, half)))).flat();
  }
}

async function create(tx: Transaction, group: readonly Saving[]): Promise<boolean> {
  await lockForNewCourse(tx);
  const version = await findCatalogueVersion(tx);
  if (group.some(({ context }) => context.catalogue.version !== version)) return false;
  await insertCourses(
    tx,
    group.map(({ decision }) => decision.after),
  );
  if (await hasSinks(tx)) await appendEvents(tx, group.flatMap(eventsOf));
  await appendHistory(tx, group.map(entryOf));
  return true;
}

/** Whether it is an error of data or integrity, which concerns courses and not the database. */
const isRefusal = (error: unknown): error is Error =>
  error instanceof Error && /^2[23]/.test(sqlState(error) ?? '');

const eventsOf = ({ decision: { before, after }, context: { catalogue } }: Saving) =>
  tracksChanged({ state: before, catalogue }, { state: after, catalogue });

const entryOf = ({ course, decision, actor, reason }: Saving) => ({
  ...describeImport(course, decision),
  actor,
  reason,
});

async function saveImport({ database }: ImportDeps, saving: Saving): Promise<Saved> {
  try {
    return { decision: await inTransaction(database, (tx) => save(tx, saving)), problems: [] };
  } catch (error) {
    // Its UUID is taken, for example, or its key was created meanwhile.
    if (!isRefusal(error)) throw error;
    const detail = 'detail' in error && typeof error.detail === 'string' ? error.detail : error.message;
    return { decision: null, problems: [`The database does not take it: ${detail}`] };
  }
}

async function save(tx: Transaction, saving: Saving): Promise<ImportDecision> {
  const { course } = saving;
  const loaded = saving.loaded
    ? await lockAndLoad(tx, course.key)
    : await lockForNewCourse(tx).then(() => null);
  const version = loaded?.catalogueVersion ?? (await findCatalogueVersion(tx));
  const isAsBefore = isDeepStrictEqual(loaded, saving.loaded);
  const isSameCatalogue = version === saving.context.catalogue.version;
  const catalogue = isSameCatalogue ? saving.context.catalogue : await readCatalogue(tx);
  const decision =
    isAsBefore && isSameCatalogue
      ? saving.decision
      : decideImport(course, loaded?.state ?? null, { ...saving.context, catalogue });
  if (decision.fate === 'UNCHANGED') return decision;
  const { before, after } = decision;
  const saved = await saveCourse(tx, before, after);
  if (before) await saveProducts(tx, saved);
  if (before && saving.context.policy.isShop)
    await moveClosingTimes(tx, closingTimesOf(saved, { ...saving.context, catalogue }));
  const holding = { ...saving, decision, context: { ...saving.context, catalogue } };
  if (await hasSinks(tx)) await appendEvents(tx, eventsOf(holding));
  await appendHistory(tx, [entryOf(holding)]);
  return decision;
}

/** A shop keeps no deadlines, so its seats close by ours, although an import sends nothing. */
const closingTimesOf = ({ runs }: CourseState, { catalogue, policy }: ImportContext): ClosingTime[] =>
  runs.flatMap((run) =>
    seatsOf(run, runTypeOf(run, catalogue), policy).map((seat) => ({
      courseRunId: run.id,
      seatType: seat.seatType.slug,
      until: soldUntil(run, seat),
    })),
  );

async function lockAndLoad(tx: Transaction, course: string): Promise<LoadedCourse | null> {
  await lockCourse(tx, { course });
  return loadCourse(tx, { course });
}
