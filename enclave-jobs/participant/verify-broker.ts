// Before anything is sealed to a broker or signed for it (R19, R43, protocol section 10): its
// Genesis, its evidence over my own nonce, its log from the last head that I saw.

import {
  EnclaveError,
  Genesis,
  bytesOf,
  readSigned,
  toBase64Url,
  type Assurance,
  type BrokerRecord,
  type BrokerRuntime,
  type Hash,
  type Head,
  type SignedDocument,
} from '../protocol/index.ts';
import {
  appraise,
  bindBrokerEvidence,
  verifyEvidence,
  type BoundEvidence,
  type VerifierSet,
} from '../attestation/index.ts';
import { plainKey, verifySigned, type Signed } from '../signing/index.ts';
import { askBroker, type Carrier } from './ask-broker.ts';
import { checkLog, requireHead } from './check-log.ts';

const verifiedBroker: unique symbol = Symbol('verified broker');

/** What was checked is what is sealed to: only verifyBroker() makes one. */
export interface VerifiedBroker {
  readonly [verifiedBroker]: true;
  readonly id: Hash;
  readonly genesis: Signed<Genesis>;
  readonly instance: Hash;
  readonly head: Head;
  readonly boot: BrokerRecord;
  readonly log: readonly SignedDocument[];
  readonly standing: BrokerStanding;
}

/**
 * How a broker stands to what I remember: `known`; `first`, where I remember none; `successor` of
 * one that I knew, at or after the head that I saw; `stranger`, where it is none of these (protocol
 * section 10).
 */
export type BrokerStanding = 'known' | 'first' | 'successor' | 'stranger';

export interface BrokerExpectation {
  readonly crypto: Crypto;
  readonly verifiers: VerifierSet;
  /** Broker code identities that I accept; none means none (R16). */
  readonly acceptedCode: readonly Hash[];
  readonly assurance: Assurance;
  /** Seconds since 1970, by my own clock. */
  readonly at: number;
  /** The last head that I saw, per broker; none on the first visit. */
  readonly headsSeen?: readonly Head[] | undefined;
}

/**
 * R19: one unaccepted platform is enough to refuse, because any listed one may receive the secret.
 */
function checkGenesis(genesis: Genesis, { acceptedCode, assurance }: BrokerExpectation): void {
  // R45, without an override: a hardware owner's keys never go to a simulated broker.
  if (genesis.assurance !== assurance) throw new EnclaveError('ASSURANCE', genesis.assurance);
  const platforms = genesis.instances.flatMap((one) => one.referenceValues.code);
  if (![genesis.code, ...platforms].every((code) => acceptedCode.includes(code))) {
    throw new EnclaveError('BROKER_NOT_ACCEPTED', 'code');
  }
}

function checkRuntime(evidence: BoundEvidence<BrokerRuntime>, genesis: Genesis): Head {
  const { runtime } = evidence;
  const holdsKeys =
    runtime.recipient === genesis.recipient &&
    runtime.signingKey === genesis.signingKey &&
    runtime.code === genesis.code;
  if (!holdsKeys) throw new EnclaveError('BROKER_UNVERIFIED', 'keys');
  const accepted = genesis.instances.some((entry) => appraise(evidence, entry).accepted);
  if (!accepted) throw new EnclaveError('BROKER_NOT_ACCEPTED', 'platform');
  if (runtime.head === undefined) throw new EnclaveError('BROKER_UNVERIFIED', 'not serving');
  return runtime.head;
}

function standingOf(genesis: Signed<Genesis>, headsSeen: readonly Head[]): BrokerStanding {
  if (headsSeen.some((head) => head.broker === genesis.name)) return 'known';
  if (headsSeen.length === 0) return 'first';
  const { previous } = genesis.value;
  const last = headsSeen.find((head) => head.broker === previous?.broker);
  if (previous === undefined || last === undefined) return 'stranger';
  const isPast = previous.head.index > last.index;
  const isSame = previous.head.index === last.index && previous.head.entry === last.entry;
  return isPast || isSame ? 'successor' : 'stranger';
}

/**
 * Throws BROKER_NEW for a stranger whom nobody accepted explicitly: before a key is sealed to it.
 */
export function requireFamiliar(
  { standing }: Pick<VerifiedBroker, 'standing'>,
  acceptsStranger: boolean,
): void {
  if (standing === 'stranger' && !acceptsStranger) throw new EnclaveError('BROKER_NEW', 'genesis');
}

/**
 * Asks and verifies. Throws BROKER_UNVERIFIED, BROKER_NOT_ACCEPTED, ASSURANCE, HEAD_ROLLED_BACK,
 * CHAIN_BROKEN, or the evidence's own code.
 */
export async function verifyBroker(
  carry: Carrier,
  expected: BrokerExpectation,
): Promise<VerifiedBroker> {
  const { crypto, verifiers, at } = expected;
  const nonce = toBase64Url(crypto.getRandomValues(new Uint8Array(32)));
  const hello = await askBroker(carry, { kind: 'hello', nonce }, 'hello');
  const claimed = readSigned(Genesis, hello.genesis).value;
  const key = plainKey(claimed.signingKey);
  const genesis = await verifySigned(Genesis, hello.genesis, [key], crypto);
  checkGenesis(genesis.value, expected);
  const verified = await verifyEvidence(bytesOf(hello.evidence), verifiers, { crypto, at });
  const evidence = bindBrokerEvidence(verified, { broker: genesis.name, nonce });
  const head = checkRuntime(evidence, genesis.value);
  const { entries } = await askBroker(carry, { kind: 'log', from: 0 }, 'log');
  const log = await checkLog(entries, { broker: genesis.name, genesis: genesis.value, crypto });
  requireHead(log, head);
  const seen = expected.headsSeen?.find((one) => one.broker === genesis.name);
  if (seen !== undefined) requireHead(log, seen);
  return {
    [verifiedBroker]: true,
    id: genesis.name,
    genesis,
    instance: evidence.runtime.instance,
    head,
    boot: hello.boot,
    log: entries,
    standing: standingOf(genesis, expected.headsSeen ?? []),
  };
}
