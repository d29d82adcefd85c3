import * as z from 'zod';
import { aliasSchema } from '../../protocol/index.ts';

/** `segment` names a dimension column of `left`, or is "none". */
export const overlapParams = z.strictObject({
  left: aliasSchema,
  right: aliasSchema,
  segment: z.string().min(1).max(64),
});
export type OverlapParams = z.infer<typeof overlapParams>;
