// Bare public keys as SubjectPublicKeyInfo (RFC 5480, RFC 8017), so that they are imported and
// pinned like those of certificates.

import { concatBytes, fromHex, type Bytes } from '../../protocol/index.ts';
import { tags } from './der.ts';

function derOf(tag: number, ...content: readonly Bytes[]): Bytes {
  const body = concatBytes(...content);
  const { length } = body;
  const head =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return concatBytes(Uint8Array.of(tag, ...head), body);
}

const algorithms = {
  'P-256': fromHex('301306072a8648ce3d020106082a8648ce3d030107'),
  'P-384': fromHex('301006072a8648ce3d020106052b81040022'),
  rsa: fromHex('300d06092a864886f70d0101010500'),
} as const;

const spkiOf = (algorithm: keyof typeof algorithms, key: Bytes) =>
  derOf(tags.sequence, algorithms[algorithm], derOf(tags.bitString, Uint8Array.of(0), key));

/** Of a point; both coordinates in their full length. */
export const ecSpki = (curve: 'P-256' | 'P-384', x: Bytes, y: Bytes): Bytes =>
  spkiOf(curve, concatBytes(Uint8Array.of(4), x, y));

/**
 * An unsigned number: without leading zeros, but with one before a first bit that would be a sign.
 */
function unsigned(number: Bytes): Bytes {
  const first = number.findIndex((byte) => byte !== 0);
  const digits = number.subarray(first < 0 ? number.length - 1 : first);
  const sign = (digits[0] ?? 0) >= 0x80 ? [0] : [];
  return derOf(tags.integer, Uint8Array.from(sign), digits);
}

/** Of modulus and exponent, big-endian. */
export const rsaSpki = (modulus: Bytes, exponent: Bytes): Bytes =>
  spkiOf('rsa', derOf(tags.sequence, unsigned(modulus), unsigned(exponent)));
