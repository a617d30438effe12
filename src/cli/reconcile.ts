// reconcile: compares what E-Commerce and the LMS have with what they should have, run by run; can queue again what differs.
import type { ChangeDeps } from '../changes/deps';
import { reconcile } from '../changes/reconcile';
import type { Reconciled } from '../changes/reconcile';
import { leftOutOf } from '../model/policy';
import { SERVICE } from '../identity/permissions';
import { countSoldRuns } from '../store/courses/due-runs';
import { findCoursesByKeys } from '../store/courses/find-courses';
import type { Cli, ExitCode, Outcome } from './command';
import { withDeps } from './database';
import { appendToReport, readReport } from './report';
import { counted } from '../model/text';

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

/** Exits with 1 if drift is left or a run could not be checked, with 2 if none could be checked. */
export const reconcileCommand = (cli: Cli, flags: ReconcileFlags): Promise<Outcome> => {
  const signal = cli.stopping();
  return withDeps(cli.config, (deps) => scan(deps, cli, { ...flags, signal }));
};

interface Scan extends ReconcileFlags {
  readonly signal: AbortSignal;
}

async function scan(deps: ChangeDeps, { say, note, progressOf }: Cli, flags: Scan): Promise<Outcome> {
  const { course: courseKey = null, report, actor, reason, signal } = flags;
  if (courseKey !== null && !(await findCoursesByKeys(deps.database, [courseKey]))[0]) {
    throw new Error(`There is no course ${courseKey}.`);
  }
  const all = report === undefined ? [] : readReport<Reconciled>(report, 'courseRunKey');
  const after = flags.resumeFrom ?? all.at(-1)?.courseRunKey ?? '';
  const total = all.length + (await countSoldRuns(deps.database, { after, courseKey }));
  const progress = progressOf(total);
  const repair = flags.repair ? { as: { ...SERVICE, username: actor }, reason, isInsistent: true } : null;
  const options = { repair, runsPerSecond: flags.rate, signal };
  for await (const found of reconcile(deps, { after, courseKey }, options)) {
    all.push(found);
    if (report !== undefined) appendToReport(report, found);
    for (const line of linesOf(found)) say(line);
    progress.step(all.length, `${countOf(all, false)} different`);
  }
  if (signal.aborted) note(stoppedAfter([after, ...all.map((run) => run.courseRunKey)], report));
  const { code, result } = outcomeOf(all);
  const { differ, unknown, asked } = result;
  const totals = `${counted(all.length, 'run')}: ${differ} different, ${unknown} could not be checked, ${asked} queued again.`;
  say([totals, leftOutOf(deps.policy)].filter(Boolean).join(' '));
  return { code: signal.aborted ? 2 : code, result };
}

function stoppedAfter(runs: readonly string[], report: string | undefined): string {
  const last = runs.at(-1) && ` with --resume-from ${runs.at(-1)}`;
  const how = report === undefined ? last : ' with the same --report';
  return `Stopped before the end. To continue, run it again${how}.`;
}

function outcomeOf(all: readonly Reconciled[]) {
  const [differ, unknown] = [countOf(all, false), countOf(all, null)];
  const asked = all.filter((run) => run.asked.length > 0).length;
  const found = all.filter((run) => !run.isInSync);
  const code: ExitCode = unknown > 0 && unknown === all.length ? 2 : found.length > 0 ? 1 : 0;
  return { code, result: { runs: all.length, differ, unknown, asked, found } };
}

const countOf = (all: readonly Reconciled[], isInSync: boolean | null): number =>
  all.filter((found) => found.isInSync === isInSync).length;

function linesOf({ courseRunKey, drift, asked, problem }: Reconciled): string[] {
  const differing = drift.flatMap(({ target, error, differences }) => [
    ...(error === null ? [] : [`${target} could not be checked: ${error}`]),
    ...differences.map(({ kind, item, field, expected, actual }) =>
      [target, kind, item, field && `${field} is ${actual}, should be ${expected}`].filter(Boolean).join(' '),
    ),
  ]);
  const done = asked.length > 0 ? [`queued again: ${asked.join(' ')}`] : [];
  return [...differing, ...(problem === null ? [] : [problem]), ...done].map(
    (line) => `${courseRunKey} ${line}`,
  );
}
