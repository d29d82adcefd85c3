// The one public key on which evidence without a vendor's root rests.

import { readDer, sequenceOf } from '../encoding/der.ts';
import { isPem, readPem } from '../encoding/pem.ts';
import { fault } from '../examination.ts';
import type { Bytes } from '../../protocol/index.ts';
import { publicKeyOf, type PublicKey } from './algorithms.ts';

type EllipticKey = Extract<PublicKey, { kind: 'ec' }>;

/**
 * The only endorsement: one SubjectPublicKeyInfo (RFC 5280 section 4.1.2.7) on an elliptic curve,
 * in DER or PEM. Several would leave open which one vouches. Throws ParseFault.
 */
export function readEndorsedKey(endorsements: readonly Bytes[], field: string): EllipticKey {
  const [der, ...more] = endorsements.flatMap((one) => (isPem(one) ? readPem(one) : [one]));
  if (der === undefined || more.length > 0) {
    return fault(field, 'exactly one public key', `${der === undefined ? 0 : more.length + 1}`);
  }
  const element = readDer(der);
  const parts = sequenceOf(element, field).length;
  if (parts !== 2) fault(field, 'a SubjectPublicKeyInfo', `${parts} parts`);
  const key = publicKeyOf(element, field);
  return key.kind === 'ec' ? key : fault(field, 'a key on an elliptic curve', key.kind);
}
