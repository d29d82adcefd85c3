import * as z from 'zod';
import { defineDocument } from '../document.ts';
import { keysMax, namesMax } from '../limits.ts';
import {
  assuranceSchema,
  hashSchema,
  headSchema,
  hybridRecipientSchema,
  keySchema,
  sortedList,
} from '../scalars.ts';
import { instanceRequirementsSchema } from './platform-requirements.ts';

/** R18: what a broker is. Its hash is the broker's name; signed by `signingKey`. */
export const Genesis = defineDocument('Genesis', {
  assurance: assuranceSchema,
  code: hashSchema,
  instances: sortedList(instanceRequirementsSchema, namesMax).min(1),
  recipient: hybridRecipientSchema,
  signingKey: keySchema,
  noiseKeyId: hashSchema,
  previous: z.strictObject({ broker: hashSchema, head: headSchema }).optional(),
  narrowers: sortedList(keySchema, keysMax),
});
export type Genesis = z.infer<typeof Genesis.schema>;
