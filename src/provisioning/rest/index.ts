// The adapter for Open edX's own REST services.
import type { AdapterOptions } from '../target';
import { createEcommerceRest } from './ecommerce';
import { createLmsRest } from './lms';

export const rest = {
  ECOMMERCE: (options: AdapterOptions) => createEcommerceRest({ ...options, tokens: options.login() }),
  LMS: (options: AdapterOptions) => createLmsRest({ ...options, tokens: options.login() }),
};
