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

const anchorsOf = (anchor: Hash | undefined) => (anchor === undefined ? [] : [anchor]);

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

const enclaveValues = ({ report }: ClaimsOf<'sgx-dcap' | 'hyperenclave'>) => ({
  mrEnclaves: [toHex(report.mrEnclave)],
  mrSigners: [toHex(report.mrSigner)],
  configIds: [toHex(report.configId)],
  isvProdId: report.isvProdId,
  isvSvnMin: report.isvSvn,
});

const sgxEntry = (claims: ClaimsOf<'sgx-dcap'>) => ({
  format: 'sgx-dcap' as const,
  referenceValues: enclaveValues(claims),
  minTcb: intelTcb(claims),
  notApplicable: [...inexpressible['sgx-dcap']],
});

function hyperEnclaveEntry(claims: ClaimsOf<'hyperenclave'>, anchor: Hash | undefined) {
  const { pcrDigest, firmwareVersion } = claims.attest;
  return {
    format: 'hyperenclave' as const,
    anchors: anchorsOf(anchor),
    referenceValues: { ...enclaveValues(claims), pcrDigests: [toHex(pcrDigest)] },
    minTcb: { firmwareMin: toHex(firmwareVersion) },
    notApplicable: [...inexpressible.hyperenclave],
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
    anchors: anchorsOf(anchor),
    referenceValues: { states: statesOf(pcrs) },
    minTcb: { firmwareMin: toHex(attest.firmwareVersion) },
    notApplicable: [...inexpressible.tpm2],
  };
}

const componentsOf = (components: ClaimsOf<'psa'>['token']['softwareComponents']) => [
  components.map(({ signerId, measurementValue }) => ({
    signerId: toHex(signerId),
    measurementValue: toHex(measurementValue),
  })),
];

function ccaEntry({ platform, realm }: ClaimsOf<'arm-cca'>, anchor: Hash | undefined) {
  const [rem0 = '', rem1 = '', rem2 = '', rem3 = ''] = realm.extensibleMeasurements.map(toHex);
  return {
    format: 'arm-cca' as const,
    anchors: anchorsOf(anchor),
    referenceValues: {
      implementationIds: [toHex(platform.implementationId)],
      softwareComponents: componentsOf(platform.swComponents),
      configs: [toHex(platform.config)],
      realms: [
        {
          hashAlgoId: realm.hashAlgoId,
          initialMeasurement: toHex(realm.initialMeasurement),
          extensibleMeasurement0: rem0,
          extensibleMeasurement1: rem1,
          extensibleMeasurement2: rem2,
          extensibleMeasurement3: rem3,
          personalizationValue: toHex(realm.personalizationValue),
        },
      ],
    },
    minTcb: {},
    notApplicable: [...inexpressible['arm-cca']],
  };
}

/** Undefined for a device that measures nothing: there is no state that a policy could name. */
function psaEntry({ token }: ClaimsOf<'psa'>, anchor: Hash | undefined) {
  if (token.softwareComponents.length === 0) return undefined;
  return {
    format: 'psa' as const,
    anchors: anchorsOf(anchor),
    referenceValues: {
      implementationIds: [toHex(token.implementationId)],
      softwareComponents: componentsOf(token.softwareComponents),
      clientIds: [token.clientId],
    },
    minTcb: {},
    notApplicable: [...inexpressible.psa],
  };
}

const keystoneEntry = ({ report }: ClaimsOf<'keystone'>, anchor: Hash | undefined) => ({
  format: 'keystone' as const,
  anchors: anchorsOf(anchor),
  referenceValues: {
    smHashes: [toHex(report.sm.hash)],
    enclaveHashes: [toHex(report.enclave.hash)],
  },
  minTcb: {},
  notApplicable: [...inexpressible.keystone],
});

function csvGuest({ report }: ClaimsOf<'hygon-csv'>) {
  const common = {
    measure: toHex(report.measure),
    vmId: toHex(report.vmId),
    vmVersion: toHex(report.vmVersion),
  };
  if (report.rtmrs === undefined) return { version: 1 as const, ...common };
  const [rtmr0 = '', rtmr1 = '', rtmr2 = '', rtmr3 = '', rtmr4 = ''] = report.rtmrs.map(toHex);
  return { version: 2 as const, ...common, rtmr0, rtmr1, rtmr2, rtmr3, rtmr4 };
}

function csvEntry(claims: ClaimsOf<'hygon-csv'>) {
  const { policy, build = 0 } = claims.report;
  const { noKeySharing, encryptedState, domain, csv, csv3, asidReuse } = policy;
  return {
    format: 'hygon-csv' as const,
    referenceValues: { guests: [csvGuest(claims)] },
    minTcb: {
      pekFirmwareMin: claims.pekFirmware,
      policyApiMin: { major: policy.apiMajor, minor: policy.apiMinor },
      buildMin: build,
      policy: { noKeySharing, encryptedState, domain, csv, csv3, asidReuse },
      migration: !policy.noSend,
    },
    notApplicable: [...inexpressible['hygon-csv']],
  };
}

function azureSnpEntry({ hardware, pcrs, vm }: ClaimsOf<'azure-snp-vtpm'>) {
  const { referenceValues, minTcb } = snpEntry(hardware);
  return {
    format: 'azure-snp-vtpm' as const,
    referenceValues: { ...referenceValues, states: statesOf(pcrs) },
    minTcb: { ...minTcb, withoutSecureBoot: !vm.secureBoot, console: vm.console },
    notApplicable: [...inexpressible['azure-snp-vtpm']],
  };
}

function azureTdxEntry({ hardware, pcrs, vm }: ClaimsOf<'azure-tdx-vtpm'>) {
  const { referenceValues, minTcb } = tdxEntry(hardware);
  return {
    format: 'azure-tdx-vtpm' as const,
    referenceValues: { ...referenceValues, states: statesOf(pcrs) },
    minTcb: { ...minTcb, withoutSecureBoot: !vm.secureBoot, console: vm.console },
    notApplicable: [...inexpressible['azure-tdx-vtpm']],
  };
}

function platformEntry({ platform, namedAnchor }: AuthenticClaims<PlatformClaims>) {
  switch (platform.format) {
    case 'simulated':
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
    case 'arm-cca':
      return ccaEntry(platform, namedAnchor);
    case 'psa':
      return psaEntry(platform, namedAnchor);
    case 'keystone':
      return keystoneEntry(platform, namedAnchor);
    case 'hygon-csv':
      return csvEntry(platform);
    case 'hyperenclave':
      return hyperEnclaveEntry(platform, namedAnchor);
    case 'azure-snp-vtpm':
      return azureSnpEntry(platform);
    case 'azure-tdx-vtpm':
      return azureTdxEntry(platform);
  }
}

/** For any machine that shows the same. Undefined for evidence that shows nothing to name, such as simulated. */
export function entryFromEvidence(
  claims: AuthenticClaims<PlatformClaims>,
  code: Hash,
): WorkerRequirements | undefined {
  const entry = platformEntry(claims);
  if (entry === undefined) return undefined;
  const { collateralIssued } = claims;
  return { ...entry, code, debug: false, minCollateralIssued: collateralIssued, chips: 'any' };
}
