// A case: everything about one release request after steps 1 to 6, for the steps that judge it.

import type {
  DatasetManifest,
  Hash,
  JobInput,
  JobSpec,
  PartyCard,
  UsagePolicy,
  WorkerRuntime,
} from '../protocol/index.ts';
import type { BoundEvidence } from '../attestation/index.ts';
import type { Signed } from '../signing/index.ts';
import type { PreparedTemplate, TemplateJob, TemplateRegistry } from '../templates/index.ts';
import type { GrantsSeen, PresentedApproval } from './prepare.ts';
import { currentCard, currentPolicy, type DecisionState } from './state.ts';

/** One input with what the broker holds of it. */
export interface CaseInput {
  readonly input: JobInput;
  readonly manifest: Signed<DatasetManifest> | undefined;
  readonly policy: Signed<UsagePolicy> | undefined;
}

/** A job with what its terms are judged on. */
export interface JobTerms {
  readonly state: DecisionState;
  readonly registry: TemplateRegistry;
  readonly job: Signed<JobSpec>;
  readonly inputs: readonly CaseInput[];
  readonly at: number;
}

export interface Case extends JobTerms {
  readonly evidence: BoundEvidence<WorkerRuntime>;
  /** Every approval presented: its claim, and whether its signatures verified. */
  readonly approvals: readonly PresentedApproval[];
  readonly grants: GrantsSeen;
}

export function caseInputs(state: DecisionState, job: JobSpec): readonly CaseInput[] {
  return job.inputs.map((input) => {
    const manifest = state.manifests.get(input.manifest);
    return { input, manifest, policy: currentPolicy(state, input.dataset) };
  });
}

/** Owners of the inputs, from the signed manifests, each once. */
export function ownersOf(inputs: readonly CaseInput[]): readonly Hash[] {
  return [...new Set(inputs.flatMap(({ manifest }) => manifest?.value.owners ?? []))];
}

/** Public facts for the template; only inputs whose manifest is held. */
export function templateJob(inputs: readonly CaseInput[], job: JobSpec): TemplateJob {
  return {
    inputs: inputs.flatMap(({ input, manifest }) =>
      manifest === undefined ? [] : [{ alias: input.alias, ...factsOf(manifest.value) }],
    ),
    recipients: [...new Set(job.recipients.map((recipient) => recipient.party))],
    entitiesMin: job.release.entitiesMin,
  };
}

function factsOf(manifest: DatasetManifest) {
  const { owners, columns, entityKey, normaliser, entitiesRounded } = manifest;
  return { owners, columns, entityKey, normaliser, entitiesRounded };
}

/** The template with this job's parameters. Throws TEMPLATE_UNKNOWN or PARAMS. */
export function preparedTemplate(c: {
  readonly registry: TemplateRegistry;
  readonly inputs: readonly CaseInput[];
  readonly job: { readonly value: JobSpec };
}): PreparedTemplate {
  const { template, params } = c.job.value;
  return c.registry.get(template).prepare(params, templateJob(c.inputs, c.job.value));
}

/** Labels of parties for sentences: the name on the card in force, or the id where there is none. */
export function partyName(cards: (party: Hash) => PartyCard | undefined): (party: Hash) => string {
  return (party) => cards(party)?.name ?? party;
}

/** The sentence that every approval of this job must have shown. */
export function jobSentence(c: Case): string {
  return preparedTemplate(c).sentence(partyName((party) => currentCard(c.state, party)?.value));
}
