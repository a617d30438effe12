// The stand-in for the LMS: serves sandbox/lms.graphql with the modes and learners of course-modes.ts.
import { createCourseModes, type ProvisionCourseModesInput } from './course-modes';
import { startStandIn, type StandIn, type StandInOptions } from './stand-in';

export type LmsStandIn = StandIn<ProvisionCourseModesInput> & {
  /** Sets the number of learners in a mode; lost on a restart. */
  enroll(courseRunKey: string, modeSlug: string, count: number): void;
  /** Removes all modes of the run, as somebody might by hand. */
  strip(courseRunKey: string): void;
};

type AboutRun = { courseRunKey: string };

/** Resolves once it listens; throws if the port is in use. */
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
