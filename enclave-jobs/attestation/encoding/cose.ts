// COSE_Sign1 (RFC 9052 section 4.2): the one message form that attestation documents use.

import { ParseFault } from '../examination.ts';
import { concatBytes, utf8, type Bytes } from '../../protocol/index.ts';
import {
  arrayOf,
  byteStringOf,
  encodeByteString,
  integerOf,
  isTagged,
  mapOf,
  readCbor,
  taggedBy,
} from './cbor.ts';

const sign1Tag = 18;
const algorithmHeader = 1;
const criticalHeader = 2;

export interface Sign1 {
  /** RFC 9053: -7 ES256, -35 ES384, -36 ES512. */
  readonly algorithm: number;
  readonly payload: Bytes;
  /** r ‖ s for ECDSA. */
  readonly signature: Bytes;
  /** Sig_structure: what was signed. */
  readonly signed: Bytes;
}

/**
 * Tagged with 18 or bare. Throws ParseFault; also on a critical header, since none is understood
 * here.
 */
export function readSign1(bytes: Bytes, field: string): Sign1 {
  const item = readCbor(bytes, field);
  const parts = arrayOf(isTagged(item) ? taggedBy(item, sign1Tag, field) : item, field);
  if (parts.length !== 4) {
    throw new ParseFault({ field, expected: '4 parts', found: `${parts.length}` });
  }
  const header = byteStringOf(parts[0], `${field} protected header`);
  const headers = mapOf(readCbor(header, `${field} protected header`), `${field} protected header`);
  // Nobody signs it, and no document here needs it.
  if (mapOf(parts[1], `${field} unprotected header`).size > 0) {
    throw new ParseFault({ field, expected: 'an empty unprotected header', found: 'entries' });
  }
  if (headers.has(criticalHeader)) {
    throw new ParseFault({ field, expected: 'no critical header', found: 'one' });
  }
  const payload = byteStringOf(parts[2], `${field} payload`);
  return {
    algorithm: integerOf(headers.get(algorithmHeader), `${field} algorithm`),
    payload,
    signature: byteStringOf(parts[3], `${field} signature`),
    signed: concatBytes(
      Uint8Array.of(0x84, 0x6a),
      utf8('Signature1'),
      encodeByteString(header),
      Uint8Array.of(0x40),
      encodeByteString(payload),
    ),
  };
}
