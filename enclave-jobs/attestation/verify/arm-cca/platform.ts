// The claims of a CCA platform token. Source: Arm DEN0137, CCA platform claims.

import { byteStringOf, textOf } from '../../encoding/cbor.ts';
import { fault } from '../../examination.ts';
import type { Bytes } from '#enclave/protocol/index.ts';
import {
  componentsOf,
  digestOf,
  instanceIdOf,
  lifecycleOf,
  optionalText,
  readClaims,
  type SoftwareComponent,
} from '../arm/claims.ts';
import { hashNameOf, type HashName } from './hash-names.ts';

const profiles = ['http://arm.com/CCA-SSD/1.0.0', 'tag:arm.com,2023:cca_platform#1.0.0'];

const keys = {
  challenge: 10,
  instanceId: 256,
  profile: 265,
  lifecycle: 2395,
  implementationId: 2396,
  swComponents: 2399,
  verificationService: 2400,
  config: 2401,
  hashAlgoId: 2402,
} as const;

export interface CcaPlatform {
  readonly profile: string;
  /** The hash of the realm's key. */
  readonly challenge: Bytes;
  readonly instanceId: Bytes;
  readonly lifecycle: number;
  readonly implementationId: Bytes;
  readonly swComponents: readonly SoftwareComponent[];
  readonly verificationService: string | undefined;
  readonly config: Bytes;
  readonly hashAlgoId: HashName;
}

/** Throws ParseFault. */
export function readCcaPlatform(payload: Bytes): CcaPlatform {
  const claims = readClaims(payload, Object.values(keys), 'platform claims');
  const of = (name: keyof typeof keys) => [claims.get(keys[name]), `platform ${name}`] as const;
  const profile = textOf(...of('profile'));
  if (!profiles.includes(profile)) {
    fault('platform profile', profiles.join(' or '), profile.slice(0, 64));
  }
  return {
    profile,
    challenge: digestOf(...of('challenge')),
    instanceId: instanceIdOf(...of('instanceId')),
    lifecycle: lifecycleOf(...of('lifecycle')),
    implementationId: byteStringOf(...of('implementationId'), 32, 32),
    swComponents: componentsOf(...of('swComponents')),
    verificationService: optionalText(...of('verificationService')),
    config: byteStringOf(...of('config'), 1),
    hashAlgoId: hashNameOf(...of('hashAlgoId')),
  };
}
