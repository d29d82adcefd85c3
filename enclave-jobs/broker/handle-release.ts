// One release request, from bytes to Release or Refusal: open grants, prepare, decide, issue, log.
// The nonce is used up and the refusal is logged even when the answer is no.

import {
  JobSpec,
  Refusal,
  bytesOf,
  hashOf,
  makeDocument,
  readSigned,
  toBase64Url,
  type Hash,
  type ReleaseMessage,
} from '../protocol/index.ts';
import {
  decideRelease,
  outcomeOf,
  prepareRelease,
  type DecisionState,
  type RefusalPlan,
} from '../decision/index.ts';
import { signDocument } from '../signing/sign.ts';
import type { Booted } from './boot.ts';
import type { BrokerEnvironment } from './environment.ts';
import { openGrants } from './grants.ts';
import { issueRelease } from './issue.ts';
import type { Handled } from './handlers.ts';

async function refuse(
  booted: Booted,
  state: DecisionState,
  { codes, logged, jobHash }: RefusalPlan,
): Promise<Handled> {
  if (!logged || jobHash === undefined) {
    return { state, answer: () => ({ kind: 'refused', codes: [...codes] }) };
  }
  const doc = makeDocument(Refusal, {
    broker: state.broker.id,
    instance: state.broker.instance,
    jobHash,
    codes: [...codes],
    logIndex: state.log.length,
  });
  const refusal = await signDocument('Refusal', doc, booted.keys.signingKey);
  return {
    state,
    body: { kind: 'refusal', refusal },
    answer: () => ({ kind: 'refused', codes: [...codes], refusal }),
  };
}

async function manifestsOf(message: ReleaseMessage): Promise<readonly Hash[]> {
  const job = await outcomeOf(() => readSigned(JobSpec, message.jobSpec));
  return job.ok ? job.value.value.inputs.map((input) => input.manifest) : [];
}

/**
 * `booted.state` is the state before, at this time; the caller has made sure that this is the only
 * decision now.
 */
export async function handleRelease(
  env: BrokerEnvironment,
  booted: Booted,
  message: ReleaseMessage,
): Promise<Handled> {
  const { crypto, verifiers, registry } = env;
  const before = booted.state;
  const manifests = await manifestsOf(message);
  const grants = await openGrants(before, manifests, booted.keys.identity, crypto);
  const prepared = await prepareRelease(message, before, grants, {
    crypto,
    verifiers,
    at: before.at,
  });
  const { decision, state } = decideRelease(before, prepared, registry);
  if (decision.kind === 'refusal') return refuse(booted, state, decision);
  const { release, sealedKeys } = await issueRelease(booted, state, decision, grants);
  const named = new Set(decision.documents.map((ref) => ref.name));
  return {
    state,
    body: {
      kind: 'release',
      release,
      jobSpec: message.jobSpec,
      evidence: message.evidence,
      attestation: toBase64Url(decision.attestation.bytes),
      // Only what the decision counted: presented junk must not swell the log.
      approvals: message.approvals.filter((signed) => named.has(hashOf(bytesOf(signed.document)))),
    },
    answer: ({ record }) => {
      if (record === undefined) throw new Error('a release without its record');
      return { kind: 'released', release, sealedKeys: toBase64Url(sealedKeys), record };
    },
  };
}
