// SHA-2 by name, at once: verifiers compare digests in the middle of their lines.

import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import type { Bytes } from '../../protocol/index.ts';
import type { DigestName } from '../x509/algorithms.ts';

const functions = { 'SHA-256': sha256, 'SHA-384': sha384, 'SHA-512': sha512 } as const;

export const digestLengths: Readonly<Record<DigestName, number>> = {
  'SHA-256': 32,
  'SHA-384': 48,
  'SHA-512': 64,
};

export const digestOf = (name: DigestName, bytes: Bytes): Bytes => functions[name](bytes);
