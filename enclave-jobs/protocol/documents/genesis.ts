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
import { instanceRequirementsSchema, isOfWorld } from './platform-requirements.ts';

const fields = defineDocument('Genesis', {
  assurance: assuranceSchema,
  code: hashSchema,
  instances: sortedList(instanceRequirementsSchema, namesMax).min(1),
  recipient: hybridRecipientSchema,
  signingKey: keySchema,
  noiseKeyId: hashSchema,
  previous: z.strictObject({ broker: hashSchema, head: headSchema }).optional(),
  narrowers: sortedList(keySchema, keysMax),
});
/**
 * R18: what a broker is. Its hash is the broker's name; signed by `signingKey`. R45: a simulated
 * platform holds the keys of simulated brokers only, and of those every one.
 */
export const Genesis = {
  ...fields,
  schema: fields.schema.refine((genesis) =>
    genesis.instances.every((one) => isOfWorld(one.format, genesis.assurance)),
  ),
};
export type Genesis = z.infer<typeof Genesis.schema>;
