// Turns the outcome of a change into the parent of its payload's fields.
import type { Outcome } from '../changes/apply/command';
import type { ChangeDeps } from '../changes/deps';
import { Denied } from '../identity/permissions';
import { mayGainByRoles } from '../identity/roles';
import type { CourseRun, CourseState } from '../model/courses';
import { wholeViewer } from '../model/viewer';
import type { Viewer } from '../model/viewer';
import type { Context } from './context';
import { requireKnownTypes } from './loading/loaders';
import type { CourseParent } from './parents';

type Change<I, O> = (deps: ChangeDeps, viewer: Viewer, input: I) => Promise<O>;

/** Runs the change for the viewer, with memberships if they can matter, and reports a denial. */
async function runChange<I, O>(context: Context, change: Change<I, O>, input: I): Promise<O> {
  const { deps, viewer, onDenied } = context;
  try {
    const { override } = input as { readonly override?: boolean | null };
    const who = mayGainByRoles(viewer, override === true) ? await wholeViewer(viewer) : viewer;
    return await change(deps, who, input);
  } catch (error) {
    if (error instanceof Denied) onDenied(error.by(viewer.username));
    throw error;
  }
}

/** Makes the change. Clears the loaders first, so that the fields of the response see what it saved. */
export async function makeChange<I, O>(context: Context, change: Change<I, O>, input: I): Promise<O> {
  // Mutations of one request run one after the other; once nobody waits, the next one does not start.
  context.ended?.throwIfAborted();
  context.loaders.forget();
  return runChange(context, change, input);
}

/** Makes a change to a course and returns the fields that all such payloads share. */
export async function makeCourseChange<I>(context: Context, change: Change<I, Outcome>, input: I) {
  return payloadOf(context, await makeChange(context, change, input));
}

/** Returns what the change would return, without saving anything. */
export async function previewChange<I>(context: Context, preview: Change<I, Outcome>, input: I) {
  return payloadOf(context, await runChange(context, preview, input));
}

/** Deletes, and returns the payload with the deleted key; null if it was refused. */
export async function makeDeletion<I extends { readonly key: string }>(
  context: Context,
  deletion: Change<I, Outcome>,
  input: I,
) {
  const payload = await makeCourseChange(context, deletion, input);
  return { ...payload, deletedKey: payload.violations.length === 0 ? input.key : null };
}

async function payloadOf({ deps }: Context, { state, courseRunKey, ...rest }: Outcome) {
  if (state) await requireKnownTypes(deps.catalogue, [state.course], state.runs);
  const course = state && withRuns(state);
  const courseRun = course?.runs?.find((run) => run.key === courseRunKey) ?? null;
  return { ...rest, course, courseRun };
}

/** Returns the course with its runs, each linked back to it: a preview's runs are not in the database. */
function withRuns(state: CourseState): CourseParent {
  const runs: CourseRun[] = [];
  const course = { ...state.course, runs };
  runs.push(...state.runs.map((run) => ({ ...run, course })));
  return course;
}
