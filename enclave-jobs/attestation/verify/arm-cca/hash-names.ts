// Hash algorithms by the names that CCA tokens use. Source: IANA, Hash Function Textual Names.

import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { textOf } from '../../encoding/cbor.ts';
import { fault } from '../../examination.ts';
import type { Bytes } from '#enclave/protocol/index.ts';

const hashes = { 'sha-256': sha256, 'sha-384': sha384, 'sha-512': sha512 } as const;

export type HashName = keyof typeof hashes;

const isHashName = (name: string): name is HashName => Object.hasOwn(hashes, name);

/** Throws ParseFault on weaker ones and unknown ones. */
export function hashNameOf(value: unknown, field: string): HashName {
  const name = textOf(value, field);
  return isHashName(name) ? name : fault(field, Object.keys(hashes).join(', '), name.slice(0, 32));
}

export const hashBy = (name: HashName, bytes: Bytes): Uint8Array => hashes[name](bytes);
