// ECDSA in COSE (RFC 9053 section 2.1). Any of its hashes may go with any curve there; the profiles
// here pair them by strength, and so do we.

import type { Curve, DigestName } from '../x509/algorithms.ts';

export interface CoseAlgorithm {
  readonly id: number;
  readonly name: string;
  readonly curve: Curve;
  readonly hash: DigestName;
}

const algorithms: Readonly<Record<Curve, CoseAlgorithm>> = {
  'P-256': { id: -7, name: 'ES256', curve: 'P-256', hash: 'SHA-256' },
  'P-384': { id: -35, name: 'ES384', curve: 'P-384', hash: 'SHA-384' },
  'P-521': { id: -36, name: 'ES512', curve: 'P-521', hash: 'SHA-512' },
};

/** The one algorithm that fits a key. */
export const coseAlgorithmOf = (curve: Curve): CoseAlgorithm => algorithms[curve];
