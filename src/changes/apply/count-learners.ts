// Asks the LMS how many learners a waived removal would take modes from. Runs only then, and before the transaction.
import type { Catalogue } from '../../model/catalogue';
import { runTypeOf } from '../../model/courses';
import type { CourseRun } from '../../model/courses';
import { Fault } from '../../model/faults';
import type { Viewer } from '../../model/viewer';
import type { Learners } from '../../rules/facts';
import { findCommand } from '../../store/commands';
import { loadCourse } from '../../store/courses/course-states';
import type { Command } from './command';
import { decide } from './decide';
import type { Decision } from './decide';
import type { ChangeDeps } from '../deps';
import { commandKey } from './replay';

/** The counts for the runs that would lose a mode; null if no waiver removes one. */
export async function countLearnersIfWaived(
  deps: ChangeDeps,
  viewer: Viewer,
  command: Command,
): Promise<Learners | null> {
  if (!command.isOverride || (await isRepeat(deps, viewer, command))) return null;
  const runs = await runsThatLoseModes(deps, viewer, command);
  const counts = await Promise.all(
    runs.map(async (key) => {
      try {
        return [key, await deps.countLearners(key)] as const;
      } catch {
        throw unavailable(key);
      }
    }),
  );
  return counts.length > 0 ? new Map(counts) : null;
}

/** A repeat is answered from the record, whatever the LMS would say now. */
async function isRepeat(deps: ChangeDeps, viewer: Viewer, command: Command): Promise<boolean> {
  const key = commandKey(viewer, command);
  return key !== null && (await findCommand(deps.database, key)) !== null;
}

async function runsThatLoseModes(deps: ChangeDeps, viewer: Viewer, command: Command): Promise<string[]> {
  const loaded = await loadCourse(deps.database, command.target);
  const catalogue = await deps.catalogue.atLeast(loaded?.catalogueVersion ?? 0);
  const context = { ...deps, viewer, catalogue, learners: null, now: deps.clock(), taken: [] };
  try {
    return runsLosingModes(decide(command, loaded, context), catalogue);
  } catch (error) {
    // The transaction reports the fault, based on the state at that time.
    if (error instanceof Fault) return [];
    throw error;
  }
}

/** The runs with products that would lose a mode through a waived removal. */
export function runsLosingModes({ verdict, before, proposal }: Decision, catalogue: Catalogue): string[] {
  if (!verdict.waived.includes('TRACK_REMOVED')) return [];
  const after = new Map(proposal.after?.runs.map((run) => [run.key, run]));
  const isLosing = (run: CourseRun): boolean => {
    const next = after.get(run.key);
    if (!run.hasProducts || !next) return false;
    const kept = new Set(runTypeOf(next, catalogue).trackTypes.map((track) => track.mode.slug));
    return runTypeOf(run, catalogue).trackTypes.some((track) => !kept.has(track.mode.slug));
  };
  return (before?.runs ?? []).filter(isLosing).map((run) => run.key);
}

/** Throws unless the LMS was asked about every run that would lose a mode: the course may have changed since. */
export function requireCounted(decision: Decision, catalogue: Catalogue, learners: Learners | null): void {
  const missing = runsLosingModes(decision, catalogue).find((key) => !learners?.has(key));
  if (missing !== undefined) throw unavailable(missing);
}

function unavailable(key: string): Fault {
  return new Fault(
    'DOWNSTREAM_UNAVAILABLE',
    `The LMS could not be asked how many learners ${key} has; nothing was changed. Try again later.`,
    { target: 'LMS' },
  );
}
