// SGX and TDX quotes under one entry of a policy.

import { toHex, type Bytes, type WorkerRequirements } from '#enclave/protocol/index.ts';
import type { EnclaveReport, TdReport } from '../../verify/intel/quote.ts';
import type { IntelTcb, SgxClaims } from '../../verify/sgx-dcap.ts';
import type { TdxClaims } from '../../verify/tdx.ts';
import { line, oneOf, switchLine, type AppraisalLine } from '../line.ts';
import { fieldLines, nearestLines } from '../nearest.ts';

type SgxEntry = Extract<WorkerRequirements, { format: 'sgx-dcap' }>;
/** Quotes of HyperEnclave are asked the same, and more. */
type EnclaveValues = SgxEntry['referenceValues'];
/** The quote of a paravisor is asked the same. */
type TdxEntry = Pick<Extract<WorkerRequirements, { format: 'tdx' }>, 'referenceValues' | 'minTcb'>;

/** What Intel says of the platform's patches, and the switch that its PCK certificate states. */
function tcbLines(
  tcb: IntelTcb,
  smt: boolean | undefined,
  { minTcb }: SgxEntry | TdxEntry,
): readonly AppraisalLine[] {
  const { status, advisories, date, evaluationDataNumber } = tcb;
  const unknown = advisories.filter((one) => !minTcb.advisories.includes(one));
  const low = 'TCB_TOO_LOW';
  return [
    line(
      'tcb',
      minTcb.statuses.includes(status),
      'TCB status',
      oneOf(minTcb.statuses),
      status,
      low,
    ),
    line(
      'tcb',
      date >= minTcb.tcbDateMin,
      'tcbDate',
      `${minTcb.tcbDateMin} or later`,
      `${date}`,
      low,
    ),
    line(
      'tcb',
      evaluationDataNumber >= minTcb.evaluationDataNumberMin,
      'tcbEvaluationDataNumber',
      `${minTcb.evaluationDataNumberMin} or more`,
      `${evaluationDataNumber}`,
      low,
    ),
    line(
      'advisories',
      unknown.length === 0,
      'advisoryIDs',
      minTcb.advisories.join(', ') || 'none',
      advisories.join(', ') || 'none',
      low,
    ),
    switchLine('smt', 'SMT Enabled', smt, minTcb.smt),
  ];
}

/** An enclave that may ask for provisioning or launch keys could be linked to its machine. */
const hasPrivilegedKeys = (attributes: Bytes) => ((attributes[0] ?? 0xff) & 0x30) !== 0;

/** What an enclave is, as its report says it. */
export function enclaveLines(
  report: EnclaveReport,
  values: EnclaveValues,
): readonly AppraisalLine[] {
  const { mrEnclaves, mrSigners, configIds, isvProdId, isvSvnMin } = values;
  const among = (field: string, accepted: readonly string[], bytes: Bytes) =>
    line('reference-values', accepted.includes(toHex(bytes)), field, oneOf(accepted), toHex(bytes));
  return [
    among('MRENCLAVE', mrEnclaves, report.mrEnclave),
    among('MRSIGNER', mrSigners, report.mrSigner),
    among('CONFIGID', configIds, report.configId),
    line(
      'reference-values',
      report.isvProdId === isvProdId,
      'ISVPRODID',
      `${isvProdId}`,
      `${report.isvProdId}`,
    ),
    line(
      'reference-values',
      report.isvSvn >= isvSvnMin,
      'ISVSVN',
      `${isvSvnMin} or more`,
      `${report.isvSvn}`,
    ),
    line(
      'attributes',
      !hasPrivilegedKeys(report.attributes),
      'ATTRIBUTES',
      'no PROVISIONKEY, no EINITTOKENKEY',
      toHex(report.attributes),
    ),
  ];
}

export function appraiseSgx(claims: SgxClaims, entry: SgxEntry): readonly AppraisalLine[] {
  const { report, tcb, platformTcb } = claims;
  return [...enclaveLines(report, entry.referenceValues), ...tcbLines(tcb, platformTcb.smt, entry)];
}

/** Whether a bit of TDATTRIBUTES is set. */
export const tdAttribute = (attributes: Bytes, bit: number): boolean =>
  ((attributes[bit >> 3] ?? 0) & (1 << (bit & 7))) !== 0;

/** A domain as an entry names it. Reports of TD 1.0 know no service domain: it counts as none. */
export function measuredDomain(report: TdReport): TdxEntry['referenceValues']['domains'][number] {
  const [rtmr0 = '', rtmr1 = '', rtmr2 = '', rtmr3 = ''] = report.rtmr.map(toHex);
  return {
    mrTd: toHex(report.mrTd),
    rtmr0,
    rtmr1,
    rtmr2,
    rtmr3,
    mrConfigId: toHex(report.mrConfigId),
    mrOwner: toHex(report.mrOwner),
    mrOwnerConfig: toHex(report.mrOwnerConfig),
    mrServiceTd: toHex(report.mrServiceTd ?? new Uint8Array(48)),
    xfam: toHex(report.xfam),
  };
}

const domainLines = ({ report }: TdxClaims, { referenceValues }: TdxEntry) =>
  nearestLines(referenceValues.domains, (domain) =>
    fieldLines(domain, measuredDomain(report), (field) => field.toUpperCase()),
  );

export function appraiseTdx(claims: TdxClaims, entry: TdxEntry): readonly AppraisalLine[] {
  const { report, tcb, platformTcb } = claims;
  const { minTcb } = entry;
  const bit = (index: number) => tdAttribute(report.tdAttributes, index);
  return [
    ...domainLines(claims, entry),
    // Without it the host can make the guest take virtualisation exceptions where it expects none.
    line('attributes', bit(28), 'TDATTRIBUTES.SEPT_VE_DISABLE', 'on', bit(28) ? 'on' : 'off'),
    switchLine('attributes', 'TDATTRIBUTES.PERFMON', bit(63), minTcb.perfmon),
    switchLine('migration', 'TDATTRIBUTES.MIGRATABLE', bit(29), minTcb.migration),
    ...tcbLines(tcb, platformTcb.smt, entry),
  ];
}
