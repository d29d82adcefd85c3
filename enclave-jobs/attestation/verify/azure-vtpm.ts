// Confidential VMs on Azure: hardware vouches for a paravisor and for claims by which that names
// the key of its virtual TPM; the TPM signs what is fresh. The hardware's own report is made at
// boot: its data are the claims' hash, and freshness is the quote's alone. Evidence:
// verify/azure/evidence.ts. Endorsements: the hardware's, and if wanted the certificate of the
// TPM's key with its chain. Source: Azure, guest attestation for confidential VMs;
// microsoft/openvmm.

import type { AmdRoots } from '../anchors/amd.ts';
import type { CertificateAnchor } from '../anchors/azure.ts';
import type { AuthenticClaims, ExamineContext } from '../claims.ts';
import type { Examination } from '../examination.ts';
import {
  concatBytes,
  equalBytes,
  hashOf,
  sha256,
  toHex,
  type Bytes,
  type Hash,
} from '../../protocol/index.ts';
import type { Anchor } from '../x509/path.ts';
import { checkKeyCertificate } from './azure/check-certificate.ts';
import { readAzureSnp, readAzureTdx } from './azure/evidence.ts';
import {
  readAttestationKey,
  readHclReport,
  type AzureVm,
  type HclReport,
} from './azure/hcl-report.ts';
import { checkTdReport } from './azure/td-report.ts';
import { examineSnp, type SnpClaims } from './sev-snp.ts';
import { examineTdx, type TdxClaims } from './tdx.ts';
import { checkTpmQuote } from './tpm2/check-quote.ts';
import type { TpmAttest, TpmQuote } from './tpm2/quote.ts';

interface AzureClaims {
  readonly vm: AzureVm;
  readonly attest: TpmAttest;
  readonly pcrs: ReadonlyMap<number, Bytes>;
  /** SHA-256 of the attestation key's SubjectPublicKeyInfo. */
  readonly attestationKey: Hash;
  /** Whether the key has a certificate too; the hardware vouches for it either way. */
  readonly isCertified: boolean;
}

export interface AzureSnpClaims extends AzureClaims {
  readonly format: 'azure-snp-vtpm';
  readonly hardware: SnpClaims;
}

export interface AzureTdxClaims extends AzureClaims {
  readonly format: 'azure-tdx-vtpm';
  readonly hardware: TdxClaims;
}

type AzureContext<Vendor> = ExamineContext<Vendor & { readonly azure: CertificateAnchor }>;

/** Azure's TPMs sign so, and their keys for nothing else. */
const scheme = { name: 'RSASSA', hash: 'SHA-256' } as const;

interface Reported {
  readonly report: HclReport;
  readonly quote: TpmQuote;
  readonly hardware: AuthenticClaims<SnpClaims> | AuthenticClaims<TdxClaims>;
}

/** The claims are the paravisor's: their hash fills the data of its report. */
function checkRuntimeData(examination: Examination, { report, hardware }: Reported): void {
  const expected = concatBytes(sha256(report.claims), new Uint8Array(32));
  examination.check('runtime-data', equalBytes(hardware.reportData, expected), {
    field: 'REPORT_DATA',
    expected: toHex(expected),
    found: toHex(hardware.reportData),
  });
}

/** From authentic hardware to the TPM's word; what both formats have in common. */
async function checkTpm(
  examination: Examination,
  reported: Reported,
  endorsements: readonly Bytes[],
  context: AzureContext<unknown>,
): Promise<{ readonly claims: AzureClaims; readonly validUntil: number }> {
  checkRuntimeData(examination, reported);
  const { report, quote, hardware } = reported;
  const key = examination.read('attestation-key', 'HCLAkPub', () => readAttestationKey(report));
  const chain = await checkKeyCertificate(examination, endorsements, key, context);
  await checkTpmQuote(examination, quote, { key, scheme }, context);
  const claims = {
    vm: report.vm,
    attest: quote.attest,
    pcrs: quote.pcrs,
    attestationKey: hashOf(key.spki),
    isCertified: chain.length > 0,
  };
  const ends = chain.map(({ notAfter }) => notAfter);
  return { claims, validUntil: Math.min(hardware.collateralValidUntil, ...ends) };
}

/** Throws EvidenceFault; the examination has the lines. */
export async function examineAzureSnp(
  raw: Bytes,
  endorsements: readonly Bytes[],
  context: AzureContext<{ readonly amd: AmdRoots }>,
  examination: Examination,
): Promise<AuthenticClaims<AzureSnpClaims>> {
  const { hcl, quote } = examination.read('container', 'evidence', () => readAzureSnp(raw));
  const report = examination.read('hcl', 'HCL report', () => readHclReport(hcl, 'snp'));
  const amd = { ...context, anchors: context.anchors.amd };
  const hardware = await examineSnp(report.hardware, endorsements, amd, examination);
  const { vmpl } = hardware.platform.report;
  // From any other level it would be the guest's own word about a TPM.
  examination.check('vmpl', vmpl === 0, {
    field: 'VMPL',
    expected: '0 (the paravisor)',
    found: `${vmpl}`,
  });
  const reported = { report, quote, hardware };
  const { claims, validUntil } = await checkTpm(examination, reported, endorsements, context);
  return {
    ...hardware,
    reportData: quote.attest.extraData,
    collateralValidUntil: validUntil,
    platform: { format: 'azure-snp-vtpm', hardware: hardware.platform, ...claims },
  };
}

/** Throws EvidenceFault; the examination has the lines. */
export async function examineAzureTdx(
  raw: Bytes,
  endorsements: readonly Bytes[],
  context: AzureContext<{ readonly intel: Anchor }>,
  examination: Examination,
): Promise<AuthenticClaims<AzureTdxClaims>> {
  const evidence = examination.read('container', 'evidence', () => readAzureTdx(raw));
  const { hcl, hardware: tdQuote, quote } = evidence;
  const report = examination.read('hcl', 'HCL report', () => readHclReport(hcl, 'tdx'));
  const hardware = await examineTdx(tdQuote, endorsements, context, examination);
  checkTdReport(examination, report.hardware, hardware.platform.report);
  const reported = { report, quote, hardware };
  const { claims, validUntil } = await checkTpm(examination, reported, endorsements, context);
  return {
    ...hardware,
    reportData: quote.attest.extraData,
    collateralValidUntil: validUntil,
    platform: { format: 'azure-tdx-vtpm', hardware: hardware.platform, ...claims },
  };
}
