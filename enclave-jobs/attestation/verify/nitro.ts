// AWS Nitro Enclaves and NitroTPM: a COSE_Sign1 document whose certificate chain ends in AWS's
// root. AWS publishes no revocation list for it; what bounds a document is its leaf, which lives
// for hours. Evidence: the document. Endorsements: none. Source: AWS Nitro Enclaves, Verifying the
// root of trust.

import type { AuthenticClaims, ExamineContext } from '../claims.ts';
import { readSign1 } from '../encoding/cose.ts';
import { isRawSignature } from '../encoding/ecdsa.ts';
import type { Examination } from '../examination.ts';
import { noMemo } from '../memo.ts';
import { allowsUsage, readCertificate, type Certificate } from '../x509/certificate.ts';
import { checkPath, timeText, type Anchor } from '../x509/path.ts';
import type { Bytes } from '../../protocol/index.ts';
import { readNitroDocument, type NitroDocument, type NitroKind } from './nitro/document.ts';

const es384 = -35;
/** Seconds that AWS's clock may be ahead of ours. */
const clockSkew = 300;

export interface NitroClaims {
  readonly format: NitroKind;
  readonly document: NitroDocument;
}

export type NitroContext = ExamineContext<{ readonly nitro: Anchor }>;

/** Enclaves in debug mode are measured as zeros. NitroTPM has no such mode. */
function isDebug({ kind, pcrs }: NitroDocument): boolean {
  const measured = [0, 1, 2].map((index) => pcrs.get(index));
  return (
    kind === 'nitro-enclave' && measured.some((pcr) => pcr?.every((byte) => byte === 0) !== false)
  );
}

/** Leaf, then the bundle from its end to the root at its beginning. */
async function checkChain(
  examination: Examination,
  document: NitroDocument,
  context: NitroContext,
): Promise<readonly [leaf: Certificate, chain: readonly Certificate[]]> {
  const { memo = noMemo } = context;
  const leaf = examination.read('certificate', 'certificate', () =>
    readCertificate(document.certificate),
  );
  const bundle = examination.read('cabundle', 'cabundle', () =>
    document.cabundle.map((der) => memo.read('certificate', der, readCertificate)),
  );
  const chain = [leaf, ...[...bundle].reverse()];
  await checkPath(examination, chain, [context.anchors.nitro], context, { id: 'chain' });
  const isP384 = chain.every(({ key }) => key.kind === 'ec' && key.curve === 'P-384');
  examination.check('chain-curve', isP384, {
    field: 'chain',
    expected: 'keys on P-384',
    found: isP384 ? 'P-384' : 'another key',
  });
  examination.check('leaf-usage', allowsUsage(leaf, 'digitalSignature') !== false, {
    field: leaf.subjectText,
    expected: 'a key for signatures',
    found: 'keyUsage',
  });
  return [leaf, chain];
}

/** Throws EvidenceFault; the examination has the lines. */
export async function examineNitro(
  kind: NitroKind,
  raw: Bytes,
  endorsements: readonly Bytes[],
  context: NitroContext,
  examination: Examination,
): Promise<AuthenticClaims<NitroClaims>> {
  examination.check('endorsements', endorsements.length === 0, {
    field: 'endorsements',
    expected: 'none: the document carries its chain',
    found: `${endorsements.length}`,
  });
  const message = examination.read('cose', 'document', () => readSign1(raw, 'document'));
  examination.check('algorithm', message.algorithm === es384, {
    field: 'alg',
    expected: `${es384} (ES384)`,
    found: `${message.algorithm}`,
  });
  const document = examination.read('payload', 'document', () =>
    readNitroDocument(message.payload),
  );
  examination.check('kind', document.kind === kind, {
    field: 'pcrs',
    expected: kind,
    found: document.kind,
  });
  const [leaf, chain] = await checkChain(examination, document, context);
  const isGood = await isRawSignature(
    context,
    leaf.key,
    'SHA-384',
    message.signature,
    message.signed,
  );
  examination.check('signature', isGood, {
    field: 'signature',
    expected: `by ${leaf.subjectText}`,
    found: isGood ? 'signed' : 'not signed',
  });
  const made = document.timestamp / 1000;
  examination.check(
    'timestamp',
    made >= leaf.notBefore && made <= leaf.notAfter && made <= context.at + clockSkew,
    {
      field: 'timestamp',
      expected: `${timeText(leaf.notBefore)} to ${timeText(Math.min(leaf.notAfter, context.at))}`,
      found: timeText(made),
    },
  );
  return {
    reportData: document.userData ?? new Uint8Array(),
    namedAnchor: undefined,
    debug: isDebug(document),
    chip: document.moduleId,
    collateralIssued: leaf.notBefore,
    collateralValidUntil: Math.min(...chain.map(({ notAfter }) => notAfter)),
    platform: { format: kind, document },
  };
}
