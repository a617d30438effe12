// The LMS over REST: reads a run's modes, changes what differs one by one, and reads them back. Does not decide when.
import { NO_SKUS } from '../../model/provisioning';
import type { LmsMessage } from '../messages';
import { paced } from '../pace/budget';
import { refused, retry } from '../target';
import type { Delivered, Lms, Outcome, Warnings } from '../target';
import type { ModeFields } from './responses';
import { actualOf, changesFor, renamed } from './modes';
import type { Change } from './modes';
import { createEndpoint, Stopped, talk } from './endpoint';
import type { RestOptions } from './endpoint';
import { createLearners } from './learners';
import type { CountLearners } from './learners';
import { apply, clear, ensureModes, recreate, modesOf, requireRun } from './run';
import type { Run } from './run';

export interface LmsRest extends Lms {
  /** Adds those of these modes that the run lacks. Throws Stopped. */
  readonly ensureModes: (
    courseRunKey: string,
    slugs: readonly string[],
    signal: AbortSignal,
  ) => Promise<void>;
  /** Throws Stopped with a refusal if the LMS does not have the run. */
  readonly requireRun: (courseRunKey: string, signal: AbortSignal) => Promise<void>;
}
export interface LmsRestOptions extends RestOptions {
  readonly clock: () => Date;
  readonly log?: Warnings;
}

/** A list of learners may take longer than anything else. */
const COUNT_DEADLINES = 3;
const DELIVERED: Delivered = { kind: 'delivered', skus: NO_SKUS };

/**
 * openedx-platform's course_modes API (common/djangoapps/course_modes/rest_api). It has no revisions: the order of
 * deliveries, and reading before writing, must suffice. E-Commerce's own push comes first, and deletes every mode that
 * it does not know except masters; missing modes are added again here, and modes that it brought back are removed. A
 * mode is added before another is removed, because a run without modes is open to all as audit; a mode with learners is
 * not removed. A mode that stays is never deleted: its mobile SKUs and description would be lost.
 */
export function createLmsRest({ log, clock, ...options }: LmsRestOptions): LmsRest {
  const { deadlineMs, budget } = options;
  const endpoint = createEndpoint(options);
  const learnersOf = createLearners(endpoint, clock);
  const runOf = (courseRunKey: string, signal: AbortSignal): Run => ({ endpoint, courseRunKey, signal, log });

  function deliver(message: LmsMessage): Promise<Outcome> {
    return talk(deadlineMs, async (signal) => {
      const run = runOf(message.courseRunKey, signal);
      const had = await foundIn(run);
      const changes = changesFor(message, had);
      if (changes.length === 0) return DELIVERED;
      await requireNoLearners(learnersOf, run, changes);
      await change(run, message, { had, changes });
      const left = changesFor(message, await modesOf(run));
      if (left.length === 0) return DELIVERED;
      return retry(`It took every change, but these are left: ${JSON.stringify(left)}`);
    });
  }

  const read = (courseRunKey: string, patienceMs?: number) => {
    const once = () =>
      talk(deadlineMs, async (signal) => {
        const found = await foundIn(runOf(courseRunKey, signal));
        return { kind: 'read' as const, actual: { modes: found.map(actualOf) } };
      });
    return paced(budget, once, { patienceMs });
  };

  async function countLearners(courseRunKey: string): Promise<ReadonlyMap<string, number>> {
    const counted = () =>
      talk(deadlineMs * COUNT_DEADLINES, async (signal) => ({
        kind: 'counted' as const,
        ...(await learnersOf({ courseRunKey, about: null, signal })),
      }));
    // A person, or a bulk change, waits for the answer.
    const answer = await paced(budget, counted, { purpose: 'delivery', patienceMs: deadlineMs });
    if (answer.kind === 'counted') return answer.counts;
    throw new Error(`The LMS did not say who is enrolled. ${answer.error}`);
  }
  return {
    budget,
    deliver,
    read,
    countLearners,
    ensureModes: (courseRunKey, slugs, signal) => ensureModes(runOf(courseRunKey, signal), slugs),
    requireRun: (courseRunKey, signal) => requireRun(runOf(courseRunKey, signal)),
    close: endpoint.close,
  };
}

/** The modes of a run. Stops with a refusal if the LMS does not have it. */
async function foundIn(run: Run): Promise<ModeFields[]> {
  const found = await modesOf(run);
  if (found.length === 0) await requireRun(run);
  return found;
}

/** Stops with a refusal if learners are enrolled in a mode that is to be removed. */
async function requireNoLearners(
  learnersOf: CountLearners,
  { courseRunKey, signal }: Run,
  changes: readonly Change[],
): Promise<void> {
  const about = changes.filter(({ method }) => method === 'DELETE').map(({ slug }) => slug);
  if (about.length === 0) return;
  const { counts, isAtLeast } = await learnersOf({ courseRunKey, about, signal });
  const held = about.filter((slug) => counts.has(slug));
  const numberOf = (slug: string) => `${isAtLeast ? 'at least ' : ''}${counts.get(slug)}`;
  const wordsOf = (slug: string) =>
    `The ${slug} course mode has ${numberOf(slug)} enrolled learners and can't be removed.`;
  if (held.length > 0) throw new Stopped(refused(held.map(wordsOf).join('\n')));
}

/** Adds, then changes, then removes. */
async function change(
  run: Run,
  message: LmsMessage,
  { had, changes }: { readonly had: readonly ModeFields[]; readonly changes: readonly Change[] },
): Promise<void> {
  const are = (method: Change['method']) => changes.filter((one) => one.method === method);
  const clearing = are('CLEAR');
  for (const one of are('POST')) await apply(run, one);
  const isCleared = clearing.length > 0 && (await clear(run, clearing));
  if (!isCleared) await recreate(run, clearing);
  const patches = isCleared ? await patchesAfter(run, message, had) : are('PATCH');
  for (const one of [...patches, ...are('DELETE')]) await apply(run, one);
}

/** Clearing has renamed every mode, whether wanted or not. */
async function patchesAfter(
  run: Run,
  message: LmsMessage,
  before: readonly ModeFields[],
): Promise<readonly Change[]> {
  const after = await modesOf(run);
  const others = before.filter(({ mode_slug }) => !message.modes.some(({ slug }) => slug === mode_slug));
  return [
    ...changesFor(message, after).filter(({ method }) => method === 'PATCH'),
    ...renamed(others, after),
  ];
}
