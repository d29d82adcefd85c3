// The asynchronous half of a decision: parse and verify everything that was presented. Each answer
// is a value, ok or code, so that the pure half can give the first failing step of the order
// (section 7).

import {
  Approval,
  EnclaveError,
  Evidence,
  JobSpec,
  ReleaseRequest,
  bytesOf,
  parseDocument,
  readSigned,
  refusalCodes,
  type Doc,
  type DocumentType,
  type Hash,
  type KeyGrant,
  type RefusalCode,
  type ReleaseMessage,
  type SignedDocument,
  type SignerKey,
} from '../protocol/index.ts';
import { verifyEvidence, type VerifiedEvidence, type VerifierSet } from '../attestation/index.ts';
import { plainKey, verifySigned, type Signed, type VerifyCrypto } from '../signing/index.ts';
import type * as z from 'zod';
import { approvalSigners, jobSigners } from './candidate-keys.ts';
import type { DecisionState } from './state.ts';

export type Outcome<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly code: RefusalCode };

/** What a verified grant says, or that an auditor cannot see it. */
export type GrantsSeen = ReadonlyMap<Hash, Outcome<KeyGrant>> | 'not visible';

/** An approval as presented: whose it claims to be, and whether its signatures verified. */
export interface PresentedApproval {
  readonly party: Hash;
  readonly outcome: Outcome<Signed<Approval>>;
}

export interface PreparedRelease {
  readonly requestDoc: Outcome<Doc<ReleaseRequest>>;
  readonly request: Outcome<Signed<ReleaseRequest>>;
  readonly evidence: Outcome<VerifiedEvidence>;
  readonly jobDoc: Outcome<Doc<JobSpec>>;
  readonly job: Outcome<Signed<JobSpec>>;
  /** All of them, or the code for which one cannot be read. */
  readonly approvals: Outcome<readonly PresentedApproval[]>;
  readonly grants: GrantsSeen;
}

export interface PrepareContext {
  readonly crypto: VerifyCrypto;
  readonly verifiers: VerifierSet;
  /** Seconds since 1970 at which evidence and collateral are judged. */
  readonly at: number;
}

export function isRefusalCode(code: string): code is RefusalCode {
  return (refusalCodes as readonly string[]).includes(code);
}

/**
 * Runs a check and turns its error into a value. What is not an EnclaveError is a fault and passes.
 */
export async function outcomeOf<T>(work: () => T | Promise<T>): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    if (error instanceof EnclaveError && isRefusalCode(error.code)) {
      return { ok: false, code: error.code };
    }
    throw error;
  }
}

async function verifyWith<S extends z.ZodType>(
  type: DocumentType<S>,
  signed: SignedDocument,
  keysFor: (doc: Doc<z.output<S>>) => readonly SignerKey[],
  crypto: VerifyCrypto,
): Promise<Outcome<Signed<z.output<S>>>> {
  return outcomeOf(async () => {
    const doc = readSigned(type, signed);
    return verifySigned(type, signed, keysFor(doc), crypto);
  });
}

/** Throws MALFORMED for one that cannot be read; a bad signature is an outcome. */
export function presentApprovals(
  approvals: readonly SignedDocument[],
  state: DecisionState,
  crypto: VerifyCrypto,
): Promise<readonly PresentedApproval[]> {
  return Promise.all(
    approvals.map(async (signed) => {
      const { party } = readSigned(Approval, signed).value;
      const keysFor = (doc: Doc<Approval>) => approvalSigners(state, doc);
      return { party, outcome: await verifyWith(Approval, signed, keysFor, crypto) };
    }),
  );
}

/** `grants` come from the caller: the broker opens them, an auditor says "not visible". */
export async function prepareRelease(
  message: ReleaseMessage,
  state: DecisionState,
  grants: GrantsSeen,
  context: PrepareContext,
): Promise<PreparedRelease> {
  const { crypto } = context;
  const evidenceBytes = bytesOf(message.evidence);
  const evidenceDoc = await outcomeOf(() => parseDocument(Evidence, evidenceBytes));
  const workerKeys = evidenceDoc.ok ? [plainKey(evidenceDoc.value.value.runtime.signingKey)] : [];
  return {
    requestDoc: await outcomeOf(() => readSigned(ReleaseRequest, message.request)),
    request: await verifyWith(ReleaseRequest, message.request, () => workerKeys, crypto),
    evidence: await outcomeOf(() => verifyEvidence(evidenceBytes, context.verifiers, context)),
    jobDoc: await outcomeOf(() => readSigned(JobSpec, message.jobSpec)),
    job: await verifyWith(JobSpec, message.jobSpec, (doc) => jobSigners(state, doc), crypto),
    approvals: await outcomeOf(() => presentApprovals(message.approvals, state, crypto)),
    grants,
  };
}
