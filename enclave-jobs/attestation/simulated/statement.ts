// The evidence format `simulated`: a signed statement of a made-up chip, endorsed by the simulated
// root. It has the shape of real evidence and the value of none.

import {
  bytesSchema,
  defineDocument,
  hashSchema,
  keySchema,
  timeSchema,
} from '../../protocol/index.ts';
import * as z from 'zod';

/** `raw` of the evidence is a signed one of these, by the chip's key. */
export const SimulatedStatement = defineDocument('SimulatedStatement', {
  warning: z.literal('SIMULATED: protects nothing'),
  chip: keySchema,
  code: hashSchema,
  reportData: bytesSchema(64, 'exact'),
  debug: z.boolean(),
  issued: timeSchema,
});

/** The one endorsement: the root's word that the chip exists, from `issued` to `expires`. */
export const SimulatedChip = defineDocument('SimulatedChip', {
  chip: keySchema,
  issued: timeSchema,
  expires: timeSchema,
});
