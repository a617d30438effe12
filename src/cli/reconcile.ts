// reconcile: holds what E-Commerce and the LMS have against what they should have, run by run, and asks again on request.
import { randomUUID } from 'node:crypto';
import type { ChangeDeps } from '../changes/deps';
import { reconcile } from '../changes/reconcile';
import type { Reconciled } from '../changes/reconcile';
import { downstreamOf, policyOf } from '../config';
import type { Config } from '../config';
import { SERVICE } from '../identity/permissions';
import { createDownstream } from '../provisioning/downstream';
import { createCatalogueSource } from '../store/catalogue';
import { countSoldRuns } from '../store/courses/due-runs';
import { findCoursesByKeys } from '../store/courses/find-courses';
import { openDatabase } from '../store/data-source';
import { findSkus } from '../store/courses/find-skus';
import { withDatabase } from './database';
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
  const all = report === undefined ? [] : readReport(report);
  const after = flags.resumeFrom ?? all.at(-1)?.courseRunKey ?? '';
  const total = all.length + (await countSoldRuns(deps.database, { after, courseKey }));
  const progress = createProgress(total);
  const repair = flags.repair ? { as: { ...SERVICE, username: actor }, reason, isInsistent: true } : null;
  const options = { repair, runsPerSecond: flags.rate, signal };
  for await (const found of reconcile(deps, { after, courseKey }, options)) {
    all.push(found);
    if (report !== undefined) appendToReport(report, found);
    for (const line of linesOf(found)) progress.say(line);
    progress.step(all.length, `${different(all)} differ`);
  }
  progress.say(summaryOf(all));
  if (signal.aborted) throw new Error('Stopped before the end; the same --report continues it.');
  return exitCodeOf(all);
}

function summaryOf(all: readonly Reconciled[]): string {
  const asked = all.filter((found) => found.asked.length > 0).length;
  return `${all.length} runs: ${different(all)} differ, ${unknown(all)} could not be asked about, ${asked} asked for again.`;
}

function exitCodeOf(all: readonly Reconciled[]): number {
  if (all.length > 0 && unknown(all) === all.length) return 2;
  return different(all) + unknown(all) > 0 ? 1 : 0;
}

const unknown = (all: readonly Reconciled[]): number =>
  all.filter(({ isInSync }) => isInSync === null).length;
const different = (all: readonly Reconciled[]): number =>
  all.filter(({ isInSync }) => isInSync === false).length;

function linesOf({ courseRunKey, drift, asked, problem }: Reconciled): string[] {
  const said = drift.flatMap(({ target, error, differences }) => [
    ...(error === null ? [] : [`${target} could not be asked: ${error}`]),
    ...differences.map(({ kind, item, field, expected, actual }) =>
      [target, kind, item, ...(field === null ? [] : [`${field} is ${actual}, should be ${expected}`])].join(
        ' ',
      ),
    ),
  ]);
  const done = asked.length > 0 ? [`asked for again: ${asked.join(' ')}`] : [];
  return [...said, ...(problem === null ? [] : [problem]), ...done].map((line) => `${courseRunKey} ${line}`);
}

async function withDeps<T>(config: Config, url: string, work: (deps: ChangeDeps) => Promise<T>): Promise<T> {
  const { HOST, SANDBOX, SANDBOX_PORT } = config;
  const sandbox = (offset: number) => `http://${HOST}:${SANDBOX_PORT + offset}/graphql`;
  const urls = SANDBOX ? { ecommerceUrl: sandbox(2), lmsUrl: sandbox(3) } : {};
  const clock = () => new Date();
  const database = await openDatabase({ url });
  const skusOf = (courseRunKey: string) => findSkus(database, courseRunKey);
  const downstream = createDownstream({ ...downstreamOf(config), ...urls, skusOf, clock });
  const { countLearners, readers } = downstream;
  const catalogue = await createCatalogueSource(database, { pollMs: 1_000, onError: () => undefined });
  // The relay that delivers is another process; it looks by itself.
  const onProvisioningAsked = () => undefined;
  try {
    const policy = policyOf(config);
    return await work({
      database,
      catalogue,
      policy,
      clock,
      newId: randomUUID,
      countLearners,
      readers,
      onProvisioningAsked,
    });
  } finally {
    await catalogue.stop();
    await Promise.all([downstream.close(), database.destroy()]);
  }
}
