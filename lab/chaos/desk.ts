// What the writers share: their confirmed changes, and how a change is retried under its key.
import { setTimeout as sleep } from 'node:timers/promises';
import type { ChangeDeps } from '../../src/changes/deps';
import type { Outcome } from '../../src/changes/apply/command';
import { Fault } from '../../src/model/faults';
import { loadCourse } from '../../src/store/courses/course-states';
import type { Acknowledged } from './checker';

export interface Drilled {
  readonly key: string;
  readonly type: 'verified-audit' | 'masters';
  readonly runs: readonly string[];
}
/** What the writers share. */
export interface Desk {
  readonly deps: ChangeDeps;
  readonly random: () => number;
  readonly acknowledged: Acknowledged[];
  /** Answers that nobody should have got. */
  readonly refused: string[];
  readonly courses: Drilled[];
  /** Courses of the clock, which no writer touches, and their seats that were for sale too long. */
  readonly timed: Drilled[];
  readonly late: string[];
  /** The name of the writer. */
  readonly name: string;
  readonly met: {
    numbers: number;
    commands: number;
    stale: number;
    replayed: number;
    races: number;
    crowds: number;
    reused: number;
  };
}
export type Change = (idempotencyKey: string | undefined) => Promise<Outcome>;

const TRIES = 200;

export function createDesk(deps: ChangeDeps, random: () => number): Desk {
  const met = { numbers: 0, commands: 0, stale: 0, replayed: 0, races: 0, crowds: 0, reused: 0 };
  return {
    deps,
    random,
    acknowledged: [],
    refused: [],
    courses: [],
    timed: [],
    late: [],
    name: 'the drill',
    met,
  };
}

export const next = ({ met }: Desk, what: string) => `${what} ${(met.numbers += 1)}`;
/** What a writer sees of a course before it writes. */
export interface Seen {
  readonly version: number;
  /** The price of a verified seat. */
  readonly price: string | undefined;
}
export async function readCourse({ deps }: Desk, key: string): Promise<Seen> {
  const course = (await loadCourse(deps.database, { course: key }))?.state.course;
  return { version: course?.version ?? 0, price: course?.prices['verified'] };
}

/** Whether the writer was told that it is saved. After a missing answer it asks again, under the same key. */
export async function write(
  desk: Desk,
  about: { course: string; reason: string },
  change: Change,
): Promise<boolean> {
  // A change without a key is never retried.
  const key = change.length > 0 && desk.random() < 0.6 ? about.reason : undefined;
  for (let tries = 0; tries < TRIES; tries += 1) {
    try {
      return await writeOnce(desk, { ...about, tries }, () => change(key));
    } catch {
      if (key === undefined) return false;
      await sleep(50);
    }
  }
  return false;
}

/** One try of `write`; throws if there was no answer. */
export async function writeOnce(
  { met, acknowledged, refused, name: by }: Desk,
  { course, reason, tries }: { course: string; reason: string; tries: number },
  change: () => ReturnType<Change>,
): Promise<boolean> {
  met.commands += 1;
  try {
    const { state, violations } = await change();
    if (violations.length > 0) return refused.push(`${reason}: ${violations[0]?.message}`) < 0;
    const version = tries === 0 ? (state?.course.version ?? null) : null;
    acknowledged.push({ course, reason, version, by, at: new Date().toISOString() });
    met.replayed += Number(tries > 0);
    return true;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    if (error.code === 'STALE_VERSION') met.stale += 1;
    else refused.push(`${reason}: ${error.message}`);
    return false;
  }
}
