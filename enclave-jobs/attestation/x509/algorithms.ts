// The signature algorithms that vendors' certificates use, and no others. Source: RFC 5758, RFC
// 4055, RFC 8017; for SM2 GM/T 0006 (identifiers) and GM/T 0009 (whose name a certificate is signed
// in).

import { ParseFault } from '../examination.ts';
import {
  bitStringOf,
  countOf,
  integerOf,
  oidOf,
  readDer,
  readDerList,
  requireTag,
  sequenceOf,
  tags,
  type Der,
} from '../encoding/der.ts';
import { isSm2Signed } from '../encoding/sm2.ts';
import { concatBytes, equalBytes, toHex, utf8, type Bytes } from '../../protocol/index.ts';
import type { VerifyCrypto } from '../../signing/index.ts';

export type DigestName = 'SHA-256' | 'SHA-384' | 'SHA-512';

export type SignatureAlgorithm =
  | { readonly kind: 'ecdsa'; readonly hash: DigestName }
  /** Over SM3. */
  | { readonly kind: 'sm2' }
  | { readonly kind: 'rsa-pkcs1'; readonly hash: DigestName }
  | { readonly kind: 'rsa-pss'; readonly hash: DigestName; readonly saltLength: number };

export type Curve = 'P-256' | 'P-384' | 'P-521';

/** A public key as SubjectPublicKeyInfo. */
export type PublicKey =
  | { readonly kind: 'ec'; readonly curve: Curve; readonly spki: Bytes }
  /** No platform imports these: the point, x ‖ y, stands beside. */
  | { readonly kind: 'sm2'; readonly point: Bytes; readonly spki: Bytes }
  | { readonly kind: 'rsa'; readonly bits: number; readonly spki: Bytes };

const simple: Readonly<Record<string, SignatureAlgorithm>> = {
  '1.2.840.10045.4.3.2': { kind: 'ecdsa', hash: 'SHA-256' },
  '1.2.840.10045.4.3.3': { kind: 'ecdsa', hash: 'SHA-384' },
  '1.2.840.10045.4.3.4': { kind: 'ecdsa', hash: 'SHA-512' },
  '1.2.156.10197.1.501': { kind: 'sm2' },
  '1.2.840.113549.1.1.11': { kind: 'rsa-pkcs1', hash: 'SHA-256' },
  '1.2.840.113549.1.1.12': { kind: 'rsa-pkcs1', hash: 'SHA-384' },
  '1.2.840.113549.1.1.13': { kind: 'rsa-pkcs1', hash: 'SHA-512' },
};
const hashes: Readonly<Record<string, DigestName>> = {
  '2.16.840.1.101.3.4.2.1': 'SHA-256',
  '2.16.840.1.101.3.4.2.2': 'SHA-384',
  '2.16.840.1.101.3.4.2.3': 'SHA-512',
};
const rsaPss = '1.2.840.113549.1.1.10';
const mgf1 = '1.2.840.113549.1.1.8';
const ecKey = '1.2.840.10045.2.1';
const rsaKey = '1.2.840.113549.1.1.1';
const curves: Readonly<Record<string, Curve | 'SM2'>> = {
  '1.2.840.10045.3.1.7': 'P-256',
  '1.3.132.0.34': 'P-384',
  '1.3.132.0.35': 'P-521',
  '1.2.156.10197.1.301': 'SM2',
};
const coordinateBytes = { 'P-256': 32, 'P-384': 48, 'P-521': 66, SM2: 32 } as const;
/** Authorities sign certificates in this name, whatever they are called. */
const sm2Name = utf8('1234567812345678');

function unknown(field: string, expected: string, found: string): never {
  throw new ParseFault({ field, expected, found });
}

/** What a context tag [n] EXPLICIT holds. */
function explicit(fields: readonly Der[], number: number, field: string): Der {
  const holder = requireTag(
    fields.find(({ tag }) => tag === 0xa0 + number),
    0xa0 + number,
    field,
  );
  return readDer(holder.content);
}

function hashIn(algorithm: Der, field: string): DigestName {
  const oid = oidOf(sequenceOf(algorithm, field)[0], field);
  return hashes[oid] ?? unknown(field, 'SHA-256, SHA-384 or SHA-512', oid);
}

/** RFC 4055 section 3.1. Hash, mask and salt must be written out: the defaults are SHA-1. */
function pssParameters(parameters: Der | undefined, field: string): SignatureAlgorithm {
  const fields = sequenceOf(parameters, field);
  const hash = hashIn(explicit(fields, 0, field), field);
  const [mask, maskHash] = sequenceOf(explicit(fields, 1, field), field);
  if (oidOf(mask, field) !== mgf1) unknown(field, 'MGF1', oidOf(mask, field));
  if (hashIn(maskHash ?? unknown(field, 'a hash of the mask', 'nothing'), field) !== hash) {
    unknown(field, 'one hash for message and mask', 'two');
  }
  return { kind: 'rsa-pss', hash, saltLength: countOf(explicit(fields, 2, field), field) };
}

