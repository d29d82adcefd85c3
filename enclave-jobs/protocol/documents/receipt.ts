import * as z from 'zod';
import { defineDocument } from '../document.ts';
import { carriedMax, documentBytesMax, partiesMax } from '../limits.ts';
import {
  bytesSchema,
  countSchema,
  hashSchema,
  idSchema,
  nonceSchema,
  partySchema,
  ratioSchema,
  sortedList,
} from '../scalars.ts';
import { outputsSchema } from './outputs.ts';
import { releaseModeSchema } from './usage-policy.ts';

/** Parameters only: what decided the disclosure, nothing that depends on data. */
export const disclosureSchema = z.strictObject({
  ruleset: hashSchema,
  mode: releaseModeSchema,
  rho: ratioSchema,
  delta: ratioSchema,
  cellsMax: countSchema,
});
export type Disclosure = z.infer<typeof disclosureSchema>;

const account = {
  broker: hashSchema,
  jobHash: hashSchema,
  release: hashSchema,
  runtime: hashSchema,
  code: hashSchema,
  disclosure: disclosureSchema,
  notes: sortedList(z.strictObject({ party: partySchema, sha256: hashSchema }), partiesMax),
};

/** An output that a later job may name: its manifest, and the sealed bytes. */
export const carriedSchema = z.strictObject({
  output: idSchema,
  manifest: hashSchema,
  sealed: z.strictObject({ sha256: hashSchema, bytes: countSchema }),
});
export type Carried = z.infer<typeof carriedSchema>;

const type = z.literal('Receipt');
const v = z.literal(1);

/** The worker's signed account of one job; one failure value, without a result. */
export const Receipt = {
  type: 'Receipt' as const,
  bytesMax: documentBytesMax.standard,
  schema: z.discriminatedUnion('status', [
    z.strictObject({
      type,
      v,
      ...account,
      status: z.literal('done'),
      sealedResult: z.strictObject({ sha256: hashSchema, bytes: countSchema }),
      outputs: hashSchema,
      /** What later jobs may use of this one: sealed by the worker to the broker. */
      carried: sortedList(carriedSchema, carriedMax, (one) => one.output),
    }),
    z.strictObject({ type, v, ...account, status: z.literal('failed') }),
  ]),
};
export type Receipt = z.infer<typeof Receipt.schema>;

/** R49, R50: the plaintext of the one result file, padded to a size that data do not decide. */
export const Result = defineDocument(
  'Result',
  {
    jobHash: hashSchema,
    release: hashSchema,
    salt: nonceSchema,
    outputs: outputsSchema,
    disclosure: z.strictObject({ ...disclosureSchema.shape, suppressedCells: countSchema }),
    padding: z.string().regex(/^0*$/).max(documentBytesMax.bundle),
  },
  documentBytesMax.bundle,
);
export type Result = z.infer<typeof Result.schema>;

/** The plaintext of a note to an owner: which of its own inputs failed, and how (R56). */
export const OwnerNote = defineDocument('OwnerNote', {
  jobHash: hashSchema,
  manifest: hashSchema,
  code: z.enum(['INPUT_BYTES', 'INPUT_FORMAT', 'INPUT_FALSE']),
  salt: bytesSchema(32, 'exact'),
});
export type OwnerNote = z.infer<typeof OwnerNote.schema>;
