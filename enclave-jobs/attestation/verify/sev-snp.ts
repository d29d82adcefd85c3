// AMD SEV-SNP: a report signed by a chip's key, the key certified by AMD, nothing of it revoked.
// Evidence: the report. Endorsements: VCEK or VLEK, its issuer, the root, and the root's revocation
// list. Source: AMD 56860 and 57230. Decides only whether AMD vouches for the report; never whether
// it is welcome.

import type { AmdRoots, SnpProduct } from '../anchors/amd.ts';
import type { AuthenticClaims, ExamineContext, VerifyContext } from '../claims.ts';
import { isRawSignature } from '../encoding/ecdsa.ts';
import type { Examination } from '../examination.ts';
import type { Certificate } from '../x509/certificate.ts';
import { onlyCertificate, readPki, type PkiEndorsements } from '../x509/endorsements.ts';
import type { RevocationList } from '../x509/crl.ts';
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

interface CheckedChain {
  readonly chain: readonly Certificate[];
  readonly counting: readonly RevocationList[];
}

/** VCEK or VLEK, the authority of its kind, the product's root. */
async function checkChain(
  examination: Examination,
  leaf: Certificate,
  { kind, product }: SnpKeyCertificate,
  { certificates, lists }: PkiEndorsements,
  context: ExamineContext<AmdRoots>,
): Promise<CheckedChain> {
  const anchors = [context.anchors[product]];
  const others = certificates.filter((one) => one !== leaf);
  const chain = await orderChain(leaf, others, anchors, context);
  const authority = kind === 'VCEK' ? `SEV-${product}` : `SEV-VLEK-${product}`;
  const expected = [`SEV-${kind}`, authority, `ARK-${product}`];
  const isSo = chain.length === 3 && chain.every((one, at) => one.commonName === expected[at]);
  examination.check(
    'chain-members',
    isSo,
    {
      field: 'chain',
      expected: expected.join(' < '),
      found: chain.map(({ commonName }) => commonName).join(' < '),
    },
    'EVIDENCE_COLLATERAL',
  );
  await checkPath(examination, chain, anchors, context, { id: 'chain' });
  const [, issuer, root] = chain;
  if (issuer === undefined || root === undefined) throw new Error('a chain of three was checked');
  const counting = await checkRevocation(examination, lists, root, [issuer], context, 'crl');
  return { chain, counting };
}

/**
 * The one of the report's kind; of the other kind if there is no such, so that the line says it.
 */
function leafOf(report: SnpReport, certificates: readonly Certificate[]): Certificate {
  const fitting = certificates.filter((one) => keyKindOf(one) === report.signingKey);
  const candidates = fitting.length > 0 ? fitting : certificates;
  return onlyCertificate(candidates, 'endorsements', (one) => keyKindOf(one) !== undefined);
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
    () => leafOf(report, pki.certificates),
    code,
  );
  const key = examination.read('key-extensions', 'VCEK or VLEK', () => readKeyCertificate(leaf));
  checkProduct(examination, report, key);
  const { chain, counting } = await checkChain(examination, leaf, key, pki, context);
  checkLeaf(examination, report, key);
  await checkSignature(examination, report, leaf, context);
  return {
    reportData: report.reportData,
    namedAnchor: undefined,
    debug: report.policy.debug,
    chip: key.kind === 'VCEK' ? toHex(report.chipId) : `${key.cloud ?? ''} (VLEK)`,
    collateralIssued: Math.min(...counting.map(({ thisUpdate }) => thisUpdate)),
    collateralValidUntil: Math.min(
      ...counting.map(({ nextUpdate }) => nextUpdate),
      ...chain.map(({ notAfter }) => notAfter),
    ),
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