/** An AlgorithmIdentifier of a signature. Throws ParseFault on any other. */
export function signatureAlgorithmOf(element: Der | undefined, field: string): SignatureAlgorithm {
  const [oidElement, parameters] = sequenceOf(element, field);
  const oid = oidOf(oidElement, field);
  if (oid === rsaPss) return pssParameters(parameters, field);
  return simple[oid] ?? unknown(field, 'a known signature algorithm', oid);
}

/** A SubjectPublicKeyInfo. Throws ParseFault on keys that no vendor here uses. */
export function publicKeyOf(element: Der | undefined, field: string): PublicKey {
  const [algorithm, key] = sequenceOf(element, field);
  const [oidElement, parameters] = sequenceOf(algorithm, field);
  const oid = oidOf(oidElement, field);
  const spki = requireTag(element, tags.sequence, field).whole;
  const bits = bitStringOf(key, field);
  if (oid === rsaKey) {
    const modulus = integerOf(sequenceOf(readDer(bits), field)[0], field);
    return { kind: 'rsa', bits: (modulus.length - (modulus[0] === 0 ? 1 : 0)) * 8, spki };
  }
  if (oid !== ecKey) return unknown(field, 'an elliptic curve or RSA key', oid);
  const curveOid = oidOf(parameters, field);
  const curve = curves[curveOid] ?? unknown(field, 'P-256, P-384, P-521 or SM2', curveOid);
  if (bits.length !== 2 * coordinateBytes[curve] + 1 || bits[0] !== 4) {
    unknown(field, `an uncompressed point of ${curve}`, `${bits.length} bytes`);
  }
  return curve === 'SM2'
    ? { kind: 'sm2', point: bits.subarray(1), spki }
    : { kind: 'ec', curve, spki };
}

/**
 * r ‖ s, each as long as the curve's coordinates, from the DER of ECDSA-Sig-Value (RFC 3279); SM2's
 * is the same.
 */
export function rawSignatureOf(der: Bytes, curve: Curve | 'SM2'): Bytes {
  const field = 'ECDSA signature';
  const parts = readDerList(requireTag(readDer(der), tags.sequence, field).content);
  if (parts.length !== 2) unknown(field, 'r and s', `${parts.length} parts`);
  const length = coordinateBytes[curve];
  return concatBytes(
    ...parts.map((part) => {
      const value = integerOf(part, field);
      const digits = value[0] === 0 ? value.subarray(1) : value;
      if ((value[0] ?? 0x80) >= 0x80 || digits.length > length)
        unknown(field, 'r and s in range', toHex(value));
      return concatBytes(new Uint8Array(length - digits.length), digits);
    }),
  );
}

export function sameAlgorithm(a: Der | undefined, b: Der | undefined): boolean {
  return a !== undefined && b !== undefined && equalBytes(a.whole, b.whole);
}

/**
 * True only if the key's kind fits the algorithm and the signature is good. Never throws on bad
 * signatures.
 */
export async function isSignedBy(
  { subtle }: VerifyCrypto,
  key: PublicKey,
  algorithm: SignatureAlgorithm,
  signature: Bytes,
  message: Bytes,
): Promise<boolean> {
  try {
    if (key.kind === 'sm2') {
      const raw = rawSignatureOf(signature, 'SM2');
      return algorithm.kind === 'sm2' && isSm2Signed(key.point, sm2Name, raw, message);
    }
    if (key.kind === 'ec') {
      if (algorithm.kind !== 'ecdsa') return false;
      const named = { name: 'ECDSA', namedCurve: key.curve };
      const imported = await subtle.importKey('spki', key.spki, named, false, ['verify']);
      const raw = rawSignatureOf(signature, key.curve);
      return await subtle.verify({ name: 'ECDSA', hash: algorithm.hash }, imported, raw, message);
    }
    if (algorithm.kind === 'ecdsa' || algorithm.kind === 'sm2' || key.bits < 2048) return false;
    const name = algorithm.kind === 'rsa-pss' ? 'RSA-PSS' : 'RSASSA-PKCS1-v1_5';
    const named = { name, hash: algorithm.hash };
    const imported = await subtle.importKey('spki', key.spki, named, false, ['verify']);
    const saltLength = algorithm.kind === 'rsa-pss' ? algorithm.saltLength : 0;
    return await subtle.verify({ name, saltLength }, imported, signature, message);
  } catch {
    // A key that is no point, a signature that is no signature: not signed.
    return false;
  }
}
