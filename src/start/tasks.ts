// Runs a relay process's own tasks: publishes due runs, makes bulk changes course by course, and periodically scans all
// runs for drift and follows Studio.
import { setTimeout as sleep } from 'node:timers/promises';
import { changeDueCourse } from '../changes/bulk/change-due-course';
import type { ChangeDeps } from '../changes/deps';
import { goLive } from '../changes/set-course-run-status';
import { reconcile } from '../changes/reconcile';
import { SERVICE } from '../identity/permissions';
import type { ProvisioningTarget } from '../model/provisioning';
import type { Log } from '../ops/log';
import { createLoop } from '../provisioning/pace/loop';
import type { Database } from '../store/database';
import { createLeadership } from '../store/leadership';
import { createFollowing } from './following';
import type { FollowingOptions } from './following';

export interface TaskOptions {
  readonly deps: ChangeDeps;
  /** The same database without a pooler: a held lock needs its own connection. Left out: that of deps. */
  readonly sessions?: Database;
  readonly log: Log;
  /** In [0, 1). */
  readonly random: () => number;
  /** The pause between two scans; 0: no scans. */
  readonly reconcileEveryMs: number;
  /** Whether a scan requests provisioning again for what differs. */
  readonly isRepairing: boolean;
  /** The source of runs to follow, how often to read it, and events in between; if left out, nothing is followed. */
  readonly following?: Pick<FollowingOptions, 'lms' | 'everyMs' | 'events'>;
  /** Called for each run that differs in a system. */
  readonly onDrift?: (target: ProvisioningTarget, runs: number) => void;
}

/** On average: a run must go live within a minute. */
const GO_LIVE_MS = 20_000;
/** How often a replica checks whether the one that scans is still there. */
const LEADERSHIP_MS = 60_000;
const RUNS_PER_SECOND = 5;
/** The relay, which is stopped next, must hand over within a second. */
const STOP_WITHIN_MS = 400;
/** Any numbers, as long as nothing else on the same database uses them for advisory locks. */
const RECONCILE_LOCK = 7_261_546;
const FOLLOW_LOCK = 7_261_547;

/** Starts the tasks; after `stop` nothing is under way, except at worst a request to a hanging system. */
export function startTasks(options: TaskOptions): { readonly stop: () => Promise<void> } {
  const { deps, sessions = deps.database, log, random, reconcileEveryMs } = options;
  const stopping = new AbortController();
  const { following } = options;
  const { signal } = stopping;
  const leadership = createLeadership(sessions, RECONCILE_LOCK);
  const followLeadership = createLeadership(sessions, FOLLOW_LOCK);
  const onError = (error: unknown) => log.error({ error }, 'A periodic task failed.');
  const repeating = (turn: () => Promise<number>) => createLoop({ turn, onError, random });
  const publishing = repeating(async () => {
    await publishDue(deps, log);
    return GO_LIVE_MS * (0.5 + random());
  });
  const scanning = repeating(async () => {
    if (!(await leadership.isOurs())) return Math.min(LEADERSHIP_MS, reconcileEveryMs);
    await scan(options, signal);
    return reconcileEveryMs;
  });
  const changing = repeating(() => changeDueCourse(deps, null));
  const loops = [
    ...[publishing, changing],
    ...(reconcileEveryMs > 0 ? [scanning] : []),
    ...(following ? createFollowing({ ...options, ...following, leadership: followLeadership, signal }) : []),
  ];
  loops.forEach((loop) => loop.start());
  return {
    stop: async () => {
      stopping.abort();
      const stopped = Promise.all(loops.map((loop) => loop.stop()));
      await Promise.race([stopped, sleep(STOP_WITHIN_MS, undefined, { ref: false })]);
      await Promise.all([leadership.end(), followLeadership.end()]);
    },
  };
}

async function publishDue(deps: ChangeDeps, log: Log): Promise<void> {
  for (const { key, ...result } of await goLive(deps)) {
    if ('error' in result) log.error({ courseRunKey: key, ...result }, 'A run could not go live.');
    else if (result.outcome.violations.length > 0) {
      log.warn({ courseRunKey: key, violations: result.outcome.violations }, 'A run may not go live.');
    }
  }
}

async function scan({ deps, log, isRepairing, onDrift }: TaskOptions, signal: AbortSignal): Promise<void> {
  const repair = { as: SERVICE, reason: 'A scan found that it differs downstream.', isInsistent: false };
  const scanning = { repair: isRepairing ? repair : null, runsPerSecond: RUNS_PER_SECOND, signal };
  const counts = { runs: 0, different: 0, unknown: 0, askedAgain: 0 };
  for await (const found of reconcile(deps, { after: '', courseKey: null }, scanning)) {
    counts.runs += 1;
    counts.different += Number(found.isInSync === false);
    counts.unknown += Number(found.isInSync === null);
    counts.askedAgain += Number(found.asked.length > 0);
    if (found.isInSync !== true) log.warn(found, 'A run differs downstream, or could not be asked about.');
    for (const { target, isInSync } of found.drift) if (isInSync === false) onDrift?.(target, 1);
  }
  log.info(counts, 'A scan for drift ended.');
}
