import * as z from 'zod';
import { aliasSchema } from '../../protocol/index.ts';

/**
 * `topCode`: persons with this many lenders or more are one row. `label` names the input whose
 * label column (0 good, 1 bad) crosses the table, or is "none".
 */
export const multiLendingParams = z.strictObject({
  topCode: z.int().min(2).max(16),
  label: z.union([aliasSchema, z.literal('none')]),
});
export type MultiLendingParams = z.infer<typeof multiLendingParams>;
