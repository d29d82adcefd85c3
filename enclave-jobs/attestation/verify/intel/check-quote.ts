// The way from a quote to Intel's word on it, the same for SGX and TDX. The order is Intel's:
// chains and collateral, the quoting enclave, the quote, then levels.

import type { Examination } from '../../examination.ts';
import { readCertificate, type Certificate } from '../../x509/certificate.ts';
import { readPki } from '../../x509/endorsements.ts';
import { readPem } from '../../encoding/pem.ts';
import { ParseFault } from '../../examination.ts';
import { concatBytes, equalBytes, sha256, toHex, type Bytes } from '#enclave/protocol/index.ts';
import { isRawSignature, isSignedByPoint } from '../../encoding/ecdsa.ts';
import { noMemo } from '../../memo.ts';
import {
  checkPckChain,
  checkStatement,
  checkTcbSigner,
  isStatementSigned,
  type IntelContext,
} from './check-collateral.ts';
import {
  isStatement,
  readStatements,
  type IsvLevel,
  type QeIdentity,
  type Signed,
  type TcbInfo,
  type TcbStatus,
} from './collateral.ts';
import { readPckPlatform, type PckPlatform } from './pck.ts';
import { readQuote, type Quote } from './quote.ts';
import { isvLevel, platformLevel, type Judged } from './tcb.ts';

/** A quote whose every signature holds, with the collateral that it is to be judged by. */
export interface CheckedQuote {
  readonly quote: Quote;
  readonly platform: PckPlatform;
  readonly tcbInfo: TcbInfo;
  readonly qeLevel: IsvLevel;
  /** The lower one of TCB info and QE identity. */
  readonly evaluationDataNumber: number;
  readonly issued: number;
  readonly validUntil: number;
}

const code = 'EVIDENCE_COLLATERAL';

function only<T>(found: readonly Signed<T>[], field: string): Signed<T> {
  const [first] = found;
  if (first === undefined || found.length > 1) {
    throw new ParseFault({ field, expected: 'one', found: `${found.length}` });
  }
  return first;
}

const masked = (bytes: Bytes, mask: Bytes): Bytes => bytes.map((byte, i) => byte & (mask[i] ?? 0));

/** The quoting enclave is Intel's own, by its identity, and vouches for the attestation key. */
async function checkQuotingEnclave(
  examination: Examination,
  { qeReport, qeReportBytes, qeSignature, qeAuthData, attestationKey }: Quote,
  pck: Certificate,
  identity: QeIdentity,
  context: IntelContext,
): Promise<IsvLevel> {
  const isGood = await isRawSignature(context, pck.key, 'SHA-256', qeSignature, qeReportBytes);
  examination.check('qe-signature', isGood, {
    field: 'QE report',
    expected: 'signed by the PCK',
    found: isGood ? 'signed' : 'not signed',
  });
  const bound = concatBytes(sha256(concatBytes(attestationKey, qeAuthData)), new Uint8Array(32));
  examination.check('qe-report-data', equalBytes(qeReport.reportData, bound), {
    field: 'QE report data',
    expected: toHex(bound),
    found: toHex(qeReport.reportData),
  });
  const same = (id: string, field: string, found: Bytes, expected: Bytes) =>
    examination.check(id, equalBytes(found, expected), {
      field,
      expected: toHex(expected),
      found: toHex(found),
    });
  const misc = masked(qeReport.miscSelect, identity.miscselectMask);
  same('qe-miscselect', 'QE MISCSELECT', misc, identity.miscselect);
  const attributes = masked(qeReport.attributes, identity.attributesMask);
  same('qe-attributes', 'QE ATTRIBUTES', attributes, identity.attributes);
  same('qe-mrsigner', 'QE MRSIGNER', qeReport.mrSigner, identity.mrsigner);
  examination.check('qe-prodid', qeReport.isvProdId === identity.isvprodid, {
    field: 'QE ISVPRODID',
    expected: `${identity.isvprodid}`,
    found: `${qeReport.isvProdId}`,
  });
  const level = isvLevel(identity.tcbLevels, qeReport.isvSvn);
  examination.check('qe-level', level !== undefined, {
    field: 'QE ISVSVN',
    expected: 'a level of the QE identity',
    found: `${qeReport.isvSvn}`,
  });
  if (level === undefined) throw new Error('a level was checked');
  return level;
}

function checkPlatform(examination: Examination, info: TcbInfo, platform: PckPlatform): void {
  examination.check(
    'fmspc',
    info.fmspc.toLowerCase() === platform.fmspc,
    {
      field: 'FMSPC',
      expected: platform.fmspc,
      found: info.fmspc.toLowerCase(),
    },
    code,
  );
  examination.check(
    'pce-id',
    info.pceId.toLowerCase() === platform.pceId,
    {
      field: 'PCE-ID',
      expected: platform.pceId,
      found: info.pceId.toLowerCase(),
    },
    code,
  );
}

