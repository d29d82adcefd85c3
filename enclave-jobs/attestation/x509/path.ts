// Path validation (RFC 5280 section 6) for the short chains that vendors make: every certificate signed by
// the next, in date, allowed to; the last one our anchor by its public key, never by being there.

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

/** One of the vendor's roots, compiled in; the certificate may come from anywhere, the key may not. */
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

/** The chain from the leaf to a certificate that issued itself, in order, whatever order it came in. */
export function orderChain(
  leaf: Certificate,
  others: readonly Certificate[],
): readonly Certificate[] {
  const chain = [leaf];
  for (let last = leaf; !equalBytes(last.issuer, last.subject) && chain.length <= others.length;) {
    const next = others.find(({ subject }) => equalBytes(subject, last.issuer));
    if (next === undefined) break;
    chain.push(next);
    last = next;
  }
  return chain;
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
 * Validates leaf, intermediates, root in this order. The lines say which certificate; throws EvidenceFault.
 */
export async function checkPath(
  examination: Examination,
  chain: readonly Certificate[],
  anchors: readonly Anchor[],
  { crypto, at, memo = noMemo }: PathContext,
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
    const field = certificate.subjectText;
    const isInDate = at >= certificate.notBefore && at <= certificate.notAfter;
    const dates = `${timeText(certificate.notBefore)} to ${timeText(certificate.notAfter)}`;
    examination.check(
      `${id}-validity`,
      isInDate,
      { field, expected: dates, found: timeText(at) },
      code,
    );
    examination.check(
      `${id}-names`,
      equalBytes(certificate.issuer, issuer.subject),
      { field, expected: issuer.subjectText, found: certificate.issuerText },
      code,
    );
    checkCritical(examination, certificate, rules);
    if (index > 0) checkAuthority(examination, certificate, index - 1, rules);
    const { algorithm, signature, signed, der } = certificate;
    const isGood = await memo.holds([issuer.key.spki, der], () =>
      isSignedBy(crypto, issuer.key, algorithm, signature, signed),
    );
    const by = issuer.subjectText;
    examination.check(
      `${id}-signature`,
      isGood,
      { field, expected: `signed by ${by}`, found: isGood ? 'signed' : 'not signed' },
      code,
    );
  }
}

/** A list of `issuer`, in date, on which none of these certificates stands. Throws EvidenceFault. */
export async function checkRevocation(
  examination: Examination,
  list: RevocationList | undefined,
  issuer: Certificate,
  certificates: readonly Certificate[],
  { crypto, at, memo = noMemo }: PathContext,
  id: string,
): Promise<void> {
  const by = issuer.subjectText;
  const code = 'EVIDENCE_COLLATERAL';
  const field = 'revocation list';
  const issuedHere = list !== undefined && equalBytes(list.issuer, issuer.subject);
  examination.check(
    `${id}-issuer`,
    issuedHere,
    { field, expected: by, found: list === undefined ? 'no list' : list.issuerText },
    code,
  );
  if (list === undefined) return;
  const dates = `${timeText(list.thisUpdate)} to ${timeText(list.nextUpdate)}`;
  const isInDate = at >= list.thisUpdate && at <= list.nextUpdate;
  examination.check(
    `${id}-validity`,
    isInDate,
    { field, expected: dates, found: timeText(at) },
    code,
  );
  const isGood =
    allowsUsage(issuer, 'crlSign') !== false &&
    (await memo.holds([issuer.key.spki, list.der], () =>
      isSignedBy(crypto, issuer.key, list.algorithm, list.signature, list.signed),
    ));
  examination.check(
    `${id}-signature`,
    isGood,
    { field, expected: `signed by ${by}`, found: isGood ? 'signed' : 'not signed' },
    code,
  );
  for (const certificate of certificates) {
    const isRevoked = list.revoked.has(certificate.serial);
    const subject = certificate.subjectText;
    examination.check(`${id}-revoked`, !isRevoked, {
      field: subject,
      expected: 'not revoked',
      found: isRevoked ? `serial ${certificate.serial} is on the list` : 'not on the list',
    });
  }
}
