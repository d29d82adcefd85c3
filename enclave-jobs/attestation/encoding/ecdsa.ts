// ECDSA over r ‖ s, as quotes and reports carry it. Keys that are no points and signatures out of
// range are answers (not signed), not errors.

import { noMemo } from '../memo.ts';
import { concatBytes, type Bytes } from '../../protocol/index.ts';
import type { Curve, DigestName, PublicKey } from '../x509/algorithms.ts';
import type { PathContext } from '../x509/path.ts';

async function isSigned(
  { crypto }: PathContext,
  load: () => Promise<CryptoKey>,
  hash: DigestName,
  signature: Bytes,
  message: Bytes,
): Promise<boolean> {
  try {
    return await crypto.subtle.verify({ name: 'ECDSA', hash }, await load(), signature, message);
  } catch {
    return false;
  }
}

/** By the key of a certificate. */
export async function isRawSignature(
  context: PathContext,
  key: PublicKey,
  hash: DigestName,
  signature: Bytes,
  message: Bytes,
): Promise<boolean> {
  if (key.kind !== 'ec') return false;
  const { memo = noMemo, crypto } = context;
  const named = { name: 'ECDSA', namedCurve: key.curve };
  const load = () =>
    memo.key(key.curve, key.spki, () =>
      crypto.subtle.importKey('spki', key.spki, named, false, ['verify']),
    );
  return isSigned(context, load, hash, signature, message);
}

/** By a bare point, x ‖ y, on the curve. */
export async function isSignedByPoint(
  context: PathContext,
  { curve, hash }: { readonly curve: Curve; readonly hash: DigestName },
  point: Bytes,
  signature: Bytes,
  message: Bytes,
): Promise<boolean> {
  const { memo = noMemo, crypto } = context;
  const raw = concatBytes(Uint8Array.of(4), point);
  const named = { name: 'ECDSA', namedCurve: curve };
  const load = () =>
    memo.key(`${curve} point`, point, () =>
      crypto.subtle.importKey('raw', raw, named, false, ['verify']),
    );
  return isSigned(context, load, hash, signature, message);
}
