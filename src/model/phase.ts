// Where a run is in its life, worked out from what is stored; never stored itself.
import type { CourseRun } from './courses';

/**
 * DRAFT: everything may change. IN_REVIEW: nothing that is sold may. LOCKED: it has products, tracks may only be added.
 * ENDED: it has products and is over.
 */
export type Phase = 'DRAFT' | 'IN_REVIEW' | 'LOCKED' | 'ENDED';

/** The phase of the run at that time. */
export function phaseOf(run: CourseRun, now: Date): Phase {
  if (run.hasProducts && run.end !== null && run.end <= now) return 'ENDED';
  if (run.status === 'LEGAL_REVIEW' || run.status === 'INTERNAL_REVIEW') return 'IN_REVIEW';
  return run.hasProducts ? 'LOCKED' : 'DRAFT';
}

/** Whether the run is told about downstream: reviewed or published, and not over. */
export function isProvisioned(run: CourseRun, now: Date): boolean {
  return (run.status === 'REVIEWED' || run.status === 'PUBLISHED') && phaseOf(run, now) !== 'ENDED';
}
