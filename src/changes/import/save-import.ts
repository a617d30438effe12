// Saves an imported course in one transaction: lock, check that it is unchanged, save, history. Provisions nothing.
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

/** Saves the whole course or nothing. Throws if the database cannot be reached. */
export async function saveImport({ database }: ImportDeps, saving: Saving): Promise<Saved> {
  try {
    return { decision: await inTransaction(database, (tx) => save(tx, saving)), problems: [] };
  } catch (error) {
    // Data and integrity errors concern this course alone: its UUID is taken, or its key was created meanwhile.
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
