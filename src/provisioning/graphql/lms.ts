// The LMS over GraphQL: sends a run's modes, and reads its modes and who is enrolled. Does not decide when.
import type { ActualModes } from '../../model/provisioning';
import { isLeftAsIs, readNames } from '../../model/fields';
import { MODE, NO_SKUS } from '../../model/provisioning';
import type { HttpOptions } from '../http';
import { courseModesAnswer, enrollmentsAnswer, provisionedModesAnswer, subgraphMessageOf } from '../messages';
import type { LmsMessage } from '../messages';
import { paced } from '../pace/budget';
import { refused, retry } from '../target';
import type { AdapterOptions, Lms, Outcome, Reading } from '../target';
import { createEndpoint, userErrorsIn } from './endpoint';

const MODES = `query ProvisionedCourseModes($courseRunKey: ID!) {
  provisionedCourseModes(courseRunKey: $courseRunKey) {
    revision
    modes { ${readNames(MODE).join(' ')} sku bulkSku }
  }
}`;
const ENROLLMENTS = `query EnrollmentCounts($courseRunKey: ID!) {
  enrollmentCounts(courseRunKey: $courseRunKey) { slug count }
}`;
const DOCUMENT = `mutation ProvisionCourseModes($input: ProvisionCourseModesInput!) {
  provisionCourseModes(input: $input) {
    courseModes { revision modes { slug } }
    userErrors { code message path }
  }
}`;

export function createLmsGraphql(options: HttpOptions & Pick<AdapterOptions, 'budget'>): Lms {
  const endpoint = createEndpoint(options);

  async function deliver(asked: LmsMessage): Promise<Outcome> {
    let message = asked;
    if (asked.modes.some((mode) => isLeftAsIs(MODE, mode))) {
      const reading = await read(asked.courseRunKey);
      if (reading.kind !== 'read') return reading;
      const there = new Map(reading.actual?.modes.map((mode) => [mode.slug, mode]));
      const modes = asked.modes.map((mode) =>
        isLeftAsIs(MODE, mode) ? { ...mode, minPrice: null, ...there.get(mode.slug) } : mode,
      );
      message = { ...asked, modes: modes.filter((mode) => !isLeftAsIs(MODE, mode)) };
    }
    const { idempotencyKey } = message;
    const variables = { input: subgraphMessageOf('LMS', message) };
    const question = { document: DOCUMENT, variables, data: courseModesAnswer, idempotencyKey };
    const answer = await endpoint.ask(question);
    if (answer.kind !== 'data') return answer;
    const { courseModes, userErrors } = answer.data.provisionCourseModes;
    if (userErrors.length > 0) return refused(userErrorsIn(userErrors));
    if (!courseModes) return retry('An answer with neither courseModes nor userErrors.');
    const { revision, modes } = courseModes;
    if (revision < message.revision) return retry(`It answered revision ${revision}, an older one.`);
    const answered = new Set(modes.map((mode) => mode.slug));
    const missing = message.modes.map((mode) => mode.slug).filter((slug) => !answered.has(slug));
    // A newer revision in the answer may have other modes: then ours is history, and there is nothing left to do.
    if (revision === message.revision && missing.length > 0) {
      return retry(`It answered no mode for: ${missing.join(', ')}.`);
    }
    return { kind: 'delivered', skus: NO_SKUS };
  }
  const read = (courseRunKey: string, patienceMs?: number) =>
    paced(options.budget, () => readOnce(courseRunKey), { patienceMs });
  async function readOnce(courseRunKey: string): Promise<Reading<ActualModes>> {
    const question = { document: MODES, variables: { courseRunKey }, data: provisionedModesAnswer };
    const answer = await endpoint.ask(question);
    return answer.kind === 'data' ? { kind: 'read', actual: answer.data.provisionedCourseModes } : answer;
  }

  // A person waits for the answer, so there is no retry.
  async function countLearners(courseRunKey: string): Promise<ReadonlyMap<string, number>> {
    const question = { document: ENROLLMENTS, variables: { courseRunKey }, data: enrollmentsAnswer };
    const answer = await endpoint.ask(question);
    if (answer.kind !== 'data') throw new Error(`The LMS did not say who is enrolled. ${answer.error}`);
    return new Map((answer.data.enrollmentCounts ?? []).map(({ slug, count }) => [slug, count]));
  }
  return { budget: options.budget, deliver, read, countLearners, close: endpoint.close };
}
