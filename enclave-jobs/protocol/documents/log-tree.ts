import * as z from 'zod';
import { defineDocument } from '../document.ts';
import { seqSchema, hashSchema } from '../scalars.ts';
import { claimedTimeSchema } from './release.ts';

/** A tree of 2^48 lines is more than any broker writes. */
const pathMax = 48;
const path = z.array(hashSchema).max(pathMax);

/**
 * RFC 6962, section 2.1: the root over the first `size` lines of a broker's log, signed by the
 * broker. A leaf is the bytes of one LogEntry. Reserved: logs are chains still.
 */
export const LogHead = defineDocument('LogHead', {
  broker: hashSchema,
  instance: hashSchema,
  size: seqSchema.min(1),
  root: hashSchema,
  at: claimedTimeSchema,
});
export type LogHead = z.infer<typeof LogHead.schema>;

/** RFC 6962, section 2.1.1: that a line stands at `index` of a log of `size` lines. */
export const inclusionProofSchema = z
  .strictObject({ index: seqSchema, size: seqSchema.min(1), path })
  .refine(({ index, size }) => index < size);
export type InclusionProof = z.infer<typeof inclusionProofSchema>;

/** RFC 6962, section 2.1.2: that a log of `to` lines begins with the one of `from` lines. */
export const consistencyProofSchema = z
  .strictObject({ from: seqSchema.min(1), to: seqSchema.min(1), path })
  .refine(({ from, to }) => from <= to);
export type ConsistencyProof = z.infer<typeof consistencyProofSchema>;
