// Path validation (RFC 5280 section 6) for the short chains that vendors make: every certificate
// signed by the next, in date, allowed to; the last one our anchor by its public key, never by
// being there.

import type { VerifyCrypto } from '../../signing/index.ts';
import type { Examination, FaultCode } from '../examination.ts';
import { noMemo, type Memo } from '../memo.ts';
import { equalBytes, type Hash } from '../../protocol/index.ts';
import { isSignedBy } from './algorithms.ts';
import { allowsUsage, extensionIds, type Certificate } from './certificate.ts';
import type { RevocationList } from './crl.ts';

export interface PathContext {
  readonly crypto: VerifyCrypto;
  /** Seconds since 1970. */
  readonly at: number;
  readonly memo?: Memo;
}

/**
 * One of the vendor's roots, compiled in; the certificate may come from anywhere, the key may not.
 */
export interface Anchor {
  readonly name: string;
  /** SHA-256 of the SubjectPublicKeyInfo. */
  readonly keyHash: Hash;
}

export interface PathRules {
  /** Prefix of the lines: `chain`, `tcb-info-chain`. */
  readonly id: string;
  /** Critical extensions that the format itself evaluates. */
  readonly understood?: readonly string[];
  readonly code?: FaultCode;
}

/** Words for a time on a line; never read back. */
export const timeText = (seconds: number) =>
  `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;

/**
 * Of several of one name, the one whose key fits: an anchor's, else one that signed what is below.
 */
async function issuerOf(
  below: Certificate,
  others: readonly Certificate[],
  anchors: readonly Anchor[],
  context: PathContext,
): Promise<Certificate | undefined> {
  const named = others.filter(({ subject }) => equalBytes(subject, below.issuer));
  const anchored = named.find(({ keyHash }) => anchors.some((one) => one.keyHash === keyHash));
  if (anchored !== undefined || named.length < 2) return anchored ?? named[0];
  for (const candidate of named) {
    if (await isIssuedBy(below, candidate, context)) return candidate;
  }
  return named[0];
}

/**
 * The chain from the leaf to a certificate that issued itself, in order, whatever order it came in.
 */
export async function orderChain(
  leaf: Certificate,
  others: readonly Certificate[],
  anchors: readonly Anchor[],
  context: PathContext,
): Promise<readonly Certificate[]> {
  const chain = [leaf];
  for (let last = leaf; !equalBytes(last.issuer, last.subject) && chain.length <= others.length;) {
    const next = await issuerOf(last, others, anchors, context);
    if (next === undefined) break;
    chain.push(next);
    last = next;
  }
  return chain;
}

function isIssuedBy(
  { algorithm, signature, signed, der }: Certificate,
  { key, der: issuer }: Certificate,
  { crypto, memo = noMemo }: PathContext,
): Promise<boolean> {
  return memo.holds([issuer, der], () => isSignedBy(crypto, key, algorithm, signature, signed));
}

function checkAuthority(
  examination: Examination,
  certificate: Certificate,
  below: number,
  { id, code }: PathRules,
): void {
  const field = certificate.subjectText;
  const { constraints } = certificate;
  const isCa =
    constraints?.isCa === true &&
    (constraints.pathLength === undefined || constraints.pathLength >= below);
  examination.check(
    `${id}-authority`,
    isCa && allowsUsage(certificate, 'keyCertSign') !== false,
    {
      field,
      expected: `an authority over ${below} more`,
      found:
        constraints === undefined
          ? 'no basicConstraints'
          : `pathLength ${constraints.pathLength ?? 'unbounded'}`,
    },
    code,
  );
}

function checkCritical(
  examination: Examination,
  certificate: Certificate,
  { id, code, understood = [] }: PathRules,
): void {
  const known: readonly string[] = [...Object.values(extensionIds), ...understood];
  const foreign = [...certificate.extensions].filter(
    ([oid, { isCritical }]) => isCritical && !known.includes(oid),
  );
  examination.check(
    `${id}-critical`,
    foreign.length === 0,
    {
      field: certificate.subjectText,
      expected: 'no unknown critical extension',
      found: foreign.map(([oid]) => oid).join(', ') || 'none',
    },
    code,
  );
}

/**
 * One certificate, with `below` authorities under it on the path; null where it is the leaf.
 * Without an issuer it is pinned as a whole, so that nobody has to have signed it. Throws
 * EvidenceFault.
 */
export async function checkCertificate(
  examination: Examination,
  certificate: Certificate,
  issuer: Certificate | undefined,
  below: number | null,
  context: PathContext,
  rules: PathRules,
): Promise<void> {
  const { at } = context;
  const { id, code } = rules;
  const field = certificate.subjectText;
  const isInDate = at >= certificate.notBefore && at <= certificate.notAfter;
  const dates = `${timeText(certificate.notBefore)} to ${timeText(certificate.notAfter)}`;
  const validity = { field, expected: dates, found: timeText(at) };
  examination.check(`${id}-validity`, isInDate, validity, code);
  if (issuer !== undefined) {
    const isNamed = equalBytes(certificate.issuer, issuer.subject);
    const names = { field, expected: issuer.subjectText, found: certificate.issuerText };
    examination.check(`${id}-names`, isNamed, names, code);
  }
  checkCritical(examination, certificate, rules);
  if (below !== null) checkAuthority(examination, certificate, below, rules);
  if (issuer === undefined) return;
  const isGood = await isIssuedBy(certificate, issuer, context);
  examination.check(
    `${id}-signature`,
    isGood,
    {
      field,
      expected: `signed by ${issuer.subjectText}`,
      found: isGood ? 'signed' : 'not signed',
    },
    code,
  );
}

/**
 * Validates leaf, intermediates, root in this order. The lines say which certificate; throws
 * EvidenceFault.
 */
export async function checkPath(
  examination: Examination,
  chain: readonly Certificate[],
  anchors: readonly Anchor[],
  context: PathContext,
  rules: PathRules,
): Promise<void> {
  const { id, code } = rules;
  const root = chain.at(-1);
  const anchor = anchors.find(({ keyHash }) => keyHash === root?.keyHash);
  examination.check(
    `${id}-anchor`,
    anchor !== undefined,
    {
      field: root === undefined ? 'root' : root.subjectText,
      expected: anchors.map(({ name, keyHash }) => `${name} ${keyHash}`).join(' or '),
      found: root?.keyHash ?? 'no certificate',
    },
    code,
  );
  for (const [index, certificate] of chain.entries()) {
    const issuer = chain[index + 1] ?? certificate;
    const below = index === 0 ? null : index - 1;
    await checkCertificate(examination, certificate, issuer, below, context, rules);
  }
}

function isListGood(
  { algorithm, signature, signed, der }: RevocationList,
  { key, der: issuer }: Certificate,
  { crypto, memo = noMemo }: PathContext,
): Promise<boolean> {
  return memo.holds([issuer, der], () => isSignedBy(crypto, key, algorithm, signature, signed));
}

/**
 * The lists that count: all of this issuer that are in date and signed; if there are none, the
 * first.
 */
async function listsOf(
  lists: readonly RevocationList[],
  issuer: Certificate,
  context: PathContext,
): Promise<readonly RevocationList[]> {
  const { at } = context;
  const own = lists.filter((list) => equalBytes(list.issuer, issuer.subject));
  const current = own.filter(({ thisUpdate, nextUpdate }) => at >= thisUpdate && at <= nextUpdate);
  const signed = await Promise.all(current.map((list) => isListGood(list, issuer, context)));
  const good = current.filter((_, index) => signed[index] === true);
  return good.length > 0 ? good : (current.length > 0 ? current : own).slice(0, 1);
}

/**
 * At least one list of `issuer` is in date, and on none of those stands one of these certificates.
 * Returns the lists that counted. Throws EvidenceFault.
 */
export async function checkRevocation(
  examination: Examination,
  lists: readonly RevocationList[],
  issuer: Certificate,
  certificates: readonly Certificate[],
  context: PathContext,
  id: string,
): Promise<readonly RevocationList[]> {
  const { at } = context;
  const code = 'EVIDENCE_COLLATERAL';
  const field = 'revocation list';
  const by = issuer.subjectText;
  const counting = await listsOf(lists, issuer, context);
  const [list] = counting;
  const other = lists[0]?.issuerText ?? 'no list';
  const found = list?.issuerText ?? other;
  examination.check(`${id}-issuer`, list !== undefined, { field, expected: by, found }, code);
  if (list === undefined) return [];
  const dates = `${timeText(list.thisUpdate)} to ${timeText(list.nextUpdate)}`;
  const isInDate = at >= list.thisUpdate && at <= list.nextUpdate;
  const now = timeText(at);
  examination.check(`${id}-validity`, isInDate, { field, expected: dates, found: now }, code);
  const isGood =
    allowsUsage(issuer, 'crlSign') !== false && (await isListGood(list, issuer, context));
  examination.check(
    `${id}-signature`,
    isGood,
    { field, expected: `signed by ${by}`, found: isGood ? 'signed' : 'not signed' },
    code,
  );
  for (const { serial, subjectText } of certificates) {
    const isRevoked = counting.some(({ revoked }) => revoked.has(serial));
    examination.check(`${id}-revoked`, !isRevoked, {
      field: subjectText,
      expected: 'not revoked',
      found: isRevoked ? `serial ${serial} is on the list` : 'not on the list',
    });
  }
  return counting;
}
