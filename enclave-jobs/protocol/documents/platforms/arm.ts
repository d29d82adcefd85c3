// Tokens of Arm's Root of Trust: CCA and PSA. Neither has a root that everybody knows: an entry
// names the keys of platforms. Field names: Arm DEN0137, attestation token; RFC 9783.

import * as z from 'zod';
import { namesMax } from '../../limits.ts';
import { sortedList } from '../../scalars.ts';
import { acceptedHex, anchorsSchema, digestHexSchema, hexSchema } from './shared.ts';
import { notApplicable } from './inexpressible.ts';

/** Everything that was loaded, in the token's order: a part of it does not say what runs. */
const componentsSchema = z
  .array(z.strictObject({ signerId: digestHexSchema, measurementValue: digestHexSchema }))
  .min(1)
  .max(namesMax);

/** The platform's own: which design it is, and what runs below the realm or the caller. */
const platform = {
  implementationIds: acceptedHex(32),
  /** Whole lists, of which one must be shown. */
  softwareComponents: sortedList(componentsSchema, namesMax).min(1),
};

/** One measured realm: all of it, with the algorithm of its measurements. */
const realmSchema = z.strictObject({
  hashAlgoId: z.enum(['sha-256', 'sha-384', 'sha-512']),
  initialMeasurement: digestHexSchema,
  extensibleMeasurement0: digestHexSchema,
  extensibleMeasurement1: digestHexSchema,
  extensibleMeasurement2: digestHexSchema,
  extensibleMeasurement3: digestHexSchema,
  personalizationValue: hexSchema(64),
});

const configMax = 1024;

export const armCca = {
  format: z.literal('arm-cca'),
  anchors: anchorsSchema,
  referenceValues: z.strictObject({
    ...platform,
    /**
     * How the platform was put together, protection of its memory among it; as its maker writes it.
     */
    configs: sortedList(
      z.string().regex(new RegExp(`^([0-9a-f]{2}){1,${configMax}}$`)),
      namesMax,
    ).min(1),
    realms: sortedList(realmSchema, namesMax).min(1),
  }),
  /** Versions are words here, which nobody can compare: what runs is named by its measurement. */
  minTcb: z.strictObject({}),
  notApplicable: notApplicable('arm-cca'),
};

/** 32 bits with a sign. */
const clientIdSchema = z.int().min(-0x8000_0000).max(0x7fff_ffff);

export const psa = {
  format: z.literal('psa'),
  anchors: anchorsSchema,
  referenceValues: z.strictObject({
    ...platform,
    /** Who asked for the token; at zero and below somebody outside the secure world. */
    clientIds: sortedList(clientIdSchema, namesMax, (id) => id).min(1),
  }),
  minTcb: z.strictObject({}),
  notApplicable: notApplicable('psa'),
};
