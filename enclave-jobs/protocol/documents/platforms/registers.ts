// Platform configuration registers: the measured states of Nitro documents and TPM quotes.

import * as z from 'zod';
import { namesMax } from '../../limits.ts';
import { sortedList } from '../../scalars.ts';
import { hexSchema } from './shared.ts';

/**
 * Registers that are compared, by index. Which of them mean anything, the image's description says.
 */
const stateSchema = (length: number) =>
  sortedList(
    z.strictObject({ index: z.int().min(0).max(31), value: hexSchema(length) }),
    32,
    ({ index }) => index,
  ).min(1);

/** Whole states, of which one must be shown. */
export const statesSchema = (length: number) => sortedList(stateSchema(length), namesMax).min(1);
