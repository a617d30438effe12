// Starts the relay, and the tasks that run by themselves.
import { hostname } from 'node:os';
import { createHttpSink } from '../provisioning/events/sinks';
import { startEvents } from '../provisioning/events/start-events';
import { createRelay } from '../provisioning/relay';
import type { Relay, RelayOptions } from '../provisioning/relay';
import { systemsOf } from '../settings/config';
import type { Config } from '../settings/config';
import { createLmsRuns } from '../provisioning/rest/lms-runs';
import type { LmsRunsOptions } from '../provisioning/rest/lms-runs';
import { createTokens } from '../provisioning/rest/tokens';
import type { AppOptions, OnStop } from './options';
import { startTasks } from './tasks';
import type { TaskOptions } from './tasks';

// Few installations have an event bus: without one, its clients take no memory.
const loadSink = () => import('../provisioning/events/redis-sink.js');
const loadEvents = () => import('../provisioning/events/studio-events.js');

type RelayParts = Pick<RelayOptions, 'database' | 'targets' | 'log' | 'observer'>;

/** A relay that delivers, and publishes events if configured. */
export async function startRelay(
  { config, random }: AppOptions,
  parts: RelayParts,
  onStop: OnStop,
): Promise<Relay> {
  const deadlineMs = config.REQUEST_DEADLINE_SECONDS * 1_000;
  const settings = {
    leaseMs: config.RELAY_LEASE_SECONDS * 1_000,
    stopWithinMs: deadlineMs + 1_000,
    giveUpAfterMs: config.GIVE_UP_AFTER_HOURS * 3_600_000,
  };
  const relay = createRelay({ ...parts, settings, random, replica: `${hostname()}:${process.pid}` });
  onStop(relay.stop);
  relay.start();
  const { EVENTS_URL: url, EVENTS_REDIS_URL: redisUrl, EVENTS_REDIS_STREAM: stream } = config;
  const sinks = [
    ...(url ? [createHttpSink({ url, deadlineMs })] : []),
    ...(redisUrl ? [(await loadSink()).createRedisSink(redisUrl, stream, deadlineMs)] : []),
  ];
  const { leaseMs } = settings;
  onStop(await startEvents({ ...parts, sinks, leaseMs, random, sourcehost: hostname() }));
  return relay;
}

/** Starts the process's own work, on timers. */
export async function startTasksOf(
  { config, clock, random }: AppOptions,
  {
    budget,
    ...parts
  }: Pick<TaskOptions, 'deps' | 'sessions' | 'log' | 'onDrift'> & Pick<LmsRunsOptions, 'budget'>,
) {
  const { RECONCILE_EVERY_MINUTES, RECONCILE_REPAIR: isRepairing, FOLLOW_LMS_EVERY_MINUTES } = config;
  const followed = FOLLOW_LMS_EVERY_MINUTES > 0 ? lmsRunsOf(config, { clock, random, budget }) : null;
  const { FOLLOW_EVENTS_REDIS_URL: redisUrl, FOLLOW_EVENTS_REDIS_STREAM: stream } = config;
  const events = followed && redisUrl ? (await loadEvents()).createStudioEvents(redisUrl, stream) : undefined;
  const tasks = startTasks({
    ...parts,
    random,
    reconcileEveryMs: RECONCILE_EVERY_MINUTES * 60_000,
    isRepairing,
    ...(followed && { following: { lms: followed, everyMs: FOLLOW_LMS_EVERY_MINUTES * 60_000, events } }),
  });
  // Closed first: they may be waiting as long as the LMS asked, or for an event.
  return { stop: () => Promise.all([followed?.close(), events?.close(), tasks.stop()]) };
}

/** A client for the runs of the LMS, logged in as for deliveries over REST. */
function lmsRunsOf(
  config: Config,
  { clock, ...options }: Pick<AppOptions, 'clock' | 'random'> & Pick<LmsRunsOptions, 'budget'>,
) {
  const { urls, oauth, deadlineMs } = systemsOf(config);
  const tokens = createTokens({ ...oauth, deadlineMs, clock });
  const runs = createLmsRuns({ origin: new URL(urls.LMS).origin, tokens, ...options });
  return { ...runs, close: () => Promise.all([runs.close(), tokens.close()]) };
}
