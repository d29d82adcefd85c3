// TPMT_PUBLIC of an attestation key: what the TPM promises of it, and the key as
// SubjectPublicKeyInfo. Source: TCG TPM 2.0 Library, part 2, sections 8.3 and 12.2.

import { fault } from '../../examination.ts';
import { ecSpki, rsaSpki } from '../../encoding/spki.ts';
import { concatBytes, hashOf, type Bytes, type Hash } from '#enclave/protocol/index.ts';
import type { DigestName, PublicKey } from '../../x509/algorithms.ts';
import { algNull, digestOf, schemeOf, type TpmScheme } from './algorithms.ts';
import { openCursor, type Cursor } from './cursor.ts';

const typeRsa = 0x0001;
const typeEcc = 0x0023;
const curves: ReadonlyMap<number, 'P-256' | 'P-384'> = new Map([
  [0x0003, 'P-256'],
  [0x0004, 'P-384'],
]);
const coordinateBytes = { 'P-256': 32, 'P-384': 48 } as const;
const policyMax = 64;

/** Bits of TPMA_OBJECT, by the names of the standard. */
const attributeBits = {
  fixedTPM: 1,
  stClear: 2,
  fixedParent: 4,
  sensitiveDataOrigin: 5,
  userWithAuth: 6,
  adminWithPolicy: 7,
  noDA: 10,
  encryptedDuplication: 11,
  restricted: 16,
  decrypt: 17,
  sign: 18,
  x509sign: 19,
} as const;
export type TpmAttribute = keyof typeof attributeBits;
const attributeNames = Object.keys(attributeBits) as readonly TpmAttribute[];

export interface TpmPublicArea {
  /** SHA-256 of the whole structure; with nameAlg SHA-256 the digest in the key's Name. */
  readonly hash: Hash;
  readonly attributes: readonly TpmAttribute[];
  /** Undefined: the key signs by whatever scheme it is asked for. */
  readonly scheme: { readonly name: TpmScheme; readonly hash: DigestName } | undefined;
  readonly key: PublicKey;
}

export const isPublicArea = (bytes: Bytes): boolean =>
  bytes[0] === 0 && (bytes[1] === typeRsa || bytes[1] === typeEcc);

function readAttributes(bits: number): readonly TpmAttribute[] {
  const known = attributeNames.reduce((sum, name) => sum + 2 ** attributeBits[name], 0);
  const foreign = (bits & ~known) >>> 0;
  if (foreign !== 0) fault('objectAttributes', 'known bits', `0x${foreign.toString(16)}`);
  return attributeNames.filter((name) => ((bits >>> attributeBits[name]) & 1) === 1);
}

function requireNull(cursor: Cursor, field: string): void {
  const found = cursor.uint(2, field);
  if (found !== algNull) fault(field, 'none', `0x${found.toString(16)}`);
}

function readScheme(cursor: Cursor): TpmPublicArea['scheme'] {
  const id = cursor.uint(2, 'scheme');
  if (id === algNull) return undefined;
  return {
    name: schemeOf(id, 'scheme'),
    hash: digestOf(cursor.uint(2, 'scheme hash'), 'scheme hash'),
  };
}

/** Left-padded to `length`: TPMs may leave leading zeros out. Throws ParseFault if it is longer. */
export function padded(number: Bytes, length: number, field: string): Bytes {
  if (number.length > length) fault(field, `at most ${length} bytes`, `${number.length}`);
  return concatBytes(new Uint8Array(length - number.length), number);
}

function ecKey(cursor: Cursor): PublicKey {
  const id = cursor.uint(2, 'curveID');
  const curve = curves.get(id) ?? fault('curveID', 'P-256 or P-384', `0x${id.toString(16)}`);
  requireNull(cursor, 'kdf');
  const length = coordinateBytes[curve];
  const x = padded(cursor.sized('x'), length, 'x');
  const y = padded(cursor.sized('y'), length, 'y');
  return {
    kind: 'ec',
    curve,
    spki: ecSpki(curve, x, y),
  };
}

function rsaKey(cursor: Cursor): PublicKey {
  const bits = cursor.uint(2, 'keyBits');
  const exponent = cursor.uint(4, 'exponent');
  const modulus = cursor.sized('modulus');
  const isWhole = modulus.length * 8 === bits && (modulus[0] ?? 0) >= 0x80;
  if (!isWhole) fault('modulus', `${bits} bits`, `${modulus.length} bytes`);
  // The standard writes its usual exponent as zero.
  const e = exponent === 0 ? 65_537 : exponent;
  const number = Uint8Array.of(e >>> 24, (e >>> 16) & 255, (e >>> 8) & 255, e & 255);
  return { kind: 'rsa', bits, spki: rsaSpki(modulus, number) };
}

/** Reads one structure that fills the bytes. Throws ParseFault. */
export function readPublicArea(bytes: Bytes): TpmPublicArea {
  const cursor = openCursor(bytes);
  const type = cursor.uint(2, 'type');
  if (type !== typeRsa && type !== typeEcc) fault('type', 'RSA or ECC', `0x${type.toString(16)}`);
  digestOf(cursor.uint(2, 'nameAlg'), 'nameAlg');
  const attributes = readAttributes(cursor.uint(4, 'objectAttributes'));
  const policy = cursor.sized('authPolicy');
  if (policy.length > policyMax)
    fault('authPolicy', `at most ${policyMax} bytes`, `${policy.length}`);
  requireNull(cursor, 'symmetric');
  const scheme = readScheme(cursor);
  const key = type === typeRsa ? rsaKey(cursor) : ecKey(cursor);
  cursor.end('TPMT_PUBLIC');
  return { hash: hashOf(bytes), attributes, scheme, key };
}
