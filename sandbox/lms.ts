// The stand-in for the LMS: sandbox/lms.graphql on a socket, with the modes and learners of course-modes.ts.
import { createCourseModes, type ProvisionCourseModesInput } from './course-modes';
import { startStandIn, type StandIn, type StandInOptions } from './stand-in';

export type LmsStandIn = StandIn<ProvisionCourseModesInput> & {
  /** From now on the mode has so many learners; gone after a restart. */
  enroll(courseRunKey: string, modeSlug: string, count: number): void;
  /** Takes all modes of the run away, as somebody might by hand. */
  strip(courseRunKey: string): void;
};

type AboutRun = { courseRunKey: string };

/** Returns once it listens; throws when the port is in use. */
export async function startLms(options: StandInOptions): Promise<LmsStandIn> {
  const { books, enroll, strip, enrollmentCounts } = createCourseModes();
  const target = {
    sdl: 'lms.graphql',
    books,
    mutation: { name: 'provisionCourseModes', stateField: 'courseModes' },
    queries: {
      provisionedCourseModes: (_: unknown, { courseRunKey }: AboutRun) => books.find(courseRunKey),
      enrollmentCounts: (_: unknown, { courseRunKey }: AboutRun) => enrollmentCounts(courseRunKey),
    },
  };
  return { ...(await startStandIn(target, options)), enroll, strip };
}
