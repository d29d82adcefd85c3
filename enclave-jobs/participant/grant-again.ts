// R22: a new broker holds no keys. The owner opens its own sealed file's header again, and one
// touch signs a rule that names that broker and the key to it.

import {
  EnclaveError,
  bytesOf,
  labelledHash,
  type BrokerRequest,
  type DatasetManifest,
  type Doc,
  type SignedDocument,
  type UsagePolicy,
} from '../protocol/index.ts';
import {
  Secret,
  captureFileKey,
  readAgeHeader,
  requireHeaderDigest,
  type AgeIdentity,
} from '../sealing/index.ts';
import { signBatch } from '../signing/sign.ts';
import { grantOf, type ClientState } from './client-state.ts';
import { grantDocument, sealGrant, type GrantTerms, type GrantedDataset } from './make-grant.ts';
import type { Party } from './party.ts';
import type { VerifiedBroker } from './verify-broker.ts';

/**
 * What a grant is made of, from the first bytes of the sealed file. Throws KEY_UNKNOWN if the share
 * is not in this memory or not the manifest's, INPUT_FORMAT or INPUT_BYTES for a file that is not
 * the manifest's or that `identity` does not open.
 */
export async function reopenDataset(
  manifest: Doc<DatasetManifest>,
  file: Uint8Array,
  identity: AgeIdentity,
  memory: ClientState,
): Promise<GrantedDataset> {
  const share = grantOf(memory, manifest.name)?.noiseShare;
  if (share === undefined) throw new EnclaveError('KEY_UNKNOWN', 'noise share');
  const noiseShare = new Secret(bytesOf(share));
  const header = readAgeHeader(file);
  requireHeaderDigest(header, manifest.value.sealed.header);
  const named = noiseShare.use((bytes) => labelledHash('parley/v1/noise-share', bytes));
  if (named !== manifest.value.noiseShare) throw new EnclaveError('KEY_UNKNOWN', 'noise share');
  const fileKey = await captureFileKey(file, identity);
  return { manifest, header: header.headerBytes, fileKey, noiseShare };
}

/** Throws ASSURANCE, or what the signer throws; nothing is handed in here. */
export async function signGrantAgain(
  broker: VerifiedBroker,
  owner: Pick<Party, 'cardName' | 'keys'>,
  dataset: GrantedDataset,
  policy: Doc<UsagePolicy>,
  terms: GrantTerms,
): Promise<{
  readonly policy: SignedDocument;
  readonly grant: Extract<BrokerRequest, { kind: 'grant' }>;
}> {
  const grant = grantDocument(broker, owner, dataset, terms);
  const [rule, key] = await signBatch(
    [
      { type: 'UsagePolicy', doc: policy },
      { type: 'KeyGrant', doc: grant },
    ],
    ...owner.keys.approvers,
  );
  grant.bytes.fill(0);
  if (rule === undefined || key === undefined) {
    throw new Error('a batch gives back what it was given');
  }
  return { policy: rule, grant: await sealGrant(broker, dataset, key) };
}
