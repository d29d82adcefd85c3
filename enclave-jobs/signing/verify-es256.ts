// ECDSA on P-256 with SHA-256, as authenticators sign: strict DER in, WebCrypto's r ‖ s inside.

import { concatBytes, type Bytes } from '../protocol/index.ts';
import type { VerifyCrypto } from './crypto.ts';

/** One DER INTEGER at `offset`: positive, minimal, at most 32 significant bytes; null if not. */
function readInteger(der: Uint8Array, offset: number): { value: Bytes; next: number } | null {
  const length = der[offset + 1];
  if (der[offset] !== 0x02 || length === undefined || length < 1 || length > 33) return null;
  const body = der.subarray(offset + 2, offset + 2 + length);
  const [first = 0, second = 0] = body;
  if (body.length !== length || first >= 0x80) return null;
  if (first === 0 && (length === 1 || second < 0x80)) return null;
  const digits = first === 0 ? body.subarray(1) : body;
  if (digits.length > 32) return null;
  return {
    value: concatBytes(new Uint8Array(32 - digits.length), digits),
    next: offset + 2 + length,
  };
}

/** X.690 DER of SEQUENCE { r, s } without a spare byte, as r ‖ s; null for anything else. */
export function strictDerToRaw(der: Uint8Array): Bytes | null {
  if (der[0] !== 0x30 || der[1] !== der.length - 2) return null;
  const r = readInteger(der, 2);
  if (r === null) return null;
  const s = readInteger(der, r.next);
  if (s?.next !== der.length) return null;
  return concatBytes(r.value, s.value);
}

/** True only for a strict signature under the uncompressed point 0x04 ‖ x ‖ y. */
export async function isEs256Signature(
  crypto: VerifyCrypto,
  point: Uint8Array,
  der: Uint8Array,
  message: Uint8Array,
): Promise<boolean> {
  const raw = strictDerToRaw(der);
  if (raw === null) return false;
  try {
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
    const key = await crypto.subtle.importKey('raw', concatBytes(point), algorithm, false, [
      'verify',
    ]);
    return await crypto.subtle.verify(
      { name: 'ECDSA', hash: 'SHA-256' },
      key,
      raw,
      concatBytes(message),
    );
  } catch {
    return false;
  }
}
