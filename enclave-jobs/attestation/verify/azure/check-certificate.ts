// The certificate of a virtual TPM's attestation key, where one came along. The hardware report
// vouches for the key without it; a certificate that is there has to be right.

import type { CertificateAnchor } from '../../anchors/azure.ts';
import type { ExamineContext } from '../../claims.ts';
import type { Examination } from '../../examination.ts';
import { hashOf, type Bytes } from '#enclave/protocol/index.ts';
import type { PublicKey } from '../../x509/algorithms.ts';
import { allowsUsage, type Certificate } from '../../x509/certificate.ts';
import { onlyCertificate, readPki } from '../../x509/endorsements.ts';
import { checkPath, orderChain } from '../../x509/path.ts';
import { isStatement } from '../intel/collateral.ts';

const code = 'EVIDENCE_COLLATERAL';

/**
 * Chips and Intel's signers have keys on curves: the keys of virtual TPMs are the only RSA keys
 * without authority.
 */
const isTpmKey = ({ key, constraints }: Certificate) =>
  key.kind === 'rsa' && constraints?.isCa !== true;

/** The pinned certificate says which key the chain has to end in. */
function checkRoot(
  examination: Examination,
  certificates: readonly Certificate[],
  { name, certificateHash }: CertificateAnchor,
) {
  const root = certificates.find(({ der }) => hashOf(der) === certificateHash);
  examination.check(
    'ak-root',
    root !== undefined,
    {
      field: 'endorsements',
      expected: `${name} ${certificateHash}`,
      found: root === undefined ? 'not there' : certificateHash,
    },
    code,
  );
  return root === undefined ? [] : [{ name, keyHash: root.keyHash }];
}

/**
 * The chain, leaf first; empty where no certificate came along. The endorsements were read before.
 * Throws EvidenceFault; the examination has the lines.
 */
export async function checkKeyCertificate(
  examination: Examination,
  endorsements: readonly Bytes[],
  key: PublicKey,
  context: ExamineContext<{ readonly azure: CertificateAnchor }>,
): Promise<readonly Certificate[]> {
  const { certificates } = readPki(
    endorsements.filter((one) => !isStatement(one)),
    context.memo,
  );
  if (!certificates.some(isTpmKey)) return [];
  const leaf = examination.read(
    'ak-certificate',
    'endorsements',
    () => onlyCertificate(certificates, 'certificate of the attestation key', isTpmKey),
    code,
  );
  const keyHash = hashOf(key.spki);
  examination.check('ak-same', leaf.keyHash === keyHash, {
    field: leaf.subjectText,
    expected: `HCLAkPub ${keyHash}`,
    found: leaf.keyHash,
  });
  const anchors = checkRoot(examination, certificates, context.anchors.azure);
  const chain = await orderChain(leaf, certificates, anchors, context);
  await checkPath(examination, chain, anchors, context, {
    id: 'ak-chain',
    understood: ['2.5.29.17', '2.5.29.37'],
    code,
  });
  examination.check('ak-usage', allowsUsage(leaf, 'digitalSignature') !== false, {
    field: leaf.subjectText,
    expected: 'a key for signatures',
    found: 'keyUsage',
  });
  return chain;
}
