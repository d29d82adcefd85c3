// Steps 1 to 6: is this request addressed to us, fresh, readable, authentic, bound, and from an
// analyst? The first failure answers alone.

import type { RefusalCode } from '../../protocol/index.ts';
import { EnclaveError, isOfWorld } from '../../protocol/index.ts';
import { bindWorkerEvidence } from '../../attestation/index.ts';
import type { TemplateRegistry } from '../../templates/index.ts';
import { termsIn, type Case } from '../case.ts';
import { isRefusalCode, type PreparedRelease } from '../prepare.ts';
import { currentCard, withoutNonce, type DecisionState } from '../state.ts';

export type Opened =
  | { readonly opened: true; readonly case: Case; readonly state: DecisionState }
  | {
      readonly opened: false;
      readonly codes: readonly RefusalCode[];
      readonly state: DecisionState;
      /** R30: refusals before step 6 are counted, not logged. */
      readonly logged: boolean;
    };

const notServing = {
  retiring: 'BROKER_RETIRING',
  halted: 'BROKER_HALTED',
} as const;

function addressed(state: DecisionState, prepared: PreparedRelease): RefusalCode | null {
  if (state.status !== 'serving') return notServing[state.status];
  if (!prepared.requestDoc.ok) return null;
  const request = prepared.requestDoc.value.value;
  const ours = request.broker === state.broker.id && request.instance === state.broker.instance;
  return ours ? null : 'WRONG_BROKER';
}

function unreadable(prepared: PreparedRelease): RefusalCode | null {
  const { requestDoc, jobDoc, approvals, evidence, request } = prepared;
  if (!requestDoc.ok) return requestDoc.code;
  if (!jobDoc.ok) return jobDoc.code;
  if (!approvals.ok) return approvals.code;
  if (!evidence.ok && evidence.code === 'MALFORMED') return 'MALFORMED';
  if (jobDoc.value.name !== requestDoc.value.value.jobHash) return 'MALFORMED';
  if (!request.ok) return request.code;
  if (evidence.ok && evidence.value.doc.name !== request.value.value.evidence) return 'MALFORMED';
  return null;
}

/** Step 6: the job is an analyst's of a card in force, for this broker and its assurance. */
export function jobFault(
  state: DecisionState,
  { jobDoc, job }: Pick<PreparedRelease, 'jobDoc' | 'job'>,
): RefusalCode | null {
  if (!jobDoc.ok) return jobDoc.code;
  const { broker, analyst, analystCard, assurance } = jobDoc.value.value;
  if (broker !== state.broker.id) return 'WRONG_BROKER';
  if (currentCard(state, analyst)?.name !== analystCard) return 'CARD_STALE';
  if (!job.ok) return job.code;
  return assurance === state.broker.genesis.assurance ? null : 'ASSURANCE_MISMATCH';
}

function bound(state: DecisionState, prepared: PreparedRelease) {
  if (!prepared.evidence.ok) return prepared.evidence.code;
  if (!prepared.requestDoc.ok) return prepared.requestDoc.code;
  const request = prepared.requestDoc.value.value;
  try {
    return bindWorkerEvidence(prepared.evidence.value, {
      broker: state.broker.id,
      nonce: request.nonce,
      jobHash: request.jobHash,
    });
  } catch (error) {
    if (error instanceof EnclaveError && isRefusalCode(error.code)) return error.code;
    throw error;
  }
}

export function openCase(
  before: DecisionState,
  prepared: PreparedRelease,
  registry: TemplateRegistry,
): Opened {
  const refuse = (code: RefusalCode, state: DecisionState, logged = false): Opened => ({
    opened: false,
    codes: [code],
    state,
    logged,
  });
  const notOurs = addressed(before, prepared);
  if (notOurs !== null) return refuse(notOurs, before);
  let state = before;
  if (prepared.requestDoc.ok) {
    const { nonce } = prepared.requestDoc.value.value;
    if (!before.nonces.has(nonce)) return refuse('NONCE', before);
    // Used up whatever follows: a nonce answers one request only.
    state = withoutNonce(before, nonce);
  }
  const fault = unreadable(prepared);
  if (fault !== null) return refuse(fault, state);
  const evidence = bound(state, prepared);
  if (typeof evidence === 'string') return refuse(evidence, state);
  const wrongJob = jobFault(state, prepared);
  if (wrongJob !== null) return refuse(wrongJob, state, true);
  if (!prepared.job.ok || !prepared.approvals.ok) return refuse('MALFORMED', state, true);
  const { format } = evidence.doc.value;
  if (!isOfWorld(format, state.broker.genesis.assurance)) {
    return refuse('ASSURANCE_MISMATCH', state, true);
  }
  const job = prepared.job.value;
  return {
    opened: true,
    state,
    case: {
      ...termsIn(state, job, registry, state.at),
      ...{ state, job, evidence, approvals: prepared.approvals.value, grants: prepared.grants },
    },
  };
}
