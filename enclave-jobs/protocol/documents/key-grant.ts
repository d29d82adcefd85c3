import type * as z from 'zod';
import { defineDocument } from '../document.ts';
import { bytesSchema, hashSchema, headSchema, nonceSchema, seqSchema } from '../scalars.ts';

/** R10: the plaintext of a grant file; signed by the owner's quorum inside the seal. */
export const KeyGrant = defineDocument('KeyGrant', {
  broker: hashSchema,
  manifest: hashSchema,
  ownerCard: hashSchema,
  policySeqMin: seqSchema,
  cardSeqMin: seqSchema,
  grantSeq: seqSchema,
  fileKey: bytesSchema(16, 'exact'),
  noiseShare: nonceSchema,
  headSeen: headSchema.optional(),
});
export type KeyGrant = z.infer<typeof KeyGrant.schema>;
