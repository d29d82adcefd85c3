// The narrowest entries for what is measured into registers: Nitro and TPMs.

import { inexpressible, toHex, type Hash } from '../../protocol/index.ts';
import { type ClaimsOf, anchorsOf, statesOf } from './common.ts';

/** Seconds that a Nitro document may be old. */
const nitroAgeMax = 300;

export function nitroEntry({ format, document }: ClaimsOf<'nitro-enclave' | 'nitro-tpm'>) {
  const minTcb = { evidenceAgeMax: nitroAgeMax };
  if (format === 'nitro-tpm') {
    const referenceValues = { states: statesOf(document.pcrs) };
    return { format, referenceValues, minTcb, notApplicable: [...inexpressible[format]] };
  }
  const [pcr0 = '', pcr1 = '', pcr2 = ''] = [0, 1, 2].map((index) =>
    toHex(document.pcrs.get(index) ?? new Uint8Array()),
  );
  const referenceValues = { images: [{ pcr0, pcr1, pcr2 }] };
  return { format, referenceValues, minTcb, notApplicable: [...inexpressible[format]] };
}

export function tpmEntry({ attest, pcrs }: ClaimsOf<'tpm2'>, anchor: Hash | undefined) {
  return {
    format: 'tpm2' as const,
    anchors: anchorsOf(anchor),
    referenceValues: { states: statesOf(pcrs) },
    minTcb: { firmwareMin: toHex(attest.firmwareVersion) },
    notApplicable: [...inexpressible.tpm2],
  };
}
