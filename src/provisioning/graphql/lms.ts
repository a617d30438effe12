// The LMS over GraphQL: says which modes a run has. Does not decide when.
import { NO_SKUS } from '../../model/provisioning';
import type { HttpOptions } from '../http';
import { courseModesAnswer } from '../messages';
import type { LmsMessage } from '../messages';
import { refused, retry } from '../target';
import type { Outcome, Target } from '../target';
import { createEndpoint, userErrorsIn } from './endpoint';

const DOCUMENT = `mutation ProvisionCourseModes($input: ProvisionCourseModesInput!) {
  provisionCourseModes(input: $input) {
    courseModes { revision modes { slug } }
    userErrors { code message path }
  }
}`;

export function createLmsGraphql(options: HttpOptions): Target<LmsMessage> {
  const endpoint = createEndpoint(options);

  async function deliver(message: LmsMessage): Promise<Outcome> {
    const { idempotencyKey } = message;
    const variables = { input: inputOf(message) };
    const answer = await endpoint.ask({
      document: DOCUMENT,
      variables,
      data: courseModesAnswer,
      idempotencyKey,
    });
    if (answer.kind !== 'data') return answer;
    const { courseModes, userErrors } = answer.data.provisionCourseModes;
    if (userErrors.length > 0) return refused(userErrorsIn(userErrors));
    if (!courseModes) return retry('An answer with neither courseModes nor userErrors.');
    const { revision, modes } = courseModes;
    if (revision < message.revision) return retry(`It answered revision ${revision}, an older one.`);
    const answered = new Set(modes.map((mode) => mode.slug));
    const missing = message.modes.map((mode) => mode.slug).filter((slug) => !answered.has(slug));
    // Of a newer revision other modes may be there: ours is history then, and there is nothing left to do.
    if (revision === message.revision && missing.length > 0) {
      return retry(`It answered no mode for: ${missing.join(', ')}.`);
    }
    return { kind: 'delivered', skus: NO_SKUS };
  }
  return { deliver, close: endpoint.close };
}

/** The message without what only we need to know. */
function inputOf({ modes, ...rest }: LmsMessage): object {
  return { ...rest, modes: modes.map(({ seatType: _, ...mode }) => mode) };
}
