// R22 in this browser: a broker that is new holds no key to a dataset. Its owner opens the file's header
// again and signs a rule that names the new broker, with the key, in one touch.

import {
  nextGrant,
  reopenDataset,
  signGrantAgain,
  type ClientState,
  type VerifiedBroker,
} from '../../enclave-jobs/participant/index.ts';
import {
  PartyCard,
  bytesOf,
  parseDocument,
  type DatasetManifest,
  type Doc,
  type UsagePolicy,
} from '../../enclave-jobs/protocol/index.ts';
import type { Api } from './api.ts';
import { withHead, type Member } from './member.ts';

/**
 * Hands rule and grant in. The memory is kept before: the grant's number must not be given twice. Throws
 * KEY_UNKNOWN on a device that has no noise share of this dataset, INPUT_BYTES for a file that is not its own.
 */
export async function grantAgainHere(
  api: Api,
  member: Member,
  broker: VerifiedBroker,
  manifest: Doc<DatasetManifest>,
  policy: Doc<UsagePolicy>,
  keep: (memory: ClientState) => Promise<unknown>,
): Promise<void> {
  const { party, memory } = member;
  const { file } = await api.dataset.sealedHeader.query({ manifest: manifest.name });
  const dataset = await reopenDataset(manifest, bytesOf(file), party.keys.identity, memory);
  try {
    const { grantSeq, state } = nextGrant(memory, manifest.name, dataset.noiseShare);
    const { seq } = parseDocument(PartyCard, bytesOf(party.card.document)).value;
    const floors = { policySeqMin: policy.value.seq, cardSeqMin: seq, grantSeq };
    const signed = await signGrantAgain(broker, party, dataset, policy, floors);
    await keep(withHead(state, broker));
    await api.policy.publish.mutate(signed);
  } finally {
    dataset.fileKey.wipe();
    dataset.noiseShare.wipe();
  }
}
