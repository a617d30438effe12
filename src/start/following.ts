// Follows Studio, in one relay for all: reads the LMS's whole list on a schedule, and events about runs in between.
// Events may be lost, late or duplicated; the schedule guarantees the result.
import type { ChangeDeps } from '../changes/deps';
import { followLms, followSome } from '../changes/import/follow-lms';
import type { Log } from '../ops/log';
import type { StudioBatch, StudioEvent, StudioEvents } from '../provisioning/events/studio-events';
import { createLoop } from '../provisioning/pace/loop';
import type { Loop } from '../provisioning/pace/loop';
import type { LmsRun, LmsRuns } from '../provisioning/target';
import type { Leadership } from '../store/leadership';

export interface FollowingOptions {
  readonly deps: ChangeDeps;
  readonly log: Log;
  readonly random: () => number;
  readonly lms: LmsRuns;
  readonly everyMs: number;
  readonly events?: StudioEvents;
  readonly leadership: Leadership;
  readonly signal: AbortSignal;
}

/** How often a replica checks whether the following one is still alive, and retries an LMS that did not answer. */
const LOOK_MS = 60_000;
const REDIS_AWAY_MS = 1_000;
/** Events whose following fails this often are left to the schedule. */
const MAX_TRIES = 5;

/** The loops, not started yet. */
export function createFollowing(options: FollowingOptions): Loop[] {
  const { deps, log, random, lms, everyMs, events, leadership, signal } = options;
  const heard = createEventBuffer();
  let asking: Promise<boolean> | null = null;
  const isOurs = () => (asking ??= leadership.isOurs().finally(() => (asking = null)));
  const onError = (error: unknown) => log.error({ error }, 'The LMS could not be followed.');

  async function readList(): Promise<number> {
    const begun = Date.now();
    try {
      const newest = (run: LmsRun) => heard.since(begun, run.key) ?? run;
      log.info(await followLms(deps, lms, { signal, newest }), 'The LMS was followed.');
    } catch (error) {
      if (!signal.aborted) onError(error);
      return Math.min(LOOK_MS, everyMs);
    }
    heard.forget(begun);
    return everyMs;
  }
  const repeating = (turn: () => Promise<number>) =>
    createLoop({ turn: async () => ((await isOurs()) ? turn() : LOOK_MS), onError, random });
  const listing = repeating(readList);
  if (!events) return [listing];
  return [listing, repeating(createListening(options, { events, heard, onGap: listing.kick }))];
}

type EventBuffer = ReturnType<typeof createEventBuffer>;

/** The latest event of each run since the list was last read, and when it was heard. */
function createEventBuffer() {
  const latestEvents = new Map<string, StudioEvent & { readonly heardAt: number }>();
  return {
    /** The latest version of each run, without events older than one heard before. */
    hear(events: readonly StudioEvent[]): LmsRun[] {
      const fresh = new Set<string>();
      for (const event of [...events].sort((one, other) => one.time.getTime() - other.time.getTime())) {
        const { key } = event.run;
        const before = latestEvents.get(key);
        if (before && before.time > event.time) continue;
        latestEvents.set(key, { ...event, heardAt: Date.now() });
        fresh.add(key);
      }
      return [...fresh].flatMap((key) => latestEvents.get(key)?.run ?? []);
    },
    since(at: number, key: string): LmsRun | undefined {
      const event = latestEvents.get(key);
      return event && event.heardAt >= at ? event.run : undefined;
    },
    forget(before: number): void {
      for (const [key, { heardAt }] of latestEvents) if (heardAt < before) latestEvents.delete(key);
    },
  };
}

interface Listening {
  readonly events: StudioEvents;
  readonly heard: EventBuffer;
  /** Called when events may have been lost. */
  readonly onGap: () => void;
}

/** A turn that reads the next events and follows them. */
function createListening({ deps, log, lms, signal }: FollowingOptions, { events, heard, onGap }: Listening) {
  let isAway = false;
  let tries = 0;

  async function nextBatch(): Promise<StudioBatch | null> {
    try {
      const batch = await events.read();
      isAway = false;
      return batch;
    } catch (error) {
      if (!isAway && !signal.aborted) log.warn({ error }, 'The event bus of Studio cannot be reached.');
      isAway = true;
      return null;
    }
  }
  return async (): Promise<number> => {
    const batch = await nextBatch();
    if (!batch) return REDIS_AWAY_MS;
    if (batch.hasGap) onGap();
    for (const one of batch.unreadable) log.warn(one, 'An event of Studio cannot be read, and is left out.');
    try {
      const runs = heard.hear(batch.events);
      if (runs.length > 0) log.info(await followSome(deps, lms, runs), 'Events of Studio were followed.');
    } catch (error) {
      tries += 1;
      if (tries < MAX_TRIES) throw error;
      log.error({ error }, 'Events of Studio could not be followed, and are left to the schedule.');
    }
    tries = 0;
    await batch.done().catch(() => undefined);
    return 0;
  };
}
