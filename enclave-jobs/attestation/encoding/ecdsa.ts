// ECDSA over r ‖ s, as quotes and reports carry it. Keys that are no points and signatures out of range are
// answers (not signed), not errors.

import { concatBytes, type Bytes } from '../../protocol/index.ts';
import type { VerifyCrypto } from '../../signing/index.ts';
import type { DigestName, PublicKey } from '../x509/algorithms.ts';

/** A P-256 key from x ‖ y; undefined if that is no point. */
export async function importPoint(
  { subtle }: VerifyCrypto,
  point: Bytes,
): Promise<CryptoKey | undefined> {
  const raw = concatBytes(Uint8Array.of(4), point);
  const named = { name: 'ECDSA', namedCurve: 'P-256' };
  return subtle.importKey('raw', raw, named, false, ['verify']).catch(() => undefined);
}

export async function isRawSignature(
  { subtle }: VerifyCrypto,
  key: PublicKey,
  hash: DigestName,
  signature: Bytes,
  message: Bytes,
): Promise<boolean> {
  if (key.kind !== 'ec') return false;
  const named = { name: 'ECDSA', namedCurve: key.curve };
  try {
    const imported = await subtle.importKey('spki', key.spki, named, false, ['verify']);
    return await subtle.verify({ name: 'ECDSA', hash }, imported, signature, message);
  } catch {
    return false;
  }
}
