// RFC 8032 verification as strict as R3: canonical S, no small-order A or R, no batches. WebCrypto
// alone lets small-order points through, so 14 encodings and the group order are compared first.

import { concatBytes, equalBytes, fromHex, type Bytes } from '../protocol/index.ts';
import type { VerifyCrypto } from './crypto.ts';

const ff30 = 'ff'.repeat(30);
const zero30 = '00'.repeat(30);

/** Every encoding, canonical or not, of the eight points whose order divides 8. */
export const smallOrderEncodings: readonly Bytes[] = [
  `0100${zero30}`,
  `01${zero30}80`,
  `0000${zero30}`,
  `00${zero30}80`,
  `ec${ff30}7f`,
  `ec${ff30}ff`,
  `ed${ff30}7f`,
  `ed${ff30}ff`,
  `ee${ff30}7f`,
  `ee${ff30}ff`,
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
].map(fromHex);

/** RFC 8032 section 5.1: L, little-endian. */
const groupOrder = 2n ** 252n + 27742317777372353535851937790883648493n;

function littleEndian(bytes: Uint8Array): bigint {
  return bytes.reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n);
}

function isSmallOrder(point: Uint8Array): boolean {
  return smallOrderEncodings.some((encoding) => equalBytes(encoding, point));
}

/** True only for a strict signature; `publicKey` 32 bytes and `signature` 64 bytes, else false. */
export async function isEd25519Signature(
  crypto: VerifyCrypto,
  publicKey: Uint8Array,
  signature: Uint8Array,
  message: Uint8Array,
): Promise<boolean> {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  if (isSmallOrder(publicKey) || isSmallOrder(signature.subarray(0, 32))) return false;
  if (littleEndian(signature.subarray(32)) >= groupOrder) return false;
  try {
    const key = await crypto.subtle.importKey(
      'raw',
      concatBytes(publicKey),
      { name: 'Ed25519' },
      false,
      ['verify'],
    );
    return await crypto.subtle.verify(
      { name: 'Ed25519' },
      key,
      concatBytes(signature),
      concatBytes(message),
    );
  } catch {
    // WebCrypto throws for bytes that are no point; that is one more way of not being a signature.
    return false;
  }
}
