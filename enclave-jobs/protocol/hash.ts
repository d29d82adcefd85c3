// SHA-256 in plain JavaScript: documents are small, and pure code must not wait for a platform.
// Bulk data is hashed by the platform's own SHA-256 in sealing/.

import { sha256 as sha256Noble } from '@noble/hashes/sha2.js';
import { toHex, type Bytes } from './bytes.ts';
import { labelled } from './canonical.ts';
import type { Hash } from './scalars.ts';

export function sha256(bytes: Uint8Array): Bytes {
  return sha256Noble(bytes);
}

/** 64 lower-case hex digits: the name of a document, or a digest inside one. */
export function hashOf(bytes: Uint8Array): Hash {
  return toHex(sha256(bytes)) as Hash;
}

/** SHA-256(label ‖ 0x00 ‖ parts). */
export function labelledHash(label: string, ...parts: readonly Uint8Array[]): Hash {
  return hashOf(labelled(label, ...parts));
}
