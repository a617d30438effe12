// Reads what Studio reports about runs on Open edX's event bus on Redis: one consumer group's stream, in order. Entries
// that were read but not acknowledged are read again first, even by the next process.
import { Type } from 'avsc';
import Redis from 'ioredis';
import { trimmed } from '../../model/text';
import type { LmsRun } from '../target';

/** A run as Studio had it at that time. */
export interface StudioEvent {
  readonly run: LmsRun;
  readonly time: Date;
}

export interface StudioBatch {
  readonly events: readonly StudioEvent[];
  /** The ids of entries that cannot be used, and why. */
  readonly unreadable: readonly { readonly id: string; readonly problem: string }[];
  /** Whether Redis forgot the group's position, so that entries in between may be lost. */
  readonly hasGap: boolean;
  /** Acknowledges the entries; otherwise they are read again. */
  readonly done: () => Promise<void>;
}

export interface StudioEvents {
  /** Waits some seconds for entries. Throws if Redis is away. */
  readonly read: () => Promise<StudioBatch>;
  readonly close: () => Promise<void>;
}

const EVENT_TYPE = 'org.openedx.content_authoring.course.catalog_info.changed.v1';
const GROUP = 'track-types';
/** The one name under which any process reads, so that the next continues what this one did not finish. */
const CONSUMER = 'follower';
const AT_ONCE = 100;
const WAIT_MS = 2_000;
/** How long after an answer was due a hanging connection is given up. */
const PATIENCE_MS = 3_000;

const optional = { type: ['null', 'string'], default: null } as const;
const scheduleData = {
  ...{ type: 'record', name: 'CourseScheduleData' },
  fields: [
    { name: 'start', type: 'string' },
    { name: 'pacing', type: 'string' },
    ...['end', 'enrollment_start', 'enrollment_end'].map((name) => ({ name, ...optional })),
  ],
};
const catalogInfo = {
  ...{ type: 'record', name: 'CourseCatalogData' },
  fields: [
    { name: 'course_key', type: 'string' },
    { name: 'name', type: 'string' },
    { name: 'schedule_data', type: scheduleData },
    { name: 'hidden', type: 'boolean' },
    { name: 'invitation_only', type: 'boolean' },
  ],
};
/** `event_data`: one record without a schema in front. Extra or missing bytes mean another schema. */
const EVENT_DATA = Type.forSchema({
  ...{ type: 'record', name: 'CloudEvent' },
  fields: [{ name: 'catalog_info', type: catalogInfo }],
} as Parameters<typeof Type.forSchema>[0]);

interface CatalogInfo {
  readonly course_key: string;
  readonly name: string;
  readonly schedule_data: {
    readonly start: string;
    readonly end: string | null;
    readonly enrollment_end: string | null;
  };
}

/** An entry as Redis returns it: its id, then names and values in turn; null if Redis no longer keeps it. */
type Entry = readonly [Buffer, readonly Buffer[] | null];

/** Reads that stream. Connects on the first read; entries older than the consumer group are skipped. */
export function createStudioEvents(url: string, stream: string): StudioEvents {
  const timeouts = { connectTimeout: PATIENCE_MS, commandTimeout: WAIT_MS + PATIENCE_MS };
  const once = { lazyConnect: true, autoResendUnfulfilledCommands: false, maxRetriesPerRequest: 0 };
  const redis = new Redis(url, { ...timeouts, ...once });
  // Without a listener, an error on an idle connection would end the process.
  redis.on('error', () => undefined);
  let isBehind = true;
  let wasRead = false;

  async function ask(): Promise<Entry[]> {
    const how = ['GROUP', GROUP, CONSUMER, 'COUNT', AT_ONCE, 'BLOCK', WAIT_MS];
    const answer = await redis.callBuffer('XREADGROUP', [...how, 'STREAMS', stream, isBehind ? '0' : '>']);
    return (answer as [Buffer, Entry[]][] | null)?.[0]?.[1] ?? [];
  }

  async function read(): Promise<StudioBatch> {
    const isPending = isBehind;
    try {
      const entries = await ask();
      isBehind = entries.length > 0;
      wasRead = true;
      const ids = entries.map(([id]) => id);
      const done = async () => {
        if (ids.length > 0) await redis.xack(stream, GROUP, ...ids);
        isBehind = isPending && ids.length > 0;
      };
      return { ...readAll(entries), hasGap: false, done };
    } catch (error) {
      isBehind = true;
      if (!(error instanceof Error) || !error.message.startsWith('NOGROUP')) throw error;
      await redis.xgroup('CREATE', stream, GROUP, '$', 'MKSTREAM');
      return { events: [], unreadable: [], hasGap: wasRead, done: () => Promise.resolve() };
    }
  }
  return { read, close: async () => redis.disconnect() };
}

function readAll(entries: readonly Entry[]): Pick<StudioBatch, 'events' | 'unreadable'> {
  const events: StudioEvent[] = [];
  const unreadable: { id: string; problem: string }[] = [];
  for (const [id, words] of entries) {
    try {
      events.push(eventOf(words));
    } catch (error) {
      unreadable.push({ id: id.toString(), problem: error instanceof Error ? error.message : String(error) });
    }
  }
  return { events, unreadable };
}

/** Throws if it is not an event of this type, or its data has another schema. */
function eventOf(words: readonly Buffer[] | null): StudioEvent {
  if (!words) throw new Error('The stream has dropped it.');
  const at = (name: string) => words.findIndex((word, index) => index % 2 === 0 && word.toString() === name);
  const field = (name: string) => {
    const value = at(name) < 0 ? undefined : words[at(name) + 1];
    if (!value) throw new Error(`It has no field ${name}.`);
    return value;
  };
  const type = field('type').toString();
  if (type !== EVENT_TYPE) throw new Error(`It is of the type ${type.slice(0, 200)}, not ${EVENT_TYPE}.`);
  const { course_key: key, name, schedule_data: dates } = dataOf(field('event_data'));
  return {
    time: timeOf(field('time').toString(), 'time'),
    run: {
      key,
      title: trimmed(name),
      start: timeOf(dates.start, 'start'),
      end: dates.end === null ? null : timeOf(dates.end, 'end'),
      enrollmentEnd: dates.enrollment_end === null ? null : timeOf(dates.enrollment_end, 'enrollment_end'),
    },
  };
}

function dataOf(bytes: Buffer): CatalogInfo {
  try {
    const { catalog_info: info } = EVENT_DATA.fromBuffer(bytes) as { catalog_info: CatalogInfo };
    if (EVENT_DATA.toBuffer({ catalog_info: info }).equals(bytes)) return info;
  } catch {
    // Reported below.
  }
  throw new Error('Its event_data has another schema, as other versions of Open edX have.');
}

function timeOf(text: string, name: string): Date {
  const time = new Date(text);
  if (Number.isNaN(time.getTime())) throw new Error(`Its ${name} is not a valid time.`);
  return time;
}
