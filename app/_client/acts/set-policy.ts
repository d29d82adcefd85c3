// A new rule for an own dataset. Where the broker is new and holds no key (R22), the owner opens
// the file's header again, and the same touch signs the rule and the key.

import {
  nextGrant,
  reopenDataset,
  requireFamiliar,
  signGrantAgain,
  type VerifiedBroker,
} from '#enclave/participant/index.ts';
import { bytesOf, type Doc, type Hash, type UsagePolicy } from '#enclave/protocol/index.ts';
import { signDocument } from '#enclave/signing/sign.ts';
import { withHead } from '../session/member.ts';
import type { OwnDataset } from '../tables/own-dataset.ts';
import { grantTerms, rememberAt, requireSignable, verifyBrokerAt, type Desk } from './desk.ts';

type Ruled = Pick<OwnDataset, 'manifest' | 'policy' | 'needsGrant'>;

/**
 * Whether signing includes the key: also where the platform does not say so, but the last rule
 * does.
 */
export function grantsToo(
  { needsGrant, policy }: Pick<Ruled, 'needsGrant' | 'policy'>,
  broker: Hash,
): boolean {
  return needsGrant || (policy !== undefined && !policy.value.brokers.includes(broker));
}

export interface PolicySet {
  /** False while the rule waits for the signatures of colleagues. */
  readonly isInForce: boolean;
  readonly isGranted: boolean;
}

/**
 * Throws BROKER_NEW, PARTY_UNPINNED, BROKER_UNVERIFIED for a rule that was made for another broker,
 * KEY_UNKNOWN on a device without the noise share, INPUT_BYTES for a file that is not its own.
 */
export async function setPolicy(
  desk: Desk,
  own: Ruled,
  policy: Doc<UsagePolicy>,
  acceptsStranger = false,
): Promise<PolicySet> {
  const broker = await verifyBrokerAt(desk);
  requireSignable(desk, policy, broker);
  if (!grantsToo(own, broker.id)) return publish(desk, broker, policy);
  requireFamiliar(broker, acceptsStranger);
  return publishWithKey(desk, broker, own, policy, acceptsStranger);
}

/** A second signature under a rule that a colleague made. */
export async function coSignPolicy(desk: Desk, policy: Doc<UsagePolicy>): Promise<PolicySet> {
  const broker = await verifyBrokerAt(desk);
  requireSignable(desk, policy, broker);
  return publish(desk, broker, policy);
}

async function publish(
  desk: Desk,
  broker: VerifiedBroker,
  policy: Doc<UsagePolicy>,
): Promise<PolicySet> {
  const { platform, member } = desk;
  await rememberAt(desk, withHead(member.memory, broker));
  const signed = await signDocument('UsagePolicy', policy, ...member.party.keys.approvers);
  const published = await platform.policy.publish.mutate({ policy: signed });
  return { isInForce: published.policy !== null, isGranted: false };
}

async function publishWithKey(
  desk: Desk,
  broker: VerifiedBroker,
  { manifest }: Ruled,
  policy: Doc<UsagePolicy>,
  acceptsStranger: boolean,
): Promise<PolicySet> {
  const { platform, member } = desk;
  const { party, memory } = member;
  const { file } = await platform.dataset.sealedHeader.query({ manifest: manifest.name });
  const dataset = await reopenDataset(manifest, bytesOf(file), party.keys.identity, memory);
  try {
    const { grantSeq, state } = nextGrant(memory, manifest.name, dataset.noiseShare);
    await rememberAt(desk, withHead(state, broker, acceptsStranger));
    const terms = grantTerms(desk, policy, grantSeq);
    const signed = await signGrantAgain(broker, party, dataset, policy, terms);
    await platform.policy.publish.mutate(signed);
    return { isInForce: true, isGranted: true };
  } finally {
    dataset.fileKey.wipe();
    dataset.noiseShare.wipe();
  }
}
