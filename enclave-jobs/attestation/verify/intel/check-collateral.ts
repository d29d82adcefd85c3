// Everything that Intel says about platforms, checked before it is used: chains, revocation, dates,
// signatures.

import type { ExamineContext } from '../../claims.ts';
import { isRawSignature } from '../../encoding/ecdsa.ts';
import type { Examination } from '../../examination.ts';
import { noMemo } from '../../memo.ts';
import type { Certificate } from '../../x509/certificate.ts';
import type { RevocationList } from '../../x509/crl.ts';
import type { PkiEndorsements } from '../../x509/endorsements.ts';
import { checkPath, checkRevocation, orderChain, timeText, type Anchor } from '../../x509/path.ts';
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

export interface CheckedChain {
  readonly leaf: Certificate;
  readonly chain: readonly Certificate[];
  /** The revocation lists that counted. */
  readonly lists: readonly RevocationList[];
}

/** The PCK chain of a quote, in whatever order it came, and both revocation lists above it. */
export async function checkPckChain(
  examination: Examination,
  certificates: readonly Certificate[],
  { lists }: PkiEndorsements,
  context: IntelContext,
): Promise<CheckedChain> {
  const anchors = [context.anchors.intel];
  const first = certificates.find((one) => one.commonName === 'Intel SGX PCK Certificate');
  const others = certificates.filter((one) => one !== first);
  const chain =
    first === undefined ? certificates : await orderChain(first, others, anchors, context);
  checkNames(examination, 'pck-chain', chain, [
    ['Intel SGX PCK Certificate'],
    platformNames,
    [rootName],
  ]);
  await checkPath(examination, chain, anchors, context, { id: 'pck-chain' });
  const [leaf, issuer, root] = chain;
  if (leaf === undefined || issuer === undefined || root === undefined) {
    throw new Error('a chain of three was checked');
  }
  const rootLists = await checkRevocation(examination, lists, root, [issuer], context, 'root-crl');
  const pckLists = await checkRevocation(examination, lists, issuer, [leaf], context, 'pck-crl');
  return { leaf, chain, lists: [...rootLists, ...pckLists] };
}

/** Of several signers, after a renewal, the one whose key fits this statement. */
async function signerOf(
  certificates: readonly Certificate[],
  statement: Signed<unknown>,
  context: IntelContext,
): Promise<Certificate | undefined> {
  const named = certificates.filter((one) => one.commonName === 'Intel SGX TCB Signing');
  if (named.length < 2) return named[0];
  for (const candidate of named) {
    if (await isStatementSigned(statement, candidate, context)) return candidate;
  }
  return named[0];
}

/** The signer of TCB info or QE identity. */
export async function checkTcbSigner(
  examination: Examination,
  statement: Signed<unknown>,
  { certificates, lists }: PkiEndorsements,
  context: IntelContext,
): Promise<CheckedChain> {
  const anchors = [context.anchors.intel];
  const signer = await signerOf(certificates, statement, context);
  const others = certificates.filter((one) => one !== signer);
  const chain =
    signer === undefined ? certificates : await orderChain(signer, others, anchors, context);
  checkNames(examination, 'tcb-chain', chain, [['Intel SGX TCB Signing'], [rootName]]);
  await checkPath(examination, chain, anchors, context, { id: 'tcb-chain', code });
  const [leaf, root] = chain;
  if (leaf === undefined || root === undefined) throw new Error('a chain of two was checked');
  const counting = await checkRevocation(examination, lists, root, [leaf], context, 'tcb-crl');
  return { leaf, chain, lists: counting };
}

/** Whether this certificate's key signed exactly these bytes. */
export function isStatementSigned(
  { whole, signature, signed }: Signed<unknown>,
  { key, der }: Certificate,
  context: IntelContext,
): Promise<boolean> {
  const { memo = noMemo } = context;
  return memo.holds([der, whole], () => isRawSignature(context, key, 'SHA-256', signature, signed));
}

interface Dated {
  readonly issueDate: number;
  readonly nextUpdate: number;
}

/** Signed by that signer over the very bytes, and in date. */
export async function checkStatement<T extends Dated>(
  examination: Examination,
  id: 'tcb-info' | 'qe-identity',
  statement: Signed<T>,
  signer: Certificate,
  context: IntelContext,
): Promise<T> {
  const { at } = context;
  const { value } = statement;
  const dates = `${timeText(value.issueDate)} to ${timeText(value.nextUpdate)}`;
  const isInDate = at >= value.issueDate && at <= value.nextUpdate;
  examination.check(
    `${id}-validity`,
    isInDate,
    { field: id, expected: dates, found: timeText(at) },
    code,
  );
  const isGood = await isStatementSigned(statement, signer, context);
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
