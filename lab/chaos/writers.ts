// People at work: real changes through src/changes, with and without idempotency keys, and several at once on one
// course. They carry on whatever fails.
import { setTimeout as sleep } from 'node:timers/promises';
import { changeCourse } from '../../src/changes/change-course';
import { createCourse } from '../../src/changes/create-course';
import { publishProvisioning } from '../../src/changes/publish-provisioning';
import { setCourseRunStatus } from '../../src/changes/set-course-run-status';
import { DEVELOPER } from '../../src/identity/permissions';
import type { CourseRunStatus } from '../../src/model/courses';
import { Fault } from '../../src/model/faults';
import { readCourse, next, write, writeOnce } from './desk';
import type { Change, Desk, Drilled, Seen } from './desk';
import { pick } from './seeded';

const REVIEW: CourseRunStatus[] = ['LEGAL_REVIEW', 'INTERNAL_REVIEW', 'REVIEWED', 'PUBLISHED'];
const PAUSE_MS = 40;
/** How many want the same version: usually a few, now and then a crowd. */
const [FEW, CROWD] = [5, 50];

/** A different price than the current one: an idle change saves nothing, so it must not be missed later. */
function price({ random }: Desk, had?: string) {
  const amount = 1 + Math.floor(random() * 9_000);
  return [{ seatType: 'verified', amount: String(amount === Number(had) ? amount + 1 : amount) }];
}

function changing(
  desk: Desk,
  { key, type }: Drilled,
  { version, price: had, reason }: Seen & { reason: string },
): Change {
  const isTitle = type === 'masters' || desk.random() < 0.2;
  const changed = isTitle ? { title: reason } : { prices: price(desk, had) };
  const input = { key, expectedVersion: version, reason, ...changed };
  return (idempotencyKey) => changeCourse(desk.deps, DEVELOPER, { ...input, idempotencyKey });
}

async function changeOne(desk: Desk, course: Drilled): Promise<void> {
  const reason = next(desk, 'changeCourse');
  const seen = await readCourse(desk, course.key);
  await write(desk, { course: course.key, reason }, changing(desk, course, { ...seen, reason }));
}

async function race(desk: Desk, course: Drilled, atOnce: number): Promise<void> {
  const seen = await readCourse(desk, course.key);
  const one = () => {
    const reason = next(desk, 'changeCourse in a race');
    return write(desk, { course: course.key, reason }, changing(desk, course, { ...seen, reason }));
  };
  const accepted = await Promise.all(Array.from({ length: atOnce }, one));
  // The checker notices if two of them won: a version belongs to one.
  desk.met[atOnce === CROWD ? 'crowds' : 'races'] += Number(accepted.includes(true));
}

/** Requests provisioning of a run again. It raises no version, so the version in the answer is another change's. */
export function publish(desk: Desk, { key }: Drilled, courseRunKey: string): Promise<boolean> {
  const reason = next(desk, 'publishProvisioning');
  return write(desk, { course: key, reason }, async () => {
    const outcome = await publishProvisioning(desk.deps, DEVELOPER, { courseRunKey, reason });
    return { ...outcome, state: null };
  });
}

async function reuse(desk: Desk, { key }: Drilled): Promise<void> {
  const reason = next(desk, 'changeCourse with a key used again');
  const { version: expectedVersion } = await readCourse(desk, key);
  const ask = (title: string) => {
    const input = { key, expectedVersion, title, reason: title, idempotencyKey: reason };
    return changeCourse(desk.deps, DEVELOPER, input);
  };
  if (!(await writeOnce(desk, { course: key, reason, tries: 0 }, () => ask(reason)))) return;
  await ask('another').catch((error: unknown) => {
    if (error instanceof Fault && error.code === 'IDEMPOTENCY_KEY_REUSED') desk.met.reused += 1;
  });
}

/** A new course, with its runs moved to PUBLISHED, or to REVIEWED in one step. Throws unless that was confirmed. */
export async function make(
  desk: Desk,
  { type, runs, isPublished }: { type: Drilled['type']; runs: number; isPublished: boolean },
): Promise<Drilled> {
  const key = next(desk, 'ChaosX+C').replace(' ', '');
  const course = {
    key,
    type,
    runs: Array.from({ length: runs }, (_, run) => `course-v1:${key}+R${run + 1}`),
  };
  const dates = { start: '2090-01-01T00:00:00Z', end: '2090-06-30T00:00:00Z' };
  const reason = next(desk, 'createCourse');
  const prices = type === 'masters' ? [] : price(desk);
  const input = {
    key,
    title: key,
    type,
    prices,
    reason,
    runs: course.runs.map((run) => ({ key: run, ...dates })),
  };
  const isMade = await write(desk, { course: key, reason }, (idempotencyKey) =>
    createCourse(desk.deps, DEVELOPER, { ...input, idempotencyKey }),
  );
  if (!isMade) throw new Error(`${key} could not be made: ${desk.refused.at(-1)}`);
  for (const run of course.runs) {
    for (const status of isPublished ? REVIEW : REVIEW.slice(2, 3)) {
      const why = next(desk, `setCourseRunStatus ${status}`);
      const move = {
        key: run,
        expectedVersion: (await readCourse(desk, key)).version,
        status,
        reason: why,
        override: !isPublished,
      };
      const isMoved = await write(desk, { course: key, reason: why }, (idempotencyKey) =>
        setCourseRunStatus(desk.deps, DEVELOPER, { ...move, idempotencyKey }),
      );
      if (!isMoved) throw new Error(`${run} is not known to be ${status}.`);
    }
  }
  return course;
}

/** One person, until it is over. */
export async function work(desk: Desk, isOver: () => boolean): Promise<void> {
  const kinds: ((course: Drilled) => Promise<unknown>)[] = [
    ...Array.from({ length: 13 }, () => (course: Drilled) => changeOne(desk, course)),
    ...Array.from(
      { length: 2 },
      () => (course: Drilled) => publish(desk, course, pick(desk.random, course.runs)),
    ),
    ...Array.from(
      { length: 2 },
      () => (course: Drilled) => race(desk, course, desk.random() < 0.1 ? CROWD : FEW),
    ),
    ...Array.from({ length: 2 }, () => (course: Drilled) => reuse(desk, course)),
    async () => {
      desk.courses.push(await make(desk, { type: 'verified-audit', runs: 1, isPublished: true }));
    },
  ];
  while (!isOver()) {
    // If the database is away, the person tries something else a moment later.
    await pick(desk.random, kinds)(pick(desk.random, desk.courses)).catch(() => undefined);
    await sleep(PAUSE_MS * (0.5 + desk.random()));
  }
}
