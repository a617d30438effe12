// Asks the LMS how many learners a run's modes have. Somebody waits for the answer, so it is not tried again.
import type { HttpOptions } from '../http';
import { enrollmentsAnswer } from '../messages';
import { createEndpoint } from './endpoint';

export interface Enrollments {
  /** Learners by the slug of the mode; empty for a run that the LMS does not know. Throws when it gives no right answer. */
  readonly enrollmentCounts: (courseRunKey: string) => Promise<ReadonlyMap<string, number>>;
  readonly close: () => Promise<void>;
}

const DOCUMENT = `query EnrollmentCounts($courseRunKey: ID!) {
  enrollmentCounts(courseRunKey: $courseRunKey) { slug count }
}`;

export function createEnrollments(options: HttpOptions): Enrollments {
  const endpoint = createEndpoint(options);

  async function enrollmentCounts(courseRunKey: string): Promise<ReadonlyMap<string, number>> {
    const variables = { courseRunKey };
    const answer = await endpoint.ask({ document: DOCUMENT, variables, data: enrollmentsAnswer });
    if (answer.kind !== 'data') throw new Error(`The LMS did not say who is enrolled. ${answer.error}`);
    return new Map((answer.data.enrollmentCounts ?? []).map(({ slug, count }) => [slug, count]));
  }
  return { enrollmentCounts, close: endpoint.close };
}
