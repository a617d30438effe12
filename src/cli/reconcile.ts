// reconcile: holds what E-Commerce and the LMS have against what they should have, run by run, and asks again on request.
import type { ChangeDeps } from '../changes/deps';
import { reconcile } from '../changes/reconcile';
import type { Reconciled } from '../changes/reconcile';
import type { Config } from '../config';
import { SERVICE } from '../identity/permissions';
import { countSoldRuns } from '../store/courses/due-runs';
import { findCoursesByKeys } from '../store/courses/find-courses';
import { withDatabase } from './database';
import { withDeps } from './deps';
import { createProgress } from './progress';
import { appendToReport, readReport } from './report';

export interface ReconcileFlags {
  readonly repair?: boolean;
  readonly course?: string;
  readonly report?: string;
  /** Runs per second. */
  readonly rate: number;
  readonly resumeFrom?: string;
  readonly actor: string;
  readonly reason: string;
}

/** The exit code: 0 all in sync, 1 drift is left or a run could not be asked about, 2 nothing could be asked about. */
export async function reconcileCommand(config: Config, flags: ReconcileFlags): Promise<number> {
  const stopping = new AbortController();
  process.once('SIGINT', () => stopping.abort());
  try {
    return await withDatabase(config, (url) =>
      withDeps(config, url, (deps) => scan(deps, flags, stopping.signal)),
    );
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 2;
  }
}

async function scan(deps: ChangeDeps, flags: ReconcileFlags, signal: AbortSignal): Promise<number> {
  const { course: courseKey = null, report, actor, reason } = flags;
  if (courseKey !== null && !(await findCoursesByKeys(deps.database, [courseKey]))[0]) {
    throw new Error(`There is no course ${courseKey}.`);
  }
  const all = report === undefined ? [] : readReport<Reconciled>(report, 'courseRunKey');
  const after = flags.resumeFrom ?? all.at(-1)?.courseRunKey ?? '';
  const total = all.length + (await countSoldRuns(deps.database, { after, courseKey }));
  const progress = createProgress(total);
  const repair = flags.repair ? { as: { ...SERVICE, username: actor }, reason, isInsistent: true } : null;
  const options = { repair, runsPerSecond: flags.rate, signal };
  for await (const found of reconcile(deps, { after, courseKey }, options)) {
    all.push(found);
    if (report !== undefined) appendToReport(report, found);
    for (const line of linesOf(found)) progress.say(line);
    progress.step(all.length, `${countOf(all, false)} differ`);
  }
  const asked = all.filter((found) => found.asked.length > 0).length;
  const [differ, unknown] = [countOf(all, false), countOf(all, null)];
  progress.say(
    `${all.length} runs: ${differ} differ, ${unknown} could not be asked about, ${asked} asked for again.`,
  );
  if (signal.aborted) throw new Error('Stopped before the end; the same --report continues it.');
  if (unknown > 0 && unknown === all.length) return 2;
  return Number(differ + unknown > 0);
}

const countOf = (all: readonly Reconciled[], isInSync: boolean | null): number =>
  all.filter((found) => found.isInSync === isInSync).length;

function linesOf({ courseRunKey, drift, asked, problem }: Reconciled): string[] {
  const said = drift.flatMap(({ target, error, differences }) => [
    ...(error === null ? [] : [`${target} could not be asked: ${error}`]),
    ...differences.map(({ kind, item, field, expected, actual }) =>
      [target, kind, item, field && `${field} is ${actual}, should be ${expected}`].filter(Boolean).join(' '),
    ),
  ]);
  const done = asked.length > 0 ? [`asked for again: ${asked.join(' ')}`] : [];
  return [...said, ...(problem === null ? [] : [problem]), ...done].map((line) => `${courseRunKey} ${line}`);
}
