// The TD report inside an HCL report is what the host had turned into a TD quote. Its MAC only that
// machine could check: it says nothing of its own, but it may not say another thing than the quote.
// Source: Intel TDX Module 1.0, TDREPORT_STRUCT; Intel TDX Module 1.5 ABI.

import { bytesAt } from '../../encoding/byte-reader.ts';
import type { Examination } from '../../examination.ts';
import { equalBytes, toHex, type Bytes } from '#enclave/protocol/index.ts';
import type { TdReport } from '../intel/quote.ts';

type Place = readonly [field: string, offset: number, quoted: Bytes];

const placesOf = (report: TdReport): readonly Place[] => [
  ['REPORTDATA', 128, report.reportData],
  ['TEE_TCB_SVN', 264, report.teeTcbSvn],
  ['MRSEAM', 280, report.mrSeam],
  ['MRSIGNERSEAM', 328, report.mrSignerSeam],
  ['SEAMATTRIBUTES', 376, report.seamAttributes],
  ['TDATTRIBUTES', 512, report.tdAttributes],
  ['XFAM', 520, report.xfam],
  ['MRTD', 528, report.mrTd],
  ['MRCONFIGID', 576, report.mrConfigId],
  ['MROWNER', 624, report.mrOwner],
  ['MROWNERCONFIG', 672, report.mrOwnerConfig],
  ...report.rtmr.map((one, index): Place => [`RTMR${index}`, 720 + 48 * index, one]),
];

/** Throws EvidenceFault; the examination has the lines. */
export function checkTdReport(examination: Examination, raw: Bytes, report: TdReport): void {
  for (const [field, offset, quoted] of placesOf(report)) {
    const found = bytesAt(raw, offset, quoted.length, field);
    examination.check('td-report', equalBytes(found, quoted), {
      field: `TD report ${field}`,
      expected: toHex(quoted),
      found: toHex(found),
    });
  }
}
