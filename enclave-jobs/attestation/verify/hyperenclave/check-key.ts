// Whose key the TPM signed with: one authority's certificate says so, which the entry has to name.
// Source: GM/T 0015, RFC 5280; asterinas/jinzhao-attest, which looks at neither dates nor
// extensions.

import type { ExamineContext } from '../../claims.ts';
import { fault, type Examination } from '../../examination.ts';
import { hashOf, type Bytes, type Hash } from '#enclave/protocol/index.ts';
import { allowsUsage, readCertificate, type Certificate } from '../../x509/certificate.ts';
import { readPki } from '../../x509/endorsements.ts';
import { checkCertificate, type Anchor } from '../../x509/path.ts';
import { baselineId, readBaseline, type Baseline } from './baseline.ts';

export type HyperEnclaveContext = ExamineContext<{ readonly testAuthorities: readonly Anchor[] }>;

export interface HyperEnclaveKey {
  /** x ‖ y. */
  readonly point: Bytes;
  readonly baseline: Baseline;
  readonly certificate: Certificate;
  readonly authority: Certificate;
  /** The authority's whole certificate: what a policy must name. */
  readonly anchor: Hash;
}

const code = 'EVIDENCE_COLLATERAL';
const rules = { id: 'chain', understood: ['2.5.29.17', '2.5.29.37', baselineId], code } as const;

function readKey(der: Bytes) {
  const certificate = readCertificate(der);
  const { key } = certificate;
  return { certificate, point: key.kind === 'sm2' ? key.point : fault('key', 'SM2', key.kind) };
}

function readAuthority(endorsements: readonly Bytes[]): Certificate {
  const { certificates, lists } = readPki(endorsements);
  if (lists.length > 0) fault('endorsements', 'no revocation list: none is checked', 'one');
  const [authority, ...more] = certificates;
  return authority === undefined || more.length > 0
    ? fault('authority', 'exactly one certificate', `${certificates.length}`)
    : authority;
}

/** Whoever tests has keys under them. */
function checkProduction(
  examination: Examination,
  { keyHash, subjectText }: Certificate,
  { anchors }: HyperEnclaveContext,
): void {
  const isTest = anchors.testAuthorities.some((one) => one.keyHash === keyHash);
  examination.check(
    'test-authority',
    !isTest,
    { field: subjectText, expected: 'no authority for tests', found: keyHash },
    code,
  );
}

/** Throws EvidenceFault; the examination has the lines. */
export async function checkHyperEnclaveKey(
  examination: Examination,
  der: Bytes,
  endorsements: readonly Bytes[],
  context: HyperEnclaveContext,
): Promise<HyperEnclaveKey> {
  const { certificate, point } = examination.read('key-certificate', 'certificate', () =>
    readKey(der),
  );
  const baseline = examination.read('baseline', 'certificate', () => readBaseline(certificate));
  const authority = examination.read(
    'endorsements',
    'endorsements',
    () => readAuthority(endorsements),
    code,
  );
  checkProduction(examination, authority, context);
  // The authority for production is certified by another one: only as a whole is what it says of
  // itself believed.
  await checkCertificate(examination, authority, undefined, 0, context, rules);
  await checkCertificate(examination, certificate, authority, null, context, rules);
  examination.check('leaf-usage', allowsUsage(certificate, 'digitalSignature') !== false, {
    field: certificate.subjectText,
    expected: 'a key for signatures',
    found: 'keyUsage',
  });
  return { point, baseline, certificate, authority, anchor: hashOf(authority.der) };
}
