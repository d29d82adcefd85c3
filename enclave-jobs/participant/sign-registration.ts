// R2b: what a table is, what may be done with it and the key to it, under one touch.

import type { BrokerRequest, Doc, SignedDocument, UsagePolicy } from '../protocol/index.ts';
import { signBatch } from '../signing/sign.ts';
import { grantDocument, sealGrant, type GrantTerms, type GrantedDataset } from './make-grant.ts';
import type { Party } from './party.ts';
import type { VerifiedBroker } from './verify-broker.ts';

export interface Registration {
  readonly manifest: SignedDocument;
  readonly policy: SignedDocument;
  readonly grant: Extract<BrokerRequest, { kind: 'grant' }>;
}

/** Throws ASSURANCE, or what the signer throws; nothing is handed in here. */
export async function signRegistration(
  broker: VerifiedBroker,
  owner: Pick<Party, 'cardName' | 'keys'>,
  dataset: GrantedDataset,
  policy: Doc<UsagePolicy>,
  terms: GrantTerms,
): Promise<Registration> {
  const grant = grantDocument(broker, owner, dataset, terms);
  const [manifest, rule, key] = await signBatch(
    [
      { type: 'DatasetManifest', doc: dataset.manifest },
      { type: 'UsagePolicy', doc: policy },
      { type: 'KeyGrant', doc: grant },
    ],
    ...owner.keys.approvers,
  );
  grant.bytes.fill(0);
  if (manifest === undefined || rule === undefined || key === undefined) {
    throw new Error('a batch gives back what it was given');
  }
  return { manifest, policy: rule, grant: await sealGrant(broker, dataset, key) };
}
