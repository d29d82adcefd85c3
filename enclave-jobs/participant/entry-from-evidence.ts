// The narrowest entry that takes this very evidence: where somebody starts who wants to name a platform. What
// it should allow beyond, a person decides.

import {
  inexpressible,
  toHex,
  type Bytes,
  type Hash,
  type WorkerRequirements,
} from '../protocol/index.ts';
import type { AuthenticClaims, PlatformClaims } from '../attestation/index.ts';

/** Seconds that a Nitro document may be old. */
const nitroAgeMax = 300;

const statesOf = (pcrs: ReadonlyMap<number, Bytes>) => [
  [...pcrs].sort(([a], [b]) => a - b).map(([index, value]) => ({ index, value: toHex(value) })),
];

const bit = (attributes: Bytes, index: number) =>
  ((attributes[index >> 3] ?? 0) & (1 << (index & 7))) !== 0;

type ClaimsOf<F> = Extract<PlatformClaims, { format: F }>;

function snpEntry({ report, product, reportedTcb, launchTcb, cloud }: ClaimsOf<'sev-snp'>) {
  const least = (part: 'fmc' | 'bootloader' | 'tee' | 'snp' | 'microcode') =>
    Math.min(reportedTcb[part] ?? 0, launchTcb[part] ?? 0);
  return {
    format: 'sev-snp' as const,
    referenceValues: {
      measurements: [toHex(report.measurement)],
      hostData: [toHex(report.hostData)],
      guestSvnMin: report.guestSvn,
    },
    minTcb: {
      products: [
        {
          product,
          fmc: least('fmc'),
          bootloader: least('bootloader'),
          tee: least('tee'),
          snp: least('snp'),
          microcode: least('microcode'),
        },
      ],
      keys: [report.signingKey],
      clouds: cloud === undefined ? [] : [cloud],
      vmpls: [report.vmpl],
      smt: report.policy.smt || report.platformInfo.smt,
      migration: report.policy.migrationAgent,
    },
    notApplicable: [...inexpressible['sev-snp']],
  };
}

function intelTcb({ tcb, platformTcb }: ClaimsOf<'sgx-dcap'> | ClaimsOf<'tdx'>) {
  return {
    statuses: [tcb.status],
    advisories: [...tcb.advisories],
    tcbDateMin: tcb.date,
    evaluationDataNumberMin: tcb.evaluationDataNumber,
    smt: platformTcb.smt !== false,
  };
}

function sgxEntry(claims: ClaimsOf<'sgx-dcap'>) {
  const { report } = claims;
  return {
    format: 'sgx-dcap' as const,
    referenceValues: {
      mrEnclaves: [toHex(report.mrEnclave)],
      mrSigners: [toHex(report.mrSigner)],
      configIds: [toHex(report.configId)],
      isvProdId: report.isvProdId,
      isvSvnMin: report.isvSvn,
    },
    minTcb: intelTcb(claims),
    notApplicable: [...inexpressible['sgx-dcap']],
  };
}

function tdxEntry(claims: ClaimsOf<'tdx'>) {
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
      migration: bit(report.tdAttributes, 29),
      perfmon: bit(report.tdAttributes, 63),
    },
    notApplicable: [...inexpressible.tdx],
  };
}

function nitroEntry({ format, document }: ClaimsOf<'nitro-enclave' | 'nitro-tpm'>) {
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

function tpmEntry({ attest, pcrs }: ClaimsOf<'tpm2'>, anchor: Hash | undefined) {
  return {
    format: 'tpm2' as const,
    anchors: anchor === undefined ? [] : [anchor],
    referenceValues: { states: statesOf(pcrs) },
    minTcb: { firmwareMin: toHex(attest.firmwareVersion) },
    notApplicable: [...inexpressible.tpm2],
  };
}

function platformEntry({ platform, namedAnchor }: AuthenticClaims<PlatformClaims>) {
  switch (platform.format) {
    case 'simulated':
    // No policy can name these yet.
    case 'arm-cca':
    case 'hygon-csv':
    case 'keystone':
    case 'psa':
      return undefined;
    case 'sev-snp':
      return snpEntry(platform);
    case 'sgx-dcap':
      return sgxEntry(platform);
    case 'tdx':
      return tdxEntry(platform);
    case 'nitro-enclave':
    case 'nitro-tpm':
      return nitroEntry(platform);
    case 'tpm2':
      return tpmEntry(platform, namedAnchor);
  }
}

/** For any machine that shows the same. Undefined for simulated evidence. */
export function entryFromEvidence(
  claims: AuthenticClaims<PlatformClaims>,
  code: Hash,
): WorkerRequirements | undefined {
  const entry = platformEntry(claims);
  if (entry === undefined) return undefined;
  const { collateralIssued } = claims;
  return { ...entry, code, debug: false, minCollateralIssued: collateralIssued, chips: 'any' };
}
