// What a broker does with each request: a new state, perhaps a log body, and an answer that is
// given only after the record of that body is stored.

import {
  EnclaveError,
  Receipt,
  readSigned,
  toBase64Url,
  type BrokerAnswer,
  type BrokerRecord,
  type BrokerRequest,
  type Hash,
  type Head,
  type LogBody,
  type Release,
} from '../protocol/index.ts';
import { submitDocument, withEntry, type DecisionState } from '../decision/index.ts';
import { plainKey, verifySigned } from '../signing/index.ts';
import { brokerEvidence, type Booted } from './boot.ts';
import type { BrokerEnvironment } from './environment.ts';
import { holdGrant, openGrant } from './grants.ts';

export type RequestOf<K extends BrokerRequest['kind']> = Extract<BrokerRequest, { kind: K }>;

/** The record that was written for the body, and the head of the log after it. */
export interface Written {
  readonly record: BrokerRecord | undefined;
  readonly head: Head;
}

export interface Handled {
  readonly state: DecisionState;
  readonly body?: LogBody;
  readonly answer: (written: Written) => BrokerAnswer;
}

const accepted: Handled['answer'] = ({ head }) => ({ kind: 'accepted', head });

/** Outstanding nonces; the oldest is dropped, so that asking costs the broker nothing. */
const noncesMax = 1024;

export async function handleHello(
  env: BrokerEnvironment,
  booted: Booted,
  { nonce }: RequestOf<'hello'>,
): Promise<Handled> {
  const evidence = toBase64Url((await brokerEvidence(env, booted, nonce)).bytes);
  const { boot } = booted;
  const genesis = booted.genesis.signed;
  return { state: booted.state, answer: () => ({ kind: 'hello', genesis, evidence, boot }) };
}

export function handleChallenge(env: BrokerEnvironment, { state }: Booted): Handled {
  const nonce = toBase64Url(env.crypto.getRandomValues(new Uint8Array(32)));
  const nonces = new Set([...state.nonces].slice(1 - noncesMax)).add(nonce);
  const { instance } = state.broker;
  return { state: { ...state, nonces }, answer: () => ({ kind: 'challenge', nonce, instance }) };
}

/** Throws the code for which the document is refused. */
export async function handleSubmit(
  env: BrokerEnvironment,
  { state }: Booted,
  { what, document }: RequestOf<'submit'>,
): Promise<Handled> {
  const after = await submitDocument(state, what, document, env.crypto);
  // What is held already is no news for the log.
  if (after === state) return { state, answer: accepted };
  return { state: after, body: { kind: 'document', what, document }, answer: accepted };
}

/** Throws GRANT_INVALID or CARD_STALE. */
export async function handleGrant(
  env: BrokerEnvironment,
  { state, keys }: Booted,
  { kind, ...sealed }: RequestOf<'grant'>,
): Promise<Handled> {
  const grant = await openGrant(state, sealed, keys.identity, env.crypto);
  const held = holdGrant(state, sealed, grant);
  return {
    state: { ...state, grants: withEntry(state.grants, sealed.manifest, held) },
    body: { kind, manifest: sealed.manifest, ...held },
    answer: accepted,
  };
}

/** What this broker's log knows of workers: its releases, and the receipts that followed. */
export interface WorkersSeen {
  readonly releases: ReadonlyMap<Hash, Release>;
  readonly receipts: ReadonlySet<Hash>;
}

/**
 * R51: receipts are logged, so that a result withheld from one recipient is visible to all. Throws
 * SIGNATURE unless it is by the worker of a release of this log.
 */
export async function handleReceipt(
  env: BrokerEnvironment,
  { state }: Booted,
  { receipt }: RequestOf<'receipt'>,
  { releases, receipts }: WorkersSeen,
): Promise<Handled> {
  const claimed = readSigned(Receipt, receipt).value;
  const release = releases.get(claimed.release);
  if (release === undefined) throw new EnclaveError('SIGNATURE', 'release unknown');
  const key = plainKey(release.worker.signingKey);
  const { value, name } = await verifySigned(Receipt, receipt, [key], env.crypto);
  const ours =
    value.broker === state.broker.id &&
    value.jobHash === release.jobHash &&
    value.runtime === release.worker.runtime;
  if (!ours) throw new EnclaveError('SIGNATURE', 'receipt');
  // Told again is no news for the log.
  if (receipts.has(name)) return { state, answer: accepted };
  return { state, body: { kind: 'receipt', receipt }, answer: accepted };
}
