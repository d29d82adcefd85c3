// R22 in this browser: a broker that is new holds no key to a dataset. Its owner opens the file's
// header again and signs a rule that names the new broker, with the key, in one touch.

import {
  nextGrant,
  reopenDataset,
  requireFamiliar,
  signGrantAgain,
  type ClientState,
  type VerifiedBroker,
} from '#enclave/participant/index.ts';
import {
  PartyCard,
  bytesOf,
  readSigned,
  type DatasetManifest,
  type Doc,
  type UsagePolicy,
} from '#enclave/protocol/index.ts';
import type { Api } from '../session/api.ts';
import { withHead, type Member } from '../session/member.ts';

export interface GrantAgainOptions {
  /** The explicit yes to a broker that does not follow from a known one. */
  readonly acceptsStranger: boolean;
  readonly keep: (memory: ClientState) => Promise<unknown>;
}

/**
 * Hands rule and grant in. The memory is kept before: the grant's number must not be given twice.
 * Throws BROKER_NEW, KEY_UNKNOWN on a device that has no noise share of this dataset, INPUT_BYTES
 * for a file that is not its own.
 */
export async function grantAgainHere(
  api: Api,
  member: Member,
  broker: VerifiedBroker,
  manifest: Doc<DatasetManifest>,
  policy: Doc<UsagePolicy>,
  { acceptsStranger, keep }: GrantAgainOptions,
): Promise<void> {
  requireFamiliar(broker, acceptsStranger);
  const { party, memory } = member;
  const { file } = await api.dataset.sealedHeader.query({ manifest: manifest.name });
  const dataset = await reopenDataset(manifest, bytesOf(file), party.keys.identity, memory);
  try {
    const { grantSeq, state } = nextGrant(memory, manifest.name, dataset.noiseShare);
    const { seq } = readSigned(PartyCard, party.card).value;
    const floors = { policySeqMin: policy.value.seq, cardSeqMin: seq, grantSeq };
    const signed = await signGrantAgain(broker, party, dataset, policy, floors);
    await keep(withHead(state, broker, acceptsStranger));
    await api.policy.publish.mutate(signed);
  } finally {
    dataset.fileKey.wipe();
    dataset.noiseShare.wipe();
  }
}
