// Intel's root for SGX and TDX. Two certificates of this key exist (until 2033 and until 2049), and
// both are in use: the key is what is pinned. Source: Intel Provisioning Certification Service.

import type { Hash } from '../../protocol/index.ts';
import type { Anchor } from '../x509/path.ts';

export const intelRoot: Anchor = {
  name: 'Intel SGX Root CA',
  keyHash: 'a0af031289f5d5d4132f9186068a7fc13628633ba235777472e29b6b6c67a49e' as Hash,
};
