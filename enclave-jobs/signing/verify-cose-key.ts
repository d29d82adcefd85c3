// COSE_Key (RFC 9052) in CTAP2 canonical CBOR. Only two keys exist here, and canonical encoding
// gives each exactly one spelling, so a prefix and a length are the whole parser.

import { concatBytes, equalBytes, fromHex, type Bytes } from '../protocol/index.ts';

/** {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y} */
const es256Head = fromHex('a5010203262001215820');
const es256Middle = fromHex('225820');
/** {1: 1 (OKP), 3: -8 (EdDSA), -1: 6 (Ed25519), -2: x} */
const eddsaHead = fromHex('a401010327200621' + '5820');

function startsWith(bytes: Uint8Array, head: Uint8Array): boolean {
  return equalBytes(bytes.subarray(0, head.length), head);
}

/** The uncompressed P-256 point of an ES256 key, or null if the bytes are anything else. */
export function es256Point(cose: Uint8Array): Bytes | null {
  const middle = es256Head.length + 32;
  const yAt = middle + es256Middle.length;
  if (cose.length !== yAt + 32 || !startsWith(cose, es256Head)) return null;
  if (!startsWith(cose.subarray(middle), es256Middle)) return null;
  return concatBytes(Uint8Array.of(4), cose.subarray(es256Head.length, middle), cose.subarray(yAt));
}

/** The 32-byte Ed25519 key of an EdDSA key, or null if the bytes are anything else. */
export function eddsaKey(cose: Uint8Array): Bytes | null {
  if (cose.length !== eddsaHead.length + 32 || !startsWith(cose, eddsaHead)) return null;
  return concatBytes(cose.subarray(eddsaHead.length));
}

/** Writes an ES256 key; for enrolment and tests. */
export function encodeEs256Key(x: Uint8Array, y: Uint8Array): Bytes {
  return concatBytes(es256Head, x, es256Middle, y);
}

/** Writes an EdDSA key; for enrolment and tests. */
export function encodeEddsaKey(x: Uint8Array): Bytes {
  return concatBytes(eddsaHead, x);
}
