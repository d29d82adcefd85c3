// What arrives from clients, read strictly.

import * as z from 'zod';
import {
  bytesOf,
  bytesSchema,
  documentBytesMax,
  hashSchema,
  signedDocumentSchema,
} from '#enclave/protocol/index.ts';
import { labelLengthMax } from '../domain/job-state.ts';
import { roles } from '../domain/permissions.ts';

export const jobId = z.strictObject({ job: z.uuid() });
export const collaborationId = z.strictObject({ collaboration: hashSchema });
export const signed = signedDocumentSchema;
export const label = z.string().trim().min(1).max(labelLengthMax);
export const email = z.email().trim().toLowerCase().max(254);
export const roleList = z.array(z.enum(roles)).min(1).max(roles.length);
/** Base64url, as bytes. */
export const bytes = (max: number) => bytesSchema(max).transform((text) => bytesOf(text));
export const message = bytes(documentBytesMax.bundle);

export const grant = z.strictObject({
  kind: z.literal('grant'),
  manifest: hashSchema,
  header: bytesSchema(documentBytesMax.standard),
  file: bytesSchema(documentBytesMax.standard),
});
