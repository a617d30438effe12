// The one transaction of an imported course: lock, see that it is still as it was, save, history. Nothing is provisioned.
import { isDeepStrictEqual } from 'node:util';
import { tracksChanged } from '../../provisioning/events/tracks-changed';
import { findCatalogueVersion, readCatalogue } from '../../store/catalogue';
import { loadCourse, lockCourse, lockForNewCourse } from '../../store/courses/course-states';
import type { LoadedCourse } from '../../store/courses/course-states';
import { saveCourse } from '../../store/courses/save-course';
import { saveProducts } from '../../store/courses/save-products';
import { inTransaction, sqlState } from '../../store/database';
import type { Transaction } from '../../store/database';
import { appendHistory } from '../../store/history/append-history';
import { appendEvents } from '../../store/outbox/events';
import type { ChangeDeps } from '../deps';
import { decideImport } from './decide-import';
import type { ImportContext, ImportDecision } from './decide-import';
import { describeImport } from './describe-import';
import type { ImportedCourse } from './imported-course';

export type ImportDeps = Pick<ChangeDeps, 'database' | 'catalogue' | 'policy' | 'clock' | 'newId'>;

/** A course that is not as it should be, and what was decided about it before it was locked. */
export interface Saving {
  readonly course: ImportedCourse;
  readonly loaded: LoadedCourse | null;
  readonly decision: ImportDecision;
  readonly context: ImportContext;
  readonly actor: string;
  readonly reason: string;
}

/** What came of it: the decision that holds, or why the database does not take the course. */
export type Saved = { readonly decision: ImportDecision | null; readonly problems: readonly string[] };

/** Saves all of the course or nothing. Throws when the database cannot be reached. */
export async function saveImport({ database }: ImportDeps, saving: Saving): Promise<Saved> {
  try {
    return { decision: await inTransaction(database, (tx) => save(tx, saving)), problems: [] };
  } catch (error) {
    // Data and integrity are this course's alone: a UUID that another one has, or a key that somebody else made meanwhile.
    if (!/^2[23]/.test(sqlState(error) ?? '') || !(error instanceof Error)) throw error;
    const detail = 'detail' in error && typeof error.detail === 'string' ? error.detail : error.message;
    return { decision: null, problems: [`The database does not take it: ${detail}`] };
  }
}

async function save(tx: Transaction, saving: Saving): Promise<ImportDecision> {
  const { course, actor, reason } = saving;
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
  await appendEvents(tx, tracksChanged({ state: before, catalogue }, { state: after, catalogue }));
  await appendHistory(tx, [{ ...describeImport(course, decision), actor, reason }]);
  return decision;
}

async function lockAndLoad(tx: Transaction, course: string): Promise<LoadedCourse | null> {
  await lockCourse(tx, { course });
  return loadCourse(tx, { course });
}
