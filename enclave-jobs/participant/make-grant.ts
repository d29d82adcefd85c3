// R5, R10, R43: a grant is signed first, then sealed, and only to a broker that this program
// verified.

import {
  EnclaveError,
  KeyGrant,
  makeDocument,
  toBase64Url,
  type BrokerRequest,
  type Doc,
  type SignedDocument,
} from '../protocol/index.ts';
import { readAgeHeader, sealTo, verifyHeaderMac } from '../sealing/index.ts';
import { signDocument, signedDocumentBytes } from '../signing/sign.ts';
import type { Party } from './party.ts';
import type { SealedDataset } from './register-dataset.ts';
import type { VerifiedBroker } from './verify-broker.ts';

export interface GrantTerms {
  /** The policy in force when granting: the broker may never use an older one. */
  readonly policySeqMin: number;
  readonly cardSeqMin: number;
  /** One more than the last one for this dataset version. */
  readonly grantSeq: number;
}

/** What a grant is made of; the file key and the noise share leave with it. */
export type GrantedDataset = Pick<SealedDataset, 'manifest' | 'header' | 'fileKey' | 'noiseShare'>;

/** The grant itself, to be signed. Throws ASSURANCE if the worlds differ (R45). */
export function grantDocument(
  broker: VerifiedBroker,
  owner: Pick<Party, 'cardName'>,
  { manifest, header, fileKey, noiseShare }: GrantedDataset,
  terms: GrantTerms,
): Doc<KeyGrant> {
  if (manifest.value.assurance !== broker.genesis.value.assurance) {
    throw new EnclaveError('ASSURANCE', manifest.value.assurance);
  }
  // The file on disk, its header and this key belong together, or the grant is worth nothing.
  verifyHeaderMac(readAgeHeader(header), fileKey);
  return makeDocument(KeyGrant, {
    broker: broker.id,
    manifest: manifest.name,
    ownerCard: owner.cardName,
    ...terms,
    fileKey: fileKey.use(toBase64Url),
    noiseShare: noiseShare.use(toBase64Url),
    headSeen: broker.head,
  });
}

/** The message that hands a signed grant in, sealed to the verified broker and nobody else. */
export async function sealGrant(
  broker: VerifiedBroker,
  { manifest, header }: Pick<GrantedDataset, 'manifest' | 'header'>,
  signed: SignedDocument,
): Promise<Extract<BrokerRequest, { kind: 'grant' }>> {
  const file = await sealTo([broker.genesis.value.recipient], signedDocumentBytes(signed));
  return {
    kind: 'grant',
    manifest: manifest.name,
    header: toBase64Url(header),
    file: toBase64Url(file),
  };
}

/** A grant alone, as for a broker that is new. Throws ASSURANCE. */
export async function makeGrant(
  broker: VerifiedBroker,
  owner: Party,
  dataset: GrantedDataset,
  terms: GrantTerms,
): Promise<Extract<BrokerRequest, { kind: 'grant' }>> {
  const grant = grantDocument(broker, owner, dataset, terms);
  const signed = await signDocument('KeyGrant', grant, ...owner.keys.approvers);
  grant.bytes.fill(0);
  return sealGrant(broker, dataset, signed);
}
