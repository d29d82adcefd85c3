// The simulated platform: its code, and nothing else that could be asked of it.

import * as z from 'zod';
import { namesMax } from '../../limits.ts';
import { hashSchema, sortedList } from '../../scalars.ts';

export const simulated = {
  format: z.literal('simulated'),
  referenceValues: z.strictObject({ code: sortedList(hashSchema, namesMax).min(1) }),
  minTcb: z.strictObject({}),
};
