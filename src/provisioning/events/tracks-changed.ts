// Finds the runs whose tracks change through a command or definition, as events. Pure.
import { isDeepStrictEqual } from 'node:util';
import type { Catalogue, CourseRunType } from '../../model/catalogue';
import { runTypeOf } from '../../model/courses';
import type { CourseState } from '../../model/courses';
import type { RunEvent } from '../../store/outbox/events';

/** A course, null if there is none, and the types as defined at that time. */
export interface Side {
  readonly state: CourseState | null;
  readonly catalogue: Catalogue;
}

/** One event for each run that is new, is gone, or has other tracks; in snake case, like Open edX's own event data. */
export function tracksChanged(before: Side, after: Side): RunEvent[] {
  const old = typesByRun(before);
  const now = typesByRun(after);
  const course = (after.state ?? before.state)?.course;
  const common = { course_key: course?.key, course_version: course?.version };
  const changed = [...new Set([...old.keys(), ...now.keys()])].filter(
    (key) =>
      old.get(key) !== now.get(key) && !isDeepStrictEqual(tracksOf(old.get(key)), tracksOf(now.get(key))),
  );
  return changed.map((key) => ({
    type: 'org.openedx.catalog.course_run_tracks.changed.v1',
    subject: key,
    data: {
      ...common,
      ...{
        course_run_key: key,
        course_run_type: now.get(key)?.slug ?? null,
        track_types: tracksOf(now.get(key)) ?? [],
      },
    },
  }));
}

const typesByRun = ({ state, catalogue }: Side) =>
  new Map(state?.runs.map((run) => [run.key, runTypeOf(run, catalogue)]));

/** The tracks are a set, so they are sorted by slug whatever the display order. */
function tracksOf(type: CourseRunType | undefined) {
  const tracks = type?.trackTypes.map(({ slug, mode, seatType, paidToPlatform, paidToPartner }) => ({
    slug,
    mode: mode.slug,
    seat_type: seatType?.slug ?? null,
    paid_to_platform: paidToPlatform,
    paid_to_partner: paidToPartner,
  }));
  return tracks?.sort((one, other) => (one.slug < other.slug ? -1 : 1));
}
