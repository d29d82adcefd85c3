// The claims of a PSA token, in three numberings. Source: draft-tschofenig-rats-psa-token-07
// (PSA_IOT_PROFILE_1), the drafts after it (http://arm.com/psa/2.0.0), RFC 9783 section 4.

import { byteStringOf, integerOf, mapOf, readCbor, textOf } from '../../encoding/cbor.ts';
import { fault } from '../../examination.ts';
import type { Bytes } from '#enclave/protocol/index.ts';
import {
  componentsOf,
  digestOf,
  instanceIdOf,
  lifecycleOf,
  optionalText,
  requireKnown,
  type ClaimMap,
  type SoftwareComponent,
} from '../arm/claims.ts';

const first = {
  profile: -75000,
  clientId: -75001,
  lifecycle: -75002,
  implementationId: -75003,
  bootSeed: -75004,
  certificationReference: -75005,
  softwareComponents: -75006,
  noSoftwareMeasurements: -75007,
  nonce: -75008,
  instanceId: -75009,
  verificationServiceIndicator: -75010,
} as const;

const registered = {
  nonce: 10,
  instanceId: 256,
  profile: 265,
  bootSeed: 268,
  clientId: 2394,
  lifecycle: 2395,
  implementationId: 2396,
  certificationReference: 2398,
  softwareComponents: 2399,
  verificationServiceIndicator: 2400,
} as const;

type Numbering = Readonly<Record<keyof typeof registered, number>>;

/** Where drafts had the boot seed before EAT had a claim for it. */
const earlierBootSeed = 2397;
const oldest = 'PSA_IOT_PROFILE_1';
const drafted = 'http://arm.com/psa/2.0.0';
const published = 'tag:psacertified.org,2023:psa#tfm';
const profiles = [oldest, drafted, published] as const;

type PsaProfile = (typeof profiles)[number];

export interface PsaClaimsSet {
  readonly profile: PsaProfile;
  readonly nonce: Bytes;
  readonly instanceId: Bytes;
  /** Above zero: a caller in the secure world. Else one that is not (RFC 9783 section 4.1.2). */
  readonly clientId: number;
  readonly lifecycle: number;
  readonly implementationId: Bytes;
  readonly bootSeed: Bytes | undefined;
  readonly certificationReference: string | undefined;
  /** None only in the oldest profile, where a device may say that it measures nothing. */
  readonly softwareComponents: readonly SoftwareComponent[];
  readonly verificationServiceIndicator: string | undefined;
}

function clientIdOf(value: unknown): number {
  const id = integerOf(value, 'clientId');
  return id === (id | 0) ? id : fault('clientId', '32 bits', `${id}`);
}

function readCommon(claims: ClaimMap, keys: Numbering, profile: PsaProfile): PsaClaimsSet {
  const of = (name: keyof Numbering) => [claims.get(keys[name]), name] as const;
  const isMeasured = claims.has(keys.softwareComponents) || profile !== oldest;
  return {
    profile,
    nonce: digestOf(...of('nonce')),
    instanceId: instanceIdOf(...of('instanceId')),
    clientId: clientIdOf(claims.get(keys.clientId)),
    lifecycle: lifecycleOf(...of('lifecycle')),
    implementationId: byteStringOf(...of('implementationId'), 32, 32),
    bootSeed: claims.has(keys.bootSeed) ? byteStringOf(...of('bootSeed'), 8, 32) : undefined,
    certificationReference: optionalText(...of('certificationReference')),
    softwareComponents: isMeasured ? componentsOf(...of('softwareComponents')) : [],
    verificationServiceIndicator: optionalText(...of('verificationServiceIndicator')),
  };
}

/** The profile may be left out: its numbers are nobody else's. */
function readFirst(claims: ClaimMap): PsaClaimsSet {
  const { profile, bootSeed, softwareComponents, noSoftwareMeasurements } = first;
  requireKnown(claims, Object.values(first), 'claims');
  const named = optionalText(claims.get(profile), 'profile');
  if (named !== undefined && named !== oldest) fault('profile', oldest, named.slice(0, 64));
  if (claims.has(noSoftwareMeasurements)) {
    const flag = integerOf(claims.get(noSoftwareMeasurements), 'noSoftwareMeasurements');
    if (flag !== 1) fault('noSoftwareMeasurements', '1', `${flag}`);
  }
  if (claims.has(noSoftwareMeasurements) === claims.has(softwareComponents)) {
    fault('softwareComponents', 'components, or that there are none', 'both or neither');
  }
  byteStringOf(claims.get(bootSeed), 'bootSeed', 32, 32);
  return readCommon(claims, first, oldest);
}

/** Throws ParseFault. */
export function readPsaClaims(payload: Bytes): PsaClaimsSet {
  const field = 'claims';
  const claims = mapOf(readCbor(payload, field), field);
  if (!claims.has(registered.profile)) return readFirst(claims);
  const named = textOf(claims.get(registered.profile), 'profile');
  if (named !== drafted && named !== published) {
    return fault('profile', profiles.join(' or '), named.slice(0, 64));
  }
  const isEarlier = named === drafted && claims.has(earlierBootSeed);
  const keys = isEarlier ? { ...registered, bootSeed: earlierBootSeed } : registered;
  requireKnown(claims, Object.values(keys), field);
  return readCommon(claims, keys, named);
}
