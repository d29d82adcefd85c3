// AMD root keys, one per product line. Source: AMD key distribution service, `cert_chain` of each
// product; checked against google/go-sev-guest and virtee/sev.

import type { Hash } from '../../protocol/index.ts';
import type { Anchor } from '../x509/path.ts';

export const snpProducts = ['Milan', 'Genoa', 'Turin'] as const;
/** Genoa stands for Bergamo and Siena too: one root, one layout. */
export type SnpProduct = (typeof snpProducts)[number];

export type AmdRoots = Readonly<Record<SnpProduct, Anchor>>;

export const amdRoots: AmdRoots = {
  Milan: {
    name: 'ARK-Milan',
    keyHash: '9f056bee44377e29308cb5ffa895bdfb62d18881fa6bed8d6f075b0204089cb9' as Hash,
  },
  Genoa: {
    name: 'ARK-Genoa',
    keyHash: '429a69c9422aa258ee4d8db5fcda9c6470ef15f8cd5a9cebd6cbc7d90b863831' as Hash,
  },
  Turin: {
    name: 'ARK-Turin',
    keyHash: '4f125410563a2ab9a50356f9243f6fe0b6f73de98603f53f90339c70e9d7ad08' as Hash,
  },
};
