// The narrowest entry for a HyperEnclave.

import { inexpressible, toHex, type Hash } from '../../protocol/index.ts';
import { type ClaimsOf, anchorsOf } from './common.ts';
import { enclaveValues } from './intel.ts';

export function hyperEnclaveEntry(claims: ClaimsOf<'hyperenclave'>, anchor: Hash | undefined) {
  const { pcrDigest, firmwareVersion } = claims.attest;
  return {
    format: 'hyperenclave' as const,
    anchors: anchorsOf(anchor),
    referenceValues: { ...enclaveValues(claims), pcrDigests: [toHex(pcrDigest)] },
    minTcb: { firmwareMin: toHex(firmwareVersion) },
    notApplicable: [...inexpressible.hyperenclave],
  };
}
