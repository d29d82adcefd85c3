// R18: one 32-byte epoch secret, and from it by HKDF with distinct labels everything a broker is
// known by.

import { bech32 } from '@scure/base';
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 as sha256Hash } from '@noble/hashes/sha2.js';
import { identityToRecipient } from 'age-encryption';
import { concatBytes, labelledHash, utf8, type Bytes, type Hash } from '../protocol/index.ts';
import { Secret } from '../sealing/index.ts';
import { signingKeyFromSeed, type SigningKey } from '../signing/sign.ts';

export interface EpochKeys {
  readonly identity: Secret;
  readonly recipient: string;
  readonly signingKey: SigningKey;
  readonly noiseKeyId: Hash;
}

function derive(secret: Bytes, label: string): Bytes {
  return concatBytes(hkdf(sha256Hash, secret, undefined, utf8(`parley/v1/epoch/${label}`), 32));
}

/**
 * Derives recipient, signing key and the name of the noise share. The secret stays the caller's.
 */
export async function deriveEpochKeys(crypto: Crypto, secret: Secret): Promise<EpochKeys> {
  const [recipientSeed, signingSeed, noiseShare] = secret.use(
    (bytes) =>
      [derive(bytes, 'recipient'), derive(bytes, 'signing'), derive(bytes, 'noise')] as const,
  );
  // The age library's own encoding of a hybrid identity from its 32-byte seed.
  const identity = bech32.encodeFromBytes('AGE-SECRET-KEY-PQ-', recipientSeed).toUpperCase();
  const signingKey = await signingKeyFromSeed(crypto, signingSeed);
  const noiseKeyId = labelledHash('parley/v1/noise-key', noiseShare);
  for (const seed of [recipientSeed, signingSeed, noiseShare]) seed.fill(0);
  return {
    identity: new Secret(utf8(identity)),
    recipient: await identityToRecipient(identity),
    signingKey,
    noiseKeyId,
  };
}
