// Whose attestation key it is: a certificate with its chain says so, or the key's own public area
// does, and then the key stands for itself.

import type { ExamineContext } from '../../claims.ts';
import type { Examination } from '../../examination.ts';
import { fault } from '../../examination.ts';
import { equalBytes, hashOf, type Bytes, type Hash } from '#enclave/protocol/index.ts';
import type { PublicKey } from '../../x509/algorithms.ts';
import { allowsUsage, type Certificate } from '../../x509/certificate.ts';
import { onlyCertificate, readPki } from '../../x509/endorsements.ts';
import { checkPath, orderChain } from '../../x509/path.ts';
import { isPublicArea, readPublicArea, type TpmPublicArea } from './public-area.ts';

export interface TpmKey {
  readonly key: PublicKey;
  /** Undefined: only its certificate speaks for it. */
  readonly area: TpmPublicArea | undefined;
  /** Leaf first; empty without a certificate. */
  readonly chain: readonly Certificate[];
  /** The chain's root, or the public area: what a policy must name. */
  readonly anchor: Hash;
}

interface KeyEndorsements {
  readonly area: TpmPublicArea | undefined;
  readonly certificates: readonly Certificate[];
}

function readEndorsements(endorsements: readonly Bytes[]): KeyEndorsements {
  const [area, ...more] = endorsements.filter(isPublicArea).map(readPublicArea);
  if (more.length > 0) fault('TPMT_PUBLIC', 'one', `${more.length + 1}`);
  const { certificates, lists } = readPki(endorsements.filter((one) => !isPublicArea(one)));
  if (lists.length > 0) fault('endorsements', 'no revocation list: none is checked', 'one');
  if (area === undefined && certificates.length === 0)
    fault('endorsements', 'TPMT_PUBLIC or a certificate of the key', 'neither');
  return { area, certificates };
}

/** A key that signs only what the TPM itself made, and cannot leave it. */
function checkAttributes(examination: Examination, { attributes }: TpmPublicArea): void {
  const wanted = ['fixedTPM', 'fixedParent', 'sensitiveDataOrigin', 'restricted', 'sign'] as const;
  const isSo = wanted.every((one) => attributes.includes(one)) && !attributes.includes('decrypt');
  examination.check('key-attributes', isSo, {
    field: 'objectAttributes',
    expected: `${wanted.join(', ')}, not decrypt`,
    found: attributes.join(', '),
  });
}

async function checkChain(
  examination: Examination,
  certificates: readonly Certificate[],
  context: ExamineContext<null>,
): Promise<readonly Certificate[]> {
  const leaf = examination.read(
    'key-certificate',
    'certificate',
    () => onlyCertificate(certificates, 'certificate', (one) => one.constraints?.isCa !== true),
    'EVIDENCE_COLLATERAL',
  );
  const others = certificates.filter((one) => one !== leaf);
  const chain = await orderChain(leaf, others, [], context);
  const root = chain.at(-1);
  const isRoot = root !== undefined && root !== leaf && equalBytes(root.issuer, root.subject);
  // There is no vendor's root here: the chain must have one of its own, and a policy must name it.
  const anchors = isRoot ? [{ name: root.subjectText, keyHash: root.keyHash }] : [];
  await checkPath(examination, chain, anchors, context, {
    id: 'chain',
    understood: ['2.5.29.17', '2.5.29.37'],
    code: 'EVIDENCE_COLLATERAL',
  });
  examination.check('leaf-usage', allowsUsage(leaf, 'digitalSignature') !== false, {
    field: leaf.subjectText,
    expected: 'a key for signatures',
    found: 'keyUsage',
  });
  return chain;
}

/** Throws EvidenceFault; the examination has the lines. */
export async function checkKey(
  examination: Examination,
  endorsements: readonly Bytes[],
  context: ExamineContext<null>,
): Promise<TpmKey> {
  const { area, certificates } = examination.read(
    'endorsements',
    'endorsements',
    () => readEndorsements(endorsements),
    'EVIDENCE_COLLATERAL',
  );
  if (area !== undefined) checkAttributes(examination, area);
  if (certificates.length === 0) {
    if (area === undefined) throw new Error('one of both was read');
    return { key: area.key, area, chain: [], anchor: area.hash };
  }
  const chain = await checkChain(examination, certificates, context);
  const [leaf] = chain;
  const root = chain.at(-1);
  if (leaf === undefined || root === undefined) throw new Error('a chain was checked');
  const isSame = area === undefined || equalBytes(area.key.spki, leaf.key.spki);
  examination.check('key-same', isSame, {
    field: 'TPMT_PUBLIC',
    expected: leaf.keyHash,
    found: area === undefined ? 'not there' : hashOf(area.key.spki),
  });
  return { key: leaf.key, area, chain, anchor: root.keyHash };
}
