// A sealed table becomes a dataset: one touch signs description, rule and grant. The platform gets
// signed documents and a key sealed to the verified broker; the ciphertext follows by any upload.

import {
  nextGrant,
  requireFamiliar,
  signRegistration,
  type GrantedDataset,
} from '#enclave/participant/index.ts';
import { toBase64Url, type Doc, type Hash, type UsagePolicy } from '#enclave/protocol/index.ts';
import { withHead } from '../session/member.ts';
import { grantTerms, rememberAt, requireSignable, verifyBrokerAt, type Desk } from './desk.ts';

/** What one touch signs, and where it goes. The keys stay the caller's to wipe. */
export interface Registration extends GrantedDataset {
  readonly collaboration: Hash;
  readonly name: string;
  /** 32 bytes per segment. */
  readonly digests: Uint8Array;
  /** The rule for the broker that was verified; one that was shown before has to name it. */
  readonly ruleFor: (broker: Hash) => Doc<UsagePolicy>;
  /** The explicit yes to a broker that does not follow from a known one. */
  readonly acceptsStranger: boolean;
}

export interface Registered {
  readonly dataset: Hash;
  readonly manifest: Hash;
  readonly policy: Doc<UsagePolicy>;
}

/** Throws BROKER_NEW, PARTY_UNPINNED, and what verifying, signing or the broker refuses. */
export async function register(
  desk: Desk,
  { collaboration, name, digests, ruleFor, acceptsStranger, ...dataset }: Registration,
): Promise<Registered> {
  const { platform, member } = desk;
  const broker = await verifyBrokerAt(desk);
  requireFamiliar(broker, acceptsStranger);
  const policy = ruleFor(broker.id);
  requireSignable(desk, policy, broker);
  const { manifest, noiseShare } = dataset;
  const { grantSeq, state } = nextGrant(member.memory, manifest.name, noiseShare);
  await rememberAt(desk, withHead(state, broker, acceptsStranger));
  const terms = grantTerms(desk, policy, grantSeq);
  const signed = await signRegistration(broker, member.party, dataset, policy, terms);
  await platform.dataset.register.mutate({
    ...{ collaboration, name, ...signed },
    digests: toBase64Url(digests),
  });
  return { dataset: manifest.value.dataset, manifest: manifest.name, policy };
}
