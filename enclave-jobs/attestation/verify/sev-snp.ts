// AMD SEV-SNP: a report signed by a chip's key, the key certified by AMD, nothing of it revoked.
// Evidence: the report. Endorsements: VCEK or VLEK, its issuer, the root, and the root's revocation list.
// Source: AMD 56860 and 57230. Decides only whether AMD vouches for the report; never whether it is welcome.

import type { AmdRoots, SnpProduct } from '../anchors/amd.ts';
import type { AuthenticClaims, ExamineContext, VerifyContext } from '../claims.ts';
import { isRawSignature } from '../encoding/ecdsa.ts';
import { ParseFault, type Examination } from '../examination.ts';
import type { Certificate } from '../x509/certificate.ts';
import { onlyCertificate, readPki, type PkiEndorsements } from '../x509/endorsements.ts';
import { checkPath, checkRevocation, orderChain } from '../x509/path.ts';
import { equalBytes, toHex, type Bytes } from '../../protocol/index.ts';
import {
  keyKindOf,
  readKeyCertificate,
  type SnpKeyCertificate,
} from './sev-snp/key-certificate.ts';
import { readSnpReport, readTcb, type SnpReport, type SnpTcb } from './sev-snp/report.ts';

export interface SnpClaims {
  readonly format: 'sev-snp';
  readonly product: SnpProduct;
  readonly productName: string;
  readonly report: SnpReport;
  readonly currentTcb: SnpTcb;
  readonly committedTcb: SnpTcb;
  readonly launchTcb: SnpTcb;
  readonly reportedTcb: SnpTcb;
  /** With a VLEK: the cloud that AMD lent the key to. */
  readonly cloud: string | undefined;
}

const tcbText = (tcb: SnpTcb) =>
  Object.entries(tcb)
    .map(([part, version]) => `${part} ${version}`)
    .join(', ');

function checkProduct(examination: Examination, report: SnpReport, key: SnpKeyCertificate): void {
  examination.check('signing-key', report.signingKey === key.kind, {
    field: 'SIGNING_KEY',
    expected: report.signingKey,
    found: key.kind,
  });
  // Version 2 does not say; there the certificate alone does.
  const said = report.product ?? key.product;
  examination.check('product', said === key.product, {
    field: 'CPUID',
    expected: key.productName,
    found: said,
  });
}

/** The leaf speaks for exactly this firmware, and a VCEK for exactly this chip. */
function checkLeaf(examination: Examination, report: SnpReport, key: SnpKeyCertificate): void {
  const reported = tcbText(readTcb(report.reportedTcb, key.product));
  const certified = tcbText(key.tcb);
  examination.check('tcb-extension', reported === certified, {
    field: 'REPORTED_TCB',
    expected: certified,
    found: reported,
  });
  if (key.hardwareId === undefined) return;
  const { chipId } = report;
  const isWhole = equalBytes(chipId.subarray(0, key.hardwareId.length), key.hardwareId);
  const isPadded = chipId.subarray(key.hardwareId.length).every((byte) => byte === 0);
  const isNamed = key.hardwareId.some((byte) => byte !== 0);
  examination.check('chip-id', isWhole && isPadded && isNamed && !report.isChipKeyMasked, {
    field: 'CHIP_ID',
    expected: toHex(key.hardwareId),
    found: report.isChipKeyMasked ? 'masked' : toHex(chipId),
  });
}

async function checkSignature(
  examination: Examination,
  { signature, signed }: SnpReport,
  { key }: Certificate,
  context: VerifyContext,
): Promise<void> {
  const isP384 = key.kind === 'ec' && key.curve === 'P-384';
  const isGood = isP384 && (await isRawSignature(context, key, 'SHA-384', signature, signed));
  examination.check('report-signature', isGood, {
    field: 'SIGNATURE',
    expected: 'by the certified key, over bytes 0 to 29Fh',
    found: isGood ? 'signed' : isP384 ? 'not signed' : 'no P-384 key',
  });
}

/** VCEK or VLEK, the authority of its kind, the product's root. */
async function checkChain(
  examination: Examination,
  leaf: Certificate,
  { kind, product }: SnpKeyCertificate,
  { certificates, lists }: PkiEndorsements,
  context: ExamineContext<AmdRoots>,
): Promise<readonly Certificate[]> {
  const chain = orderChain(
    leaf,
    certificates.filter((one) => one !== leaf),
  );
  const names = chain.map(({ commonName }) => commonName).join(' < ');
  const authority = kind === 'VCEK' ? `SEV-${product}` : `SEV-VLEK-${product}`;
  const expected = `SEV-${kind} < ${authority} < ARK-${product}`;
  const code = 'EVIDENCE_COLLATERAL';
  examination.check(
    'chain-members',
    names === expected,
    { field: 'chain', expected, found: names },
    code,
  );
  await checkPath(examination, chain, [context.anchors[product]], context, { id: 'chain' });
  const [, issuer, root] = chain;
  if (issuer === undefined || root === undefined) throw new Error('a chain of three was checked');
  const list = lists.find((one) => equalBytes(one.issuer, root.subject));
  await checkRevocation(examination, list, root, [issuer], context, 'crl');
  return chain;
}

/** Throws EvidenceFault; the examination has the lines. */
export async function examineSnp(
  raw: Bytes,
  endorsements: readonly Bytes[],
  context: ExamineContext<AmdRoots>,
  examination: Examination,
): Promise<AuthenticClaims<SnpClaims>> {
  const report = examination.read('report', 'report', () => readSnpReport(raw));
  const code = 'EVIDENCE_COLLATERAL';
  const pki = examination.read(
    'endorsements',
    'endorsements',
    () => readPki(endorsements, context.memo),
    code,
  );
  const leaf = examination.read(
    'key-certificate',
    'VCEK or VLEK',
    () => onlyCertificate(pki.certificates, 'endorsements', (one) => keyKindOf(one) !== undefined),
    code,
  );
  const key = examination.read('key-extensions', 'VCEK or VLEK', () => readKeyCertificate(leaf));
  checkProduct(examination, report, key);
  const chain = await checkChain(examination, leaf, key, pki, context);
  checkLeaf(examination, report, key);
  await checkSignature(examination, report, leaf, context);
  const list = pki.lists.find(({ issuer }) => equalBytes(issuer, chain.at(-1)?.subject ?? issuer));
  if (list === undefined)
    throw new ParseFault({ field: 'revocation list', expected: 'one', found: 'none' });
  return {
    reportData: report.reportData,
    debug: report.policy.debug,
    chip: key.kind === 'VCEK' ? toHex(report.chipId) : `${key.cloud ?? ''} (VLEK)`,
    collateralIssued: list.thisUpdate,
    collateralValidUntil: Math.min(list.nextUpdate, ...chain.map(({ notAfter }) => notAfter)),
    platform: {
      format: 'sev-snp',
      product: key.product,
      productName: key.productName,
      report,
      currentTcb: readTcb(report.currentTcb, key.product),
      committedTcb: readTcb(report.committedTcb, key.product),
      launchTcb: readTcb(report.launchTcb, key.product),
      reportedTcb: key.tcb,
      cloud: key.cloud,
    },
  };
}
