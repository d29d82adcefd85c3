// Certificate revocation lists (RFC 5280 section 5): version 2, complete, with a date at which the
// next one is due. Delta lists and indirect ones carry critical extensions and are refused by that.

import {
  bitStringOf,
  integerOf,
  oidOf,
  readDer,
  requireTag,
  sequenceOf,
  countOf,
  tags,
  timeOf,
  type Der,
} from '../encoding/der.ts';
import { ParseFault } from '../examination.ts';
import { toHex, type Bytes } from '../../protocol/index.ts';
import { sameAlgorithm, signatureAlgorithmOf, type SignatureAlgorithm } from './algorithms.ts';
import { nameIn, readExtensions, requireNoMore, requireTags } from './certificate.ts';

export interface RevocationList {
  readonly der: Bytes;
  readonly signed: Bytes;
  readonly signature: Bytes;
  readonly algorithm: SignatureAlgorithm;
  /** DER of the Name. */
  readonly issuer: Bytes;
  readonly issuerText: string;
  /** Seconds since 1970. */
  readonly thisUpdate: number;
  readonly nextUpdate: number;
  /** Hex, as Certificate.serial. */
  readonly revoked: ReadonlySet<string>;
}

const crlNumber = '2.5.29.20';
const authorityKey = '2.5.29.35';
const reasonCode = '2.5.29.21';

function requireKnown(holder: Der | undefined, known: readonly string[], field: string): void {
  for (const [oid, { isCritical }] of readExtensions(holder)) {
    if (isCritical && !known.includes(oid)) {
      throw new ParseFault({ field, expected: 'no unknown critical extension', found: oid });
    }
  }
}

function revokedSerial(entry: Der): string {
  const [serial, at, extensions, ...behind] = sequenceOf(entry, 'revoked certificate');
  requireNoMore(behind, 'revoked certificate');
  timeOf(at, 'revocation date');
  if (extensions !== undefined) {
    for (const extension of sequenceOf(extensions, 'entry extensions')) {
      const [oid, critical] = sequenceOf(extension, 'entry extension');
      const id = oidOf(oid, 'entry extension');
      if (critical?.tag === tags.boolean && id !== reasonCode) {
        throw new ParseFault({
          field: 'entry extension',
          expected: 'none that is critical',
          found: id,
        });
      }
    }
  }
  return toHex(integerOf(serial, 'serial'));
}

/** Reads exactly one list. Throws ParseFault. */
export function readRevocationList(der: Bytes): RevocationList {
  const field = 'revocation list';
  const [body, algorithm, signature, ...behind] = sequenceOf(readDer(der), field);
  requireNoMore(behind, field);
  const signed = requireTag(body, tags.sequence, field).whole;
  const [version, inner, issuer, thisUpdate, nextUpdate, ...rest] = sequenceOf(body, field);
  if (countOf(version, 'version') !== 1) {
    throw new ParseFault({ field: 'version', expected: 'version 2', found: 'another' });
  }
  if (!sameAlgorithm(inner, algorithm)) {
    throw new ParseFault({
      field: 'signature algorithm',
      expected: 'the one inside',
      found: 'another',
    });
  }
  requireTags(rest, [tags.sequence, 0xa0], field);
  requireKnown(
    rest.find(({ tag }) => tag === 0xa0),
    [crlNumber, authorityKey],
    field,
  );
  const issuerName = nameIn(issuer, 'issuer');
  const entries = rest.find(({ tag }) => tag === tags.sequence);
  return {
    der,
    signed,
    signature: bitStringOf(signature, 'signature'),
    algorithm: signatureAlgorithmOf(algorithm, 'signature algorithm'),
    issuer: issuerName.whole,
    issuerText: issuerName.text,
    thisUpdate: timeOf(thisUpdate, 'thisUpdate'),
    nextUpdate: timeOf(nextUpdate, 'nextUpdate'),
    revoked: new Set(entries === undefined ? [] : sequenceOf(entries, field).map(revokedSerial)),
  };
}
