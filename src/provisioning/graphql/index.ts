// Collects the adapters for systems that are subgraphs.
import { createEcommerceGraphql } from './ecommerce';
import { createLmsGraphql } from './lms';

export const graphql = { ECOMMERCE: createEcommerceGraphql, LMS: createLmsGraphql };
