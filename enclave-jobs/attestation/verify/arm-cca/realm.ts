// The claims of a CCA realm token. Source: Arm DEN0137, Realm claims. The key is a bare point in
// tokens without a profile, and a COSE_Key (RFC 9052 section 7) in those with one.

import { arrayOf, byteStringOf, integerOf, mapOf, readCbor, textOf } from '../../encoding/cbor.ts';
import { fault } from '../../examination.ts';
import { concatBytes, type Bytes } from '#enclave/protocol/index.ts';
import { digestOf, readClaims, requireKnown } from '../arm/claims.ts';
import { hashNameOf, type HashName } from './hash-names.ts';

const knownProfile = 'tag:arm.com,2023:realm#1.0.0';
const coordinate = 48;

const keys = {
  challenge: 10,
  profile: 265,
  personalizationValue: 44235,
  hashAlgoId: 44236,
  publicKey: 44237,
  initialMeasurement: 44238,
  extensibleMeasurements: 44239,
  publicKeyHashAlgoId: 44240,
} as const;

/** kty EC2, alg ES384, crv P-384, x, y. */
const coseKey = { kty: 1, alg: 3, crv: -1, x: -2, y: -3 } as const;

export interface CcaRealm {
  /** Undefined in tokens from before there were profiles. */
  readonly profile: string | undefined;
  readonly challenge: Bytes;
  readonly personalizationValue: Bytes;
  readonly hashAlgoId: HashName;
  readonly initialMeasurement: Bytes;
  /** Four. */
  readonly extensibleMeasurements: readonly Bytes[];
  /** As it stands in the token, which is what the platform hashed. */
  readonly publicKey: Bytes;
  readonly publicKeyHashAlgoId: HashName;
  /** x ‖ y on P-384. */
  readonly point: Bytes;
}

function pointOfRaw(key: Bytes): Bytes {
  const field = 'realm publicKey';
  if (key.length !== 2 * coordinate + 1) fault(field, '97 bytes', `${key.length}`);
  return key[0] === 4 ? key.subarray(1) : fault(field, '04 first', `${key[0] ?? 0}`);
}

function pointOfCoseKey(key: Bytes): Bytes {
  const field = 'realm publicKey';
  const parts = mapOf(readCbor(key, field), field);
  requireKnown(parts, Object.values(coseKey), field);
  const requireNumber = (label: number, wanted: number) => {
    const found = integerOf(parts.get(label), field);
    if (found !== wanted) fault(field, `${wanted} in ${label}`, `${found}`);
  };
  requireNumber(coseKey.kty, 2);
  requireNumber(coseKey.crv, 2);
  if (parts.has(coseKey.alg)) requireNumber(coseKey.alg, -35);
  return concatBytes(
    byteStringOf(parts.get(coseKey.x), `${field} x`, coordinate, coordinate),
    byteStringOf(parts.get(coseKey.y), `${field} y`, coordinate, coordinate),
  );
}

function profileOf(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const profile = textOf(value, 'realm profile');
  return profile === knownProfile
    ? profile
    : fault('realm profile', knownProfile, profile.slice(0, 64));
}

/** Throws ParseFault. */
export function readCcaRealm(payload: Bytes): CcaRealm {
  const claims = readClaims(payload, Object.values(keys), 'realm claims');
  const of = (name: keyof typeof keys) => [claims.get(keys[name]), `realm ${name}`] as const;
  const profile = profileOf(claims.get(keys.profile));
  const publicKey = byteStringOf(...of('publicKey'));
  const extensible = arrayOf(...of('extensibleMeasurements'));
  if (extensible.length !== 4) {
    fault('realm extensibleMeasurements', '4', `${extensible.length}`);
  }
  return {
    profile,
    challenge: byteStringOf(...of('challenge'), 64, 64),
    personalizationValue: byteStringOf(...of('personalizationValue'), 64, 64),
    hashAlgoId: hashNameOf(...of('hashAlgoId')),
    initialMeasurement: digestOf(...of('initialMeasurement')),
    extensibleMeasurements: extensible.map((one, index) =>
      digestOf(one, `realm extensibleMeasurements ${index}`),
    ),
    publicKey,
    publicKeyHashAlgoId: hashNameOf(...of('publicKeyHashAlgoId')),
    point: profile === undefined ? pointOfRaw(publicKey) : pointOfCoseKey(publicKey),
  };
}
