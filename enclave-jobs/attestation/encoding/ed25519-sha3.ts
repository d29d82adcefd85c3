// Ed25519 as Keystone computes it: with SHA3-512 where RFC 8032 has SHA-512. No platform offers it.

import { eddsa } from '@noble/curves/abstract/edwards.js';
import { ed25519 } from '@noble/curves/ed25519.js';
import { sha3_512 } from '@noble/hashes/sha3.js';
import type { Bytes } from '../../protocol/index.ts';

const keystone = eddsa(ed25519.Point, sha3_512);

/**
 * By a key of 32 bytes, a signature of 64. Keys that are no points, or of small order, and
 * signatures out of range are answers (not signed), not errors.
 */
export function isKeystoneSigned(key: Bytes, signature: Bytes, message: Bytes): boolean {
  return keystone.verify(signature, message, key);
}
