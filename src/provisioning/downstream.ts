// The two downstream systems, spoken to in the protocol that is set. A second protocol is another function beside this one.
import { createEcommerceGraphql } from './graphql/ecommerce';
import { createEnrollments } from './graphql/enrollments';
import { createLmsGraphql } from './graphql/lms';
import { createModesReader, createProductsReader } from './graphql/readers';
import type { Targets } from './relay';
import type { Readers } from './target';

export interface DownstreamOptions {
  readonly ecommerceUrl: string;
  readonly lmsUrl: string;
  /** How long one request may take in all. */
  readonly deadlineMs: number;
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
