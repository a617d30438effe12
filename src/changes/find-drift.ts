// Compares what the downstream systems have of a run with what they should have. Changes nothing, and keeps no
// transaction open meanwhile.
import type { Drift, DriftDifference, SentRevisions, ProvisioningTarget } from '../model/provisioning';
import { NOTHING_KNOWN } from '../model/provisioning';
import { isProvisioned } from '../model/courses';
import type { CourseRun } from '../model/courses';
import { courseRevisionOf, isHeldBack } from '../provisioning/desired-state';
import { modeDifferences, productDifferences, revisionDifferences, expectedOf } from '../provisioning/drift';
import type { Reading } from '../provisioning/target';
import { loadCourse } from '../store/courses/course-states';
import { desiredContext } from './apply/decide';
import type { ChangeDeps } from './deps';

/** What was found out about one run. */
export interface RunDrift {
  readonly run: CourseRun;
  /** One per system; E-Commerce only if the run has or had seats. */
  readonly drifts: readonly Drift[];
  /** The latest revisions that any of them was sent. */
  readonly known: SentRevisions;
  /** How long to leave a rate-limited system alone, in milliseconds; 0 if none was. */
  readonly pauseMs: number;
}

const HELD_BACK =
  'It is held back: the price of a seat, or who is paid for it, is unknown, so nothing is delivered.';

/**
 * Asks the run's systems; waits up to `patienceMs` for their request budgets. Returns null if there is no such run. Never throws
 * because of a system.
 */
export async function findDrift(
  deps: ChangeDeps,
  courseRunKey: string,
  patienceMs = 0,
): Promise<RunDrift | null> {
  const loaded = await loadCourse(deps.database, { run: courseRunKey });
  const run = loaded?.state.runs.find(({ key }) => key === courseRunKey);
  if (!loaded || !run) return null;
  const catalogue = await deps.catalogue.atLeast(loaded.catalogueVersion);
  const context = desiredContext(loaded, { ...deps, catalogue, now: deps.clock() });
  if (isProvisioned(run, context.now) && isHeldBack(run, context)) {
    const unasked = {
      courseRunKey,
      checkedAt: context.now,
      isInSync: null,
      error: HELD_BACK,
      differences: [],
    };
    return { run, drifts: [{ ...unasked, target: 'LMS' }], known: NOTHING_KNOWN, pauseMs: 0 };
  }
  const { products, modes } = expectedOf(run, loaded.state, context);
  const { ECOMMERCE, LMS } = deps.readers;
  const ours = { revision: run.revision, courseRevision: courseRevisionOf(run, context) };
  let known = NOTHING_KNOWN;
  let pauseMs = 0;
  const driftOf = async <Actual extends Partial<SentRevisions>>(
    target: ProvisioningTarget,
    pendingReading: Promise<Reading<Actual>>,
    differencesTo: (actual: Actual | null) => DriftDifference[],
  ): Promise<Drift> => {
    const reading = await pendingReading;
    const found = { courseRunKey, target, checkedAt: deps.clock() };
    if (reading.kind === 'paused') pauseMs = Math.max(pauseMs, reading.pauseMs ?? 0);
    if (reading.kind !== 'read') return { ...found, isInSync: null, error: reading.error, differences: [] };
    known = latestOf(known, reading.actual);
    const differences = [...revisionDifferences(ours, reading.actual), ...differencesTo(reading.actual)];
    return { ...found, isInSync: differences.length === 0, error: null, differences };
  };
  const drifts = await Promise.all([
    ...(products && ECOMMERCE
      ? [
          driftOf('ECOMMERCE', ECOMMERCE.read(run.key, patienceMs), (actual) =>
            productDifferences(products, actual, context.now),
          ),
        ]
      : []),
    driftOf('LMS', LMS.read(run.key, patienceMs), (actual) => modeDifferences(modes, actual)),
  ]);
  return { run, drifts, known, pauseMs };
}

const latestOf = (known: SentRevisions, actual: Partial<SentRevisions> | null): SentRevisions => ({
  revision: Math.max(known.revision, actual?.revision ?? 0),
  courseRevision: Math.max(known.courseRevision, actual?.courseRevision ?? 0),
});
