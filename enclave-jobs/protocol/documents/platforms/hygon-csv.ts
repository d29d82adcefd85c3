// Hygon CSV. Field names: Hygon csv-rs, `api::guest`.

import * as z from 'zod';
import { namesMax } from '../../limits.ts';
import { countSchema, sortedList } from '../../scalars.ts';
import { hexSchema } from './shared.ts';
import { notApplicable } from './inexpressible.ts';

const common = { measure: hexSchema(32), vmId: hexSchema(16), vmVersion: hexSchema(16) };

/** One measured guest: all of it. Reports of version 2 have registers beside the measurement. */
const guestSchema = z.discriminatedUnion('version', [
  z.strictObject({ version: z.literal(1), ...common }),
  z.strictObject({
    version: z.literal(2),
    ...common,
    rtmr0: hexSchema(32),
    rtmr1: hexSchema(32),
    rtmr2: hexSchema(32),
    rtmr3: hexSchema(32),
    rtmr4: hexSchema(32),
  }),
]);

const byteSchema = z.int().min(0).max(255);
const versionSchema = z.strictObject({ major: byteSchema, minor: byteSchema });

export const hygonCsv = {
  format: z.literal('hygon-csv'),
  referenceValues: z.strictObject({ guests: sortedList(guestSchema, namesMax).min(1) }),
  minTcb: z.strictObject({
    /** The firmware that certified the platform's key. */
    pekFirmwareMin: versionSchema,
    /** The firmware below which the guest's own policy lets it not be launched. */
    policyApiMin: versionSchema,
    /** The firmware's build; reports of version 1 state none, which counts as zero. */
    buildMin: countSchema,
    /** Bits of the guest's policy, each exactly so; NODBG is the line `debug`. */
    policy: z.strictObject({
      noKeySharing: z.boolean(),
      encryptedState: z.boolean(),
      domain: z.boolean(),
      csv: z.boolean(),
      csv3: z.boolean(),
      asidReuse: z.boolean(),
    }),
    /** Whether the guest may be sent to another platform (NOSEND is off). */
    migration: z.boolean(),
  }),
  notApplicable: notApplicable('hygon-csv'),
};
