// The adapter for Open edX's own REST services.
import type { AdapterOptions } from '../target';
import { createEcommerceRest } from './ecommerce';
import { createLmsRest } from './lms';

export const rest = {
  ECOMMERCE: ({ lmsUrl, ...options }: AdapterOptions) => {
    const tokens = options.login();
    const lms = lmsUrl == null ? undefined : createLmsRest({ ...options, url: lmsUrl, tokens });
    return createEcommerceRest({ ...options, tokens, lms });
  },
  LMS: (options: AdapterOptions) => createLmsRest({ ...options, tokens: options.login() }),
};
