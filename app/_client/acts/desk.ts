// Where a participant acts: own keys, own memory, own build, and a platform that is not believed.
//
// Every act keeps one order: verify the broker, remember, sign, hand in. Remembering comes before
// the first signature because the platform stores the memory. If it came after, a platform could
// take the signature and lose the memory: then it may show an older log the next time, and the
// number and noise share of a grant are known to nobody. What was remembered and then not signed
// costs nothing: a head is only a lower bound, and grant numbers may skip.

import {
  requirePinned,
  type ClientState,
  type GrantTerms,
  type VerifiedBroker,
} from '#enclave/participant/index.ts';
import {
  EnclaveError,
  PartyCard,
  readSigned,
  type Doc,
  type UsagePolicy,
} from '#enclave/protocol/index.ts';
import type { OwnBuild } from '../session/build-facts.ts';
import { comparedBy, verifyBrokerHere, type Member } from '../session/member.ts';
import type { Platform } from '../session/platform.ts';

export interface Desk {
  readonly platform: Platform;
  /** The sealed answer of a job; undefined if the platform has none. */
  readonly sealedResult: (job: string) => Promise<Uint8Array | undefined>;
  readonly build: OwnBuild;
  readonly member: Pick<Member, 'party' | 'memory'>;
  /** Keeps the memory for the next time. Rejects if it could not be kept. */
  readonly keep: (memory: ClientState) => Promise<unknown>;
}

/** The broker, verified now and from the last head that this desk remembers. */
export function verifyBrokerAt({ platform, member, build }: Desk): Promise<VerifiedBroker> {
  return verifyBrokerHere(platform, member.memory, build.broker);
}

export async function rememberAt(desk: Desk, memory: ClientState): Promise<void> {
  if (memory !== desk.member.memory) await desk.keep(memory);
}

/**
 * Throws PARTY_UNPINNED for a rule that names a party whose words were never compared, and
 * BROKER_UNVERIFIED for one that was made for another broker than the one verified now.
 */
export function requireSignable(
  { member }: Desk,
  { value }: Doc<UsagePolicy>,
  broker: VerifiedBroker,
): void {
  const { analysts, receivers, partners, brokers } = value;
  requirePinned(comparedBy(member), [...analysts, ...receivers, ...partners]);
  if (!brokers.includes(broker.id)) {
    throw new EnclaveError('BROKER_UNVERIFIED', 'changed since the rule was made');
  }
}

/** Below which rule, card and grant the broker may not fall. */
export function grantTerms(
  { member }: Desk,
  policy: Doc<UsagePolicy>,
  grantSeq: number,
): GrantTerms {
  const { seq } = readSigned(PartyCard, member.party.card).value;
  return { policySeqMin: policy.value.seq, cardSeqMin: seq, grantSeq };
}
