// The adapter for Open edX's own REST services.
import type { AdapterOptions } from '../target';
import { createEcommerceRest } from './ecommerce';
import { createLmsRest } from './lms';

export const rest = {
  ECOMMERCE: ({ lms, ...options }: AdapterOptions) => {
    const tokens = options.login();
    const prepared = lms ? createLmsRest({ ...options, ...lms, tokens }) : undefined;
    return createEcommerceRest({ ...options, tokens, lms: prepared });
  },
  LMS: (options: AdapterOptions) => createLmsRest({ ...options, tokens: options.login() }),
};
