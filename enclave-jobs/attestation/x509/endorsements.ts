// Endorsements come as bare bytes: what each is, its own form says. Anything that no verifier could
// have asked for is refused, so that nothing unread travels with evidence.

import { countOf, readDer, sequenceOf, tags } from '../encoding/der.ts';
import { isPem, readPem } from '../encoding/pem.ts';
import { noMemo, type Memo } from '../memo.ts';
import { ParseFault } from '../examination.ts';
import { equalBytes, type Bytes } from '../../protocol/index.ts';
import { readCertificate, type Certificate } from './certificate.ts';
import { readRevocationList, type RevocationList } from './crl.ts';

export interface PkiEndorsements {
  readonly certificates: readonly Certificate[];
  readonly lists: readonly RevocationList[];
}

/** A certificate's body begins with its version in [0], a list's with a plain INTEGER. */
function isList(der: Bytes): boolean {
  const [body] = sequenceOf(readDer(der), 'endorsement');
  const [first] = sequenceOf(body, 'endorsement');
  return first?.tag === tags.integer && countOf(first, 'endorsement') === 1;
}

/**
 * Certificates and revocation lists in DER or PEM, in any order, each once. Throws ParseFault on
 * anything else.
 */
export function readPki(endorsements: readonly Bytes[], memo: Memo = noMemo): PkiEndorsements {
  const parts = endorsements.flatMap((one) => (isPem(one) ? readPem(one) : [one]));
  const isFirst = (der: Bytes, index: number) =>
    parts.findIndex((other) => equalBytes(other, der)) === index;
  const certificates: Certificate[] = [];
  const lists: RevocationList[] = [];
  for (const der of parts.filter(isFirst)) {
    if (isList(der)) lists.push(memo.read('list', der, readRevocationList));
    else certificates.push(memo.read('certificate', der, readCertificate));
  }
  return { certificates, lists };
}

/** The one certificate that `is` says; several would leave open which was meant. */
export function onlyCertificate(
  certificates: readonly Certificate[],
  field: string,
  is: (certificate: Certificate) => boolean,
): Certificate {
  const found = certificates.filter(is);
  const [first] = found;
  if (first === undefined || found.length > 1) {
    throw new ParseFault({ field, expected: 'one certificate', found: `${found.length}` });
  }
  return first;
}
