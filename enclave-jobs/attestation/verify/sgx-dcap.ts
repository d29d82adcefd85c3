// Intel SGX by DCAP: a quote of version 3 (or the SGX form of 4 and 5), judged by Intel's
// collateral. Evidence: the quote with its PCK chain. Endorsements: TCB info, QE identity, their
// signer's chain, both revocation lists. Source: Intel SGX ECDSA Quote Library and Quote
// Verification Library.

import type { AuthenticClaims } from '../claims.ts';
import type { Examination } from '../examination.ts';
import type { Bytes, QuoteStatus } from '../../protocol/index.ts';
import type { IntelContext } from './intel/check-collateral.ts';
import { checkLevel, checkQuote, checkSupported } from './intel/check-quote.ts';
import type { PckPlatform } from './intel/pck.ts';
import type { EnclaveReport } from './intel/quote.ts';
import { converge } from './intel/tcb.ts';

/** What Intel says of the platform's patches. */
export interface IntelTcb {
  readonly status: QuoteStatus;
  /** Security advisories that apply to this level, sorted. */
  readonly advisories: readonly string[];
  /** Seconds since 1970: all fixes published before are in. */
  readonly date: number;
  /** The lower one of TCB info and QE identity. */
  readonly evaluationDataNumber: number;
}

export interface SgxClaims {
  readonly format: 'sgx-dcap';
  readonly quoteVersion: number;
  readonly report: EnclaveReport;
  readonly platformTcb: PckPlatform;
  readonly tcb: IntelTcb;
}

/** Bit 1 of the flags: the enclave can be looked into. */
export const isDebugEnclave = ({ attributes }: EnclaveReport) =>
  ((attributes[0] ?? 0xff) & 2) !== 0;

export const advisoriesOf = (...levels: readonly { readonly advisoryIDs: readonly string[] }[]) =>
  [...new Set(levels.flatMap(({ advisoryIDs }) => advisoryIDs))].sort();

/** Throws EvidenceFault; the examination has the lines. */
export async function examineSgx(
  raw: Bytes,
  endorsements: readonly Bytes[],
  context: IntelContext,
  examination: Examination,
): Promise<AuthenticClaims<SgxClaims>> {
  const checked = await checkQuote('SGX', raw, endorsements, context, examination);
  const { quote, platform, qeLevel } = checked;
  if (quote.body.tee !== 'SGX') throw new Error('an SGX quote was checked');
  const { report } = quote.body;
  const level = checkLevel(examination, checked, undefined);
  const status = checkSupported(examination, converge(level.tcbStatus, [qeLevel.tcbStatus]));
  return {
    reportData: report.reportData,
    namedAnchor: undefined,
    debug: isDebugEnclave(report),
    chip: platform.ppid,
    collateralIssued: checked.issued,
    collateralValidUntil: checked.validUntil,
    platform: {
      format: 'sgx-dcap',
      quoteVersion: quote.version,
      report,
      platformTcb: platform,
      tcb: {
        status,
        advisories: advisoriesOf(level, qeLevel),
        date: Math.min(level.tcbDate, qeLevel.tcbDate),
        evaluationDataNumber: checked.evaluationDataNumber,
      },
    },
  };
}
