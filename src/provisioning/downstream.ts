// The two downstream systems, each spoken to in the protocol that is set for it.
import { createEcommerceGraphql } from './graphql/ecommerce';
import { createEnrollments } from './graphql/enrollments';
import { createLmsGraphql } from './graphql/lms';
import { createModesReader, createProductsReader } from './graphql/readers';
import type { Targets } from './relay';
import { createEcommerceRest } from './rest/ecommerce';
import type { EcommerceRestOptions } from './rest/ecommerce';
import { createLmsRest } from './rest/lms';
import { createTokens } from './rest/tokens';
import type { OauthOptions } from './rest/tokens';
import type { Readers } from './target';

export interface DownstreamOptions {
  readonly ecommerceUrl: string;
  readonly lmsUrl: string;
  /** How long one request may take in all; over REST all of one delivery. */
  readonly deadlineMs: number;
}

export interface RestDownstreamOptions
  extends DownstreamOptions, Pick<EcommerceRestOptions, 'skusOf' | 'clock' | 'settleMs'> {
  readonly oauth: Omit<OauthOptions, 'clock' | 'deadlineMs'>;
}

type Protocol = 'graphql' | 'rest';

export interface AnyDownstreamOptions extends RestDownstreamOptions {
  /** What only REST needs may be empty where neither speaks it. */
  readonly protocols: { readonly ECOMMERCE: Protocol; readonly LMS: Protocol };
}

export interface Downstream {
  readonly targets: Targets;
  /** Ask them what they have, to find drift. */
  readonly readers: Readers;
  /** How many learners the LMS counts in each mode of a run. Throws when it cannot be asked. */
  readonly countLearners: (courseRunKey: string) => Promise<ReadonlyMap<string, number>>;
  readonly close: () => Promise<unknown>;
}

/** Both systems as subgraphs. Nothing is sent before somebody asks for it. */
export function createGraphqlDownstream({ ecommerceUrl, lmsUrl, deadlineMs }: DownstreamOptions): Downstream {
  const ecommerce = createEcommerceGraphql({ url: ecommerceUrl, deadlineMs });
  const lms = createLmsGraphql({ url: lmsUrl, deadlineMs });
  const readers = {
    ECOMMERCE: createProductsReader({ url: ecommerceUrl, deadlineMs }),
    LMS: createModesReader({ url: lmsUrl, deadlineMs }),
  };
  const enrollments = createEnrollments({ url: lmsUrl, deadlineMs });
  return {
    targets: { ECOMMERCE: ecommerce, LMS: lms },
    readers,
    countLearners: enrollments.enrollmentCounts,
    close: () =>
      Promise.all([ecommerce, lms, readers.ECOMMERCE, readers.LMS, enrollments].map((one) => one.close())),
  };
}

/** Open edX's own services. Nothing is sent before somebody asks for it. */
export function createRestDownstream({ oauth, ...options }: RestDownstreamOptions): Downstream {
  const { ecommerceUrl, lmsUrl } = options;
  const tokens = createTokens({ ...options, ...oauth });
  const ecommerce = createEcommerceRest({ ...options, url: ecommerceUrl, tokens });
  const lms = createLmsRest({ ...options, url: lmsUrl, tokens });
  return {
    targets: { ECOMMERCE: ecommerce, LMS: lms },
    readers: { ECOMMERCE: ecommerce, LMS: lms },
    countLearners: lms.enrollmentCounts,
    close: () => Promise.all([ecommerce, lms, tokens].map((one) => one.close())),
  };
}

/** Each system in its own protocol. Nothing is sent before somebody asks for it. */
export function createDownstream({ protocols, ...options }: AnyDownstreamOptions): Downstream {
  const speaking = { graphql: createGraphqlDownstream, rest: createRestDownstream };
  const ecommerce = speaking[protocols.ECOMMERCE](options);
  const lms = speaking[protocols.LMS](options);
  return {
    targets: { ECOMMERCE: ecommerce.targets.ECOMMERCE, LMS: lms.targets.LMS },
    readers: { ECOMMERCE: ecommerce.readers.ECOMMERCE, LMS: lms.readers.LMS },
    countLearners: lms.countLearners,
    close: () => Promise.all([ecommerce.close(), lms.close()]),
  };
}
