// R5, R10, R43: a grant is signed first, then sealed, and only to a broker that this program verified.

import {
  EnclaveError,
  KeyGrant,
  makeDocument,
  toBase64Url,
  type BrokerRequest,
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

/** The message that hands a sealed grant in. Throws ASSURANCE if the worlds differ (R45). */
export async function makeGrant(
  broker: VerifiedBroker,
  owner: Party,
  dataset: SealedDataset,
  terms: GrantTerms,
): Promise<Extract<BrokerRequest, { kind: 'grant' }>> {
  const { manifest, header, fileKey, noiseShare } = dataset;
  if (manifest.value.assurance !== broker.genesis.value.assurance) {
    throw new EnclaveError('ASSURANCE', manifest.value.assurance);
  }
  // The file on disk, its header and this key belong together, or the grant is worth nothing.
  verifyHeaderMac(readAgeHeader(header), fileKey);
  const grant = makeDocument(KeyGrant, {
    broker: broker.id,
    manifest: manifest.name,
    ownerCard: owner.cardName,
    ...terms,
    fileKey: fileKey.use(toBase64Url),
    noiseShare: noiseShare.use(toBase64Url),
    headSeen: broker.head,
  });
  const signed = await signDocument('KeyGrant', grant, ...owner.keys.approvers);
  const file = await sealTo([broker.genesis.value.recipient], signedDocumentBytes(signed));
  grant.bytes.fill(0);
  return {
    kind: 'grant',
    manifest: manifest.name,
    header: toBase64Url(header),
    file: toBase64Url(file),
  };
}
