// How it knows who asks.
import { z } from 'zod';

export const IDENTITY = {
  AUTH: z
    .enum(['off'])
    .default('off')
    .describe('`off`: every viewer may do everything; refused in production.'),
};
