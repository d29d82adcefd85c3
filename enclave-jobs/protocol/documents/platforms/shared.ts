// What the entries of all hardware formats have in common. No field is optional, and no list may be
// empty where an empty one could be read as "anything" (R16).

import * as z from 'zod';
import { namesMax } from '../../limits.ts';
import { sortedList, textSchema, timeSchema, hashSchema } from '../../scalars.ts';

/** Lower-case hex of a fixed number of bytes: a measurement as vendors print it. */
export const hexSchema = (length: number) =>
  z.string().regex(new RegExp(`^[0-9a-f]{${2 * length}}$`));

/** A digest of SHA-256, SHA-384 or SHA-512, where the format leaves open which. */
export const digestHexSchema = z.string().regex(/^([0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128})$/);

/** One or more accepted values, sorted. */
export const acceptedHex = (length: number) => sortedList(hexSchema(length), namesMax).min(1);

/** A machine list is written out, or that there is none. */
export const chipsSchema = z.union([z.literal('any'), sortedList(textSchema, namesMax).min(1)]);

/** The last second that a calendar of four digits can show: an end that nobody can read is none. */
const endOfTime = 253_402_300_799;

/** Beside format, reference values and TCB, in every entry for a worker on hardware. */
export const hardwareWorker = {
  code: hashSchema,
  debug: z.literal(false),
  minCollateralIssued: timeSchema,
  chips: chipsSchema,
  /** From when on nothing is accepted by this entry any more: reference values grow old. */
  expires: timeSchema.max(endOfTime),
};

/** Keys on which evidence may rest where no vendor's root is compiled in: SHA-256 each. */
export const anchorsSchema = sortedList(hashSchema, namesMax).min(1);
