// The hardware formats, each with its verifier. Each answers with the lines of its examination,
// whether or not the evidence stands.

import { amdRoots } from '../anchors/amd.ts';
import { nitroRoot } from '../anchors/aws.ts';
import { azureTpmRoot } from '../anchors/azure.ts';
import { hygonRoot } from '../anchors/hygon.ts';
import { hyperEnclaveTestAuthorities } from '../anchors/hyperenclave.ts';
import { intelRoot } from '../anchors/intel.ts';
import { bytesOf, type Bytes, type Evidence } from '../../protocol/index.ts';
import type { AuthenticClaims, VerifyContext } from '../claims.ts';
import type { EvidenceVerifier, PlatformClaims } from '../evidence.ts';
import {
  EvidenceFault,
  openExamination,
  ParseFault,
  type CheckLine,
  type Examination,
} from '../examination.ts';
import { examineCca } from './arm-cca.ts';
import { examineAzureSnp, examineAzureTdx } from './azure-vtpm.ts';
import { examineCsv } from './hygon-csv.ts';
import { examineHyperEnclave } from './hyperenclave.ts';
import { examineKeystone } from './keystone.ts';
import { examineNitro } from './nitro.ts';
import { examinePsa } from './psa.ts';
import { examineSnp } from './sev-snp.ts';
import { examineSgx } from './sgx-dcap.ts';
import { examineTdx } from './tdx.ts';
import { examineTpm } from './tpm2.ts';

/** Raw evidence and endorsements, at a time → what the vendor vouches for. Throws EvidenceFault. */
type Examine = (
  raw: Bytes,
  endorsements: readonly Bytes[],
  context: VerifyContext,
  examination: Examination,
) => Promise<AuthenticClaims<PlatformClaims>>;

const hygon = { hygon: hygonRoot };
const hyperEnclave = { testAuthorities: hyperEnclaveTestAuthorities };
const intel = { intel: intelRoot };
const azureSnp = { amd: amdRoots, azure: azureTpmRoot };
const azureTdx = { intel: intelRoot, azure: azureTpmRoot };
const nitro = { nitro: nitroRoot };

/** Each with its vendor's compiled-in anchors, where there are such. */
const examiners = {
  'sgx-dcap': (raw, endorsements, context, examination) =>
    examineSgx(raw, endorsements, { ...context, anchors: intel }, examination),
  tdx: (raw, endorsements, context, examination) =>
    examineTdx(raw, endorsements, { ...context, anchors: intel }, examination),
  'sev-snp': (raw, endorsements, context, examination) =>
    examineSnp(raw, endorsements, { ...context, anchors: amdRoots }, examination),
  'nitro-enclave': (raw, endorsements, context, examination) =>
    examineNitro('nitro-enclave', raw, endorsements, { ...context, anchors: nitro }, examination),
  'nitro-tpm': (raw, endorsements, context, examination) =>
    examineNitro('nitro-tpm', raw, endorsements, { ...context, anchors: nitro }, examination),
  tpm2: examineTpm,
  'arm-cca': examineCca,
  psa: examinePsa,
  keystone: examineKeystone,
  'hygon-csv': (raw, endorsements, context, examination) =>
    examineCsv(raw, endorsements, { ...context, anchors: hygon }, examination),
  hyperenclave: (raw, endorsements, context, examination) =>
    examineHyperEnclave(raw, endorsements, { ...context, anchors: hyperEnclave }, examination),
  'azure-snp-vtpm': (raw, endorsements, context, examination) =>
    examineAzureSnp(raw, endorsements, { ...context, anchors: azureSnp }, examination),
  'azure-tdx-vtpm': (raw, endorsements, context, examination) =>
    examineAzureTdx(raw, endorsements, { ...context, anchors: azureTdx }, examination),
} as const satisfies Record<Exclude<Evidence['format'], 'simulated'>, Examine>;

export type HardwareFormat = keyof typeof examiners;

/** All formats of the protocol but the simulated one. */
export const hardwareFormats = Object.keys(examiners) as readonly HardwareFormat[];

export const isHardwareFormat = (format: string): format is HardwareFormat =>
  Object.hasOwn(examiners, format);

export interface Examined {
  /** In the order of the checks. What stands behind a failed line was not checked. */
  readonly lines: readonly CheckLine[];
  /** There exactly if the evidence is authentic. */
  readonly claims?: AuthenticClaims<PlatformClaims>;
  readonly fault?: EvidenceFault;
}

/**
 * Examines evidence without believing anything around it; never throws on what evidence may hold.
 */
export async function examineEvidence(
  format: HardwareFormat,
  raw: Bytes,
  endorsements: readonly Bytes[],
  context: VerifyContext,
): Promise<Examined> {
  const examination = openExamination();
  const { lines } = examination;
  try {
    const examine: Examine = examiners[format];
    return { lines, claims: await examine(raw, endorsements, context, examination) };
  } catch (fault) {
    if (fault instanceof EvidenceFault) return { lines, fault };
    if (!(fault instanceof ParseFault)) throw fault;
    // A part that was read late: refused all the same, with a line of its own.
    const { field, expected, found } = fault;
    const line: CheckLine = { id: 'form', field, expected, found, passed: false };
    return { lines: [...lines, line], fault: new EvidenceFault('EVIDENCE_INVALID', line) };
  }
}

/**
 * The same as verifiers of whole evidence. Which code runs, hardware does not say: the runtime
 * does, which the report data binds, and a policy's entry says which measurements may.
 */
export const hardwareVerifiers: readonly EvidenceVerifier[] = hardwareFormats.map((format) => ({
  format,
  verify: async ({ raw, endorsements, runtime }, context) => {
    const { claims, fault } = await examineEvidence(
      format,
      bytesOf(raw),
      endorsements.map(bytesOf),
      context,
    );
    if (claims === undefined) throw fault ?? new Error('no claims and no fault');
    return { ...claims, code: runtime.code };
  },
}));
