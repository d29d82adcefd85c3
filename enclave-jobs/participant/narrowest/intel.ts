// The narrowest entries for SGX enclaves and TDX domains, and for what is shaped like them.

import { inexpressible, toHex } from '../../protocol/index.ts';
import { measuredDomain, tdAttribute } from '../../attestation/index.ts';
import { type ClaimsOf } from './common.ts';

function intelTcb({ tcb, platformTcb }: ClaimsOf<'sgx-dcap'> | ClaimsOf<'tdx'>) {
  return {
    statuses: [tcb.status],
    advisories: [...tcb.advisories],
    tcbDateMin: tcb.date,
    evaluationDataNumberMin: tcb.evaluationDataNumber,
    smt: platformTcb.smt !== false,
  };
}

export const enclaveValues = ({ report }: ClaimsOf<'sgx-dcap' | 'hyperenclave'>) => ({
  mrEnclaves: [toHex(report.mrEnclave)],
  mrSigners: [toHex(report.mrSigner)],
  configIds: [toHex(report.configId)],
  isvProdId: report.isvProdId,
  isvSvnMin: report.isvSvn,
});

export const sgxEntry = (claims: ClaimsOf<'sgx-dcap'>) => ({
  format: 'sgx-dcap' as const,
  referenceValues: enclaveValues(claims),
  minTcb: intelTcb(claims),
  notApplicable: [...inexpressible['sgx-dcap']],
});

export function tdxEntry(claims: ClaimsOf<'tdx'>) {
  const { report } = claims;
  return {
    format: 'tdx' as const,
    referenceValues: { domains: [measuredDomain(report)] },
    minTcb: {
      ...intelTcb(claims),
      migration: tdAttribute(report.tdAttributes, 29),
      perfmon: tdAttribute(report.tdAttributes, 63),
    },
    notApplicable: [...inexpressible.tdx],
  };
}
