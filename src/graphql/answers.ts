// Turns what a change answers into what its payload's fields are read from.
import type { Outcome } from '../changes/apply/command';
import type { ChangeDeps } from '../changes/deps';
import { Denied } from '../identity/denials';
import { mayGainByRoles } from '../identity/roles';
import type { CourseRun, CourseState } from '../model/courses';
import { wholeViewer } from '../model/viewer';
import type { Viewer } from '../model/viewer';
import type { Context } from './context';
import { requireKnownTypes } from './loading/known-types';
import type { CourseParent } from './parents';

type Change<I, O> = (deps: ChangeDeps, viewer: Viewer, input: I) => Promise<O>;

/** Asks as the viewer is with all the memberships that it needs, and tells of what it is denied. */
async function asked<I, O>(context: Context, change: Change<I, O>, input: I): Promise<O> {
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

/** Makes the change. What was loaded before is forgotten: fields of its answer must see what it saved. */
export async function saved<I, O>(context: Context, change: Change<I, O>, input: I): Promise<O> {
  // Mutations of one request come one after the other; the next is not begun when nobody waits for it.
  context.ended?.throwIfAborted();
  context.loaders.forget();
  return asked(context, change, input);
}

/** Makes the change of a course and answers the fields that all payloads of such changes share. */
export async function changed<I>(context: Context, change: Change<I, Outcome>, input: I) {
  return payloadOf(context, await saved(context, change, input));
}

/** What the change would answer; nothing is saved. */
export async function previewed<I>(context: Context, preview: Change<I, Outcome>, input: I) {
  return payloadOf(context, await asked(context, preview, input));
}

/** Deletes, and answers with the key of what is gone; null when it was refused. */
export async function deleted<I extends { readonly key: string }>(
  context: Context,
  deletion: Change<I, Outcome>,
  input: I,
) {
  const payload = await changed(context, deletion, input);
  return { ...payload, deletedKey: payload.violations.length === 0 ? input.key : null };
}

async function payloadOf({ deps }: Context, { state, courseRunKey, ...rest }: Outcome) {
  if (state) await requireKnownTypes(deps.catalogue, [state.course], state.runs);
  const course = state && withRuns(state);
  const courseRun = course?.runs?.find((run) => run.key === courseRunKey) ?? null;
  return { ...rest, course, courseRun };
}

/** The course with its runs, each of which leads back to it: a preview's are in no database. */
function withRuns(state: CourseState): CourseParent {
  const runs: CourseRun[] = [];
  const course = { ...state.course, runs };
  runs.push(...state.runs.map((run) => ({ ...run, course })));
  return course;
}
