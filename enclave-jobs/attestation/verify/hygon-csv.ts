// Hygon CSV: a report signed by a platform's key (PEK), that by the chip's (CEK), that by Hygon's
// (HSK), that by Hygon's root (HRK), all SM2 over SM3. Evidence: the report, with the PEK's
// certificate in it. Endorsements: HRK, HSK, CEK. Hygon publishes no dates and no revocation list
// for them. Source: Hygon csv-rs; GB/T 32918.

import type { HygonRoot } from '../anchors/hygon.ts';
import { undatedCollateral, type AuthenticClaims, type ExamineContext } from '../claims.ts';
import { isSm2Signed } from '../encoding/sm2.ts';
import type { Examination } from '../examination.ts';
import { noMemo } from '../memo.ts';
import { hashOf, type Bytes } from '../../protocol/index.ts';
import {
  firmwareOf,
  readAuthorities,
  readKeyCertificate,
  sm2Algorithm,
  usages,
  type CsvCertificate,
  type CsvVersion,
} from './hygon-csv/certificates.ts';
import { readCsvReport, type CsvReport } from './hygon-csv/report.ts';

export interface CsvClaims {
  readonly format: 'hygon-csv';
  readonly report: CsvReport;
  /** Of the firmware that certified the platform's key. */
  readonly pekFirmware: CsvVersion;
}

type CsvContext = ExamineContext<{ readonly hygon: HygonRoot }>;

async function checkSignature(
  examination: Examination,
  id: string,
  { signed, signature }: { readonly signed: Bytes; readonly signature: Bytes },
  { name, point, userId }: CsvCertificate,
  { memo = noMemo }: CsvContext,
): Promise<void> {
  const isGood = await memo.holds([point, userId, signature, signed], () =>
    Promise.resolve(isSm2Signed(point, userId, signature, signed)),
  );
  examination.check(id, isGood, {
    field: 'signature',
    expected: `by the ${name}`,
    found: isGood ? 'signed' : 'not signed',
  });
}

/** In version 1 these two words are what says that the mask is the right one. */
function checkSigner(examination: Examination, { sigUsage, sigAlgo }: CsvReport): void {
  examination.check('signer', sigUsage === usages.PEK && sigAlgo === sm2Algorithm, {
    field: 'sig_usage, sig_algo',
    expected: `0x${usages.PEK.toString(16)} (PEK), ${sm2Algorithm} (SM2)`,
    found: `0x${sigUsage.toString(16)}, ${sigAlgo}`,
  });
}

/** Throws EvidenceFault; the examination has the lines. */
export async function examineCsv(
  raw: Bytes,
  endorsements: readonly Bytes[],
  context: CsvContext,
  examination: Examination,
): Promise<AuthenticClaims<CsvClaims>> {
  const {
    report,
    pek: pekBytes,
    ...statement
  } = examination.read('report', 'report', () => readCsvReport(raw));
  checkSigner(examination, report);
  const pek = examination.read('pek', 'PEK', () => readKeyCertificate(pekBytes, 'PEK'));
  const { hrk, hrkFile, hsk, cek } = examination.read(
    'endorsements',
    'endorsements',
    () => readAuthorities(endorsements),
    'EVIDENCE_COLLATERAL',
  );
  const { name, fileHash } = context.anchors.hygon;
  const found = hashOf(hrkFile);
  examination.check('chain-anchor', found === fileHash, {
    field: 'HRK',
    expected: `${name} ${fileHash}`,
    found,
  });
  await checkSignature(examination, 'hsk-signature', hsk, hrk, context);
  await checkSignature(examination, 'cek-signature', cek, hsk, context);
  await checkSignature(examination, 'pek-signature', pek, cek, context);
  await checkSignature(examination, 'report-signature', statement, pek, context);
  return {
    reportData: report.reportData,
    namedAnchor: undefined,
    debug: !report.policy.noDebug,
    // The serial number in the report is signed by nobody; the chip's own key is.
    chip: hashOf(cek.point),
    ...undatedCollateral,
    platform: { format: 'hygon-csv', report, pekFirmware: firmwareOf(pek) },
  };
}
