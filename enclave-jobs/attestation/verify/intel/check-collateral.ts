// Everything that Intel says about platforms, checked before it is used: chains, revocation, dates, signatures.

import type { ExamineContext } from '../../claims.ts';
import { isRawSignature } from '../../encoding/ecdsa.ts';
import type { Examination } from '../../examination.ts';
import { noMemo } from '../../memo.ts';
import type { Certificate } from '../../x509/certificate.ts';
import type { PkiEndorsements } from '../../x509/endorsements.ts';
import { checkPath, checkRevocation, orderChain, timeText, type Anchor } from '../../x509/path.ts';
import { equalBytes } from '../../../protocol/index.ts';
import type { Signed } from './collateral.ts';

export type IntelContext = ExamineContext<{ readonly intel: Anchor }>;

const code = 'EVIDENCE_COLLATERAL';

/** Root CA, intermediate or signer by Intel's names; every name is fixed by its profile. */
function checkNames(
  examination: Examination,
  id: string,
  chain: readonly Certificate[],
  expected: readonly (readonly string[])[],
): void {
  const names = chain.map(({ commonName }) => commonName);
  const isSo =
    names.length === expected.length &&
    expected.every((allowed, index) => allowed.includes(names[index] ?? ''));
  examination.check(`${id}-members`, isSo, {
    field: 'chain',
    expected: expected.map((allowed) => allowed.join(' or ')).join(' < '),
    found: names.join(' < '),
  });
}

const rootName = 'Intel SGX Root CA';
const platformNames = ['Intel SGX PCK Platform CA', 'Intel SGX PCK Processor CA'];

export interface PckChain {
  readonly leaf: Certificate;
  readonly issuer: Certificate;
  readonly root: Certificate;
}

/** The PCK chain of a quote, in whatever order it came, and both revocation lists above it. */
export async function checkPckChain(
  examination: Examination,
  certificates: readonly Certificate[],
  { lists }: PkiEndorsements,
  context: IntelContext,
): Promise<PckChain> {
  const first = certificates.find((one) => one.commonName === 'Intel SGX PCK Certificate');
  const chain =
    first === undefined
      ? certificates
      : orderChain(
          first,
          certificates.filter((one) => one !== first),
        );
  checkNames(examination, 'pck-chain', chain, [
    ['Intel SGX PCK Certificate'],
    platformNames,
    [rootName],
  ]);
  await checkPath(examination, chain, [context.anchors.intel], context, { id: 'pck-chain' });
  const [leaf, issuer, root] = chain;
  if (leaf === undefined || issuer === undefined || root === undefined) {
    throw new Error('a chain of three was checked');
  }
  const listOf = (authority: Certificate) =>
    lists.find((list) => equalBytes(list.issuer, authority.subject));
  await checkRevocation(examination, listOf(root), root, [issuer], context, 'root-crl');
  await checkRevocation(examination, listOf(issuer), issuer, [leaf], context, 'pck-crl');
  return { leaf, issuer, root };
}

/** The signer of TCB info and QE identity. */
export async function checkTcbSigner(
  examination: Examination,
  { certificates, lists }: PkiEndorsements,
  context: IntelContext,
): Promise<Certificate> {
  const signer = certificates.find((one) => one.commonName === 'Intel SGX TCB Signing');
  const chain =
    signer === undefined
      ? certificates
      : orderChain(
          signer,
          certificates.filter((one) => one !== signer),
        );
  checkNames(examination, 'tcb-chain', chain, [['Intel SGX TCB Signing'], [rootName]]);
  const rules = { id: 'tcb-chain', code } as const;
  await checkPath(examination, chain, [context.anchors.intel], context, rules);
  const [leaf, root] = chain;
  if (leaf === undefined || root === undefined) throw new Error('a chain of two was checked');
  const list = lists.find(({ issuer }) => equalBytes(issuer, root.subject));
  await checkRevocation(examination, list, root, [leaf], context, 'tcb-crl');
  return leaf;
}

interface Dated {
  readonly issueDate: number;
  readonly nextUpdate: number;
}

/** Signed by that signer over the very bytes, and in date. */
export async function checkStatement<T extends Dated>(
  examination: Examination,
  id: 'tcb-info' | 'qe-identity',
  { value, signed, signature }: Signed<T>,
  signer: Certificate,
  context: IntelContext,
): Promise<T> {
  const { at, memo = noMemo } = context;
  const dates = `${timeText(value.issueDate)} to ${timeText(value.nextUpdate)}`;
  const isInDate = at >= value.issueDate && at <= value.nextUpdate;
  examination.check(
    `${id}-validity`,
    isInDate,
    { field: id, expected: dates, found: timeText(at) },
    code,
  );
  const isGood = await memo.holds([signer.key.spki, signature, signed], () =>
    isRawSignature(context, signer.key, 'SHA-256', signature, signed),
  );
  examination.check(
    `${id}-signature`,
    isGood,
    {
      field: id,
      expected: 'signed by Intel SGX TCB Signing',
      found: isGood ? 'signed' : 'not signed',
    },
    code,
  );
  return value;
}
