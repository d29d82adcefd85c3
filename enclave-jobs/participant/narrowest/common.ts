// What the narrowest entries of several formats have in common.

import { toHex, type Bytes, type Hash } from '../../protocol/index.ts';
import type { PlatformClaims } from '../../attestation/index.ts';

export type ClaimsOf<F> = Extract<PlatformClaims, { format: F }>;

export const anchorsOf = (anchor: Hash | undefined) => (anchor === undefined ? [] : [anchor]);

export const statesOf = (pcrs: ReadonlyMap<number, Bytes>) => [
  [...pcrs].sort(([a], [b]) => a - b).map(([index, value]) => ({ index, value: toHex(value) })),
];