/** Throws EvidenceFault; what comes back is authentic and not yet judged. */
export async function checkQuote(
  tee: 'SGX' | 'TDX',
  raw: Bytes,
  endorsements: readonly Bytes[],
  context: IntelContext,
  examination: Examination,
): Promise<CheckedQuote> {
  const { memo = noMemo } = context;
  const quote = examination.read('quote', 'quote', () => readQuote(raw));
  examination.check('tee', quote.body.tee === tee, {
    field: 'TEE',
    expected: tee,
    found: quote.body.tee,
  });
  const pckCertificates = examination.read('pck-certificates', 'PCK chain', () =>
    memo
      .read('pem', quote.pckChain, readPem)
      .map((der) => memo.read('certificate', der, readCertificate)),
  );
  const isPki = (one: Bytes) => !isStatement(one);
  const pki = examination.read(
    'endorsements',
    'endorsements',
    () => readPki(endorsements.filter(isPki), memo),
    code,
  );
  const statements = examination.read(
    'statements',
    'endorsements',
    () => readStatements(endorsements.filter(isStatement), memo),
    code,
  );
  const infoSigned = examination.read(
    'tcb-info',
    'TCB info',
    () => only(statements.tcbInfos, 'endorsements'),
    code,
  );
  const identitySigned = examination.read(
    'qe-identity',
    'QE identity',
    () => only(statements.qeIdentities, 'endorsements'),
    code,
  );
  const pck = await checkPckChain(examination, pckCertificates, pki, context);
  const signer = await checkTcbSigner(examination, infoSigned, pki, context);
  const tcbInfo = await checkStatement(examination, 'tcb-info', infoSigned, signer.leaf, context);
  const second = (await isStatementSigned(identitySigned, signer.leaf, context))
    ? signer
    : await checkTcbSigner(examination, identitySigned, pki, context);
  const identity = await checkStatement(
    examination,
    'qe-identity',
    identitySigned,
    second.leaf,
    context,
  );
  examination.check(
    'tcb-info-id',
    tcbInfo.id === tee,
    { field: 'TCB info', expected: tee, found: tcbInfo.id },
    code,
  );
  const identityId = tee === 'SGX' ? 'QE' : 'TD_QE';
  examination.check(
    'qe-identity-id',
    identity.id === identityId,
    { field: 'QE identity', expected: identityId, found: identity.id },
    code,
  );
  const platform = examination.read('pck-extension', 'PCK certificate', () =>
    readPckPlatform(pck.leaf),
  );
  checkPlatform(examination, tcbInfo, platform);
  const qeLevel = await checkQuotingEnclave(examination, quote, pck.leaf, identity, context);
  const isGood = await isSignedByPoint(
    context,
    { curve: 'P-256', hash: 'SHA-256' },
    quote.attestationKey,
    quote.signature,
    quote.signed,
  );
  examination.check('quote-signature', isGood, {
    field: 'quote',
    expected: 'signed by the attestation key',
    found: isGood ? 'signed' : 'not signed',
  });
  const chains = [pck, signer, second];
  const dated = [tcbInfo, identity];
  const lists = chains.flatMap((one) => one.lists);
  return {
    quote,
    platform,
    tcbInfo,
    qeLevel,
    evaluationDataNumber: Math.min(...dated.map((one) => one.tcbEvaluationDataNumber)),
    issued: Math.min(
      ...dated.map(({ issueDate }) => issueDate),
      ...lists.map(({ thisUpdate }) => thisUpdate),
    ),
    validUntil: Math.min(
      ...[...dated, ...lists].map(({ nextUpdate }) => nextUpdate),
      ...chains.flatMap(({ chain }) => chain.map(({ notAfter }) => notAfter)),
    ),
  };
}

/** A status that says anything but no. */
export function checkSupported(
  examination: Examination,
  status: TcbStatus,
): Exclude<TcbStatus, 'Revoked'> {
  examination.check('tcb-status', status !== 'Revoked', {
    field: 'TCB status',
    expected: 'not revoked',
    found: status,
  });
  if (status === 'Revoked') throw new Error('a status was checked');
  return status;
}

/** The platform's level. Throws EvidenceFault if there is none: Intel does not support this TCB. */
export function checkLevel(
  examination: Examination,
  { tcbInfo, platform }: CheckedQuote,
  teeTcbSvn: Bytes | undefined,
): Judged {
  const level = platformLevel(tcbInfo, platform, teeTcbSvn);
  examination.check('tcb-level', level !== undefined, {
    field: 'platform TCB',
    expected: 'a level of the TCB info',
    found: level === undefined ? 'below all of them' : level.tcbStatus,
  });
  if (level === undefined) throw new Error('a level was checked');
  return level;
}
