// The narrowest entries for SGX enclaves and TDX domains, and for what is shaped like them.

import { inexpressible, toHex } from '../../protocol/index.ts';
import { tdAttribute } from '../../attestation/index.ts';
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
  const [rtmr0 = '', rtmr1 = '', rtmr2 = '', rtmr3 = ''] = report.rtmr.map(toHex);
  return {
    format: 'tdx' as const,
    referenceValues: {
      domains: [
        {
          mrTd: toHex(report.mrTd),
          rtmr0,
          rtmr1,
          rtmr2,
          rtmr3,
          mrConfigId: toHex(report.mrConfigId),
          mrOwner: toHex(report.mrOwner),
          mrOwnerConfig: toHex(report.mrOwnerConfig),
        },
      ],
    },
    minTcb: {
      ...intelTcb(claims),
      migration: tdAttribute(report.tdAttributes, 29),
      perfmon: tdAttribute(report.tdAttributes, 63),
    },
    notApplicable: [...inexpressible.tdx],
  };
}
