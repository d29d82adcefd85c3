// The narrowest entry for a Keystone enclave.

import { inexpressible, toHex, type Hash } from '../../protocol/index.ts';
import { type ClaimsOf, anchorsOf } from './common.ts';

export const keystoneEntry = ({ report }: ClaimsOf<'keystone'>, anchor: Hash | undefined) => ({
  format: 'keystone' as const,
  anchors: anchorsOf(anchor),
  referenceValues: {
    smHashes: [toHex(report.sm.hash)],
    enclaveHashes: [toHex(report.enclave.hash)],
  },
  minTcb: {},
  notApplicable: [...inexpressible.keystone],
});
