// Resolves type options: gives them the course to decide on, as stored or as a preview would leave it. The plan of an
// option is computed only when selected.
import type { OptionsContext, TypeOption } from '../../changes/type-options';
import type { LoadedCourse } from '../../store/courses/course-states';
import type { Context } from '../context';
import type { CourseParent } from '../parents';
import type { End } from '../../store/database';

/** How long calculations may use one turn of the event loop before the rest waits for the next. */
const TURN_MS = 10;

let began: number | undefined;
const waiting: (() => void)[] = [];

/** Resolves when the calculation may go on; undefined: now. Throws or rejects with the reason if a request is over. */
export function giveWay(end?: End): Promise<void> | undefined {
  end?.throwIfAborted();
  if (performance.now() - (began ?? begin()) < TURN_MS) return undefined;
  return new Promise<void>((resolve) => {
    if (waiting.push(resolve) === 1) setImmediate(resumeNext);
  }).then(() => end?.throwIfAborted());
}

/** Starts the clock of this turn. */
function begin(): number {
  if (began === undefined) setImmediate(() => (began = undefined));
  return (began = performance.now());
}

/** Resumes one per turn, with all of its time; otherwise those waiting would all run one after the other anyway. */
function resumeNext(): void {
  begin();
  waiting.shift()?.();
  if (waiting.length > 0) setImmediate(resumeNext);
}

/** Returns the options for the course; none if it has been deleted in the meantime. */
export async function optionsOf<T>(
  course: CourseParent,
  { loaders, deps, ended }: Context,
  options: (loaded: LoadedCourse, context: OptionsContext) => T[] | Promise<T[]>,
): Promise<T[]> {
  const stored = await storedOf(course, loaders);
  if (!stored) return [];
  const state = course.runs ? { course, runs: course.runs } : stored.state;
  const { catalogue, policy, clock } = deps;
  const pause = () => giveWay(ended);
  await pause();
  return options({ ...stored, state }, { catalogue: catalogue.current(), policy, now: clock(), pause });
}

/** A course that exists only in a preview has no internal id, and nothing was ever provisioned for it. */
async function storedOf(course: CourseParent, loaders: Context['loaders']): Promise<LoadedCourse | null> {
  if (course.id !== '') return loaders.decisions.load(course.id);
  return { state: { course, runs: course.runs ?? [] }, requested: new Map(), catalogueVersion: 0 };
}

const planned = {
  plan: async (option: TypeOption<unknown>, _: unknown, { ended }: Context) => {
    await giveWay(ended);
    return option.plan();
  },
  pricesNeeded: (option: TypeOption<unknown>) => option.pricesNeeded(),
};

export const CourseTypeOption = planned;
export const CourseRunTypeOption = planned;
