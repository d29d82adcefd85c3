// Authorities for tests that HyperEnclave's own verifier believes beside the one for production.
// None is believed here, whoever names it. The one for production (CFCA ACS SM2 OCA33) is not
// compiled in: it certifies keys of many kinds, and no public specification says that it keeps
// those of TPMs apart. An entry may name it, by the SHA-256 of its certificate:
// 17c99f0d146a927f71a3d0b30708e659dbecebd8c5afae7a2c702fb3e8aeb064. Source:
// asterinas/jinzhao-attest, `platforms/hyperenclave/platform.cpp`.

import type { Anchor } from '../x509/path.ts';
import type { Hash } from '../../protocol/index.ts';

export const hyperEnclaveTestAuthorities: readonly Anchor[] = [
  {
    name: 'CFCA ACS TEST SM2 OCA33',
    keyHash: 'a8e6b3abe47e655f678c5c02b938b31c91f7a0e1720c563a1e94b0a350ca9b69' as Hash,
  },
  {
    name: 'ROOT CA (BJ)',
    keyHash: 'f39cb9c7cab57cd211a505ae9cdeb7c615b6519758071558759255d057e133f3' as Hash,
  },
];
