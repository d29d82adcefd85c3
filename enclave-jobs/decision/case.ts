// A case: everything about one release request after steps 1 to 6, for the steps that judge it.

import type { Doc, Hash, JobSpec, PartyCard, WorkerRuntime } from '../protocol/index.ts';
import type { BoundEvidence } from '../attestation/index.ts';
import type { Signed } from '../signing/index.ts';
import type { TemplateRegistry } from '../templates/index.ts';
import type { GrantsSeen, PresentedApproval } from './prepare.ts';
import { currentCard, currentPolicy, type DecisionState } from './state.ts';
import { preparedTemplate, type TermInput, type Terms } from './job-text.ts';

export interface Case extends Terms {
  readonly state: DecisionState;
  readonly job: Signed<JobSpec>;
  readonly evidence: BoundEvidence<WorkerRuntime>;
  /** Every approval presented: its claim, and whether its signatures verified. */
  readonly approvals: readonly PresentedApproval[];
  readonly grants: GrantsSeen;
}

/** Each input with what the broker holds of it. */
export function caseInputs(state: DecisionState, job: JobSpec): readonly TermInput[] {
  return job.inputs.map((input) => {
    const manifest = state.manifests.get(input.manifest);
    return { input, manifest, policy: currentPolicy(state, input.dataset) };
  });
}

/** The terms of a job as a broker in this state has to judge them. */
export function termsIn(
  state: DecisionState,
  job: Doc<JobSpec>,
  registry: TemplateRegistry,
  at: number,
): Terms {
  return {
    ...{ registry, at, job, inputs: caseInputs(state, job.value), withdrawn: state.withdrawn },
    broker: { id: state.broker.id, assurance: state.broker.genesis.assurance },
    cardOf: (party) => currentCard(state, party)?.value,
  };
}

/** Owners of the inputs, from the signed manifests, each once. */
export function ownersOf(inputs: readonly TermInput[]): readonly Hash[] {
  return [...new Set(inputs.flatMap(({ manifest }) => manifest?.value.owners ?? []))];
}

/**
 * Labels of parties for sentences: the name on the card in force, or the id where there is none.
 */
export function partyName(cards: (party: Hash) => PartyCard | undefined): (party: Hash) => string {
  return (party) => cards(party)?.name ?? party;
}

/** The sentence that every approval of this job must have shown. */
export function jobSentence(c: Case): string {
  return preparedTemplate(c).sentence(partyName(c.cardOf));
}
