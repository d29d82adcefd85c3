// What an owner's program makes of a job before anybody is asked for a touch: everything on the
// approval page comes from here, rebuilt from signed bytes; what the platform says beside them is
// left out.

import type { TermLine } from '#enclave/decision/index.ts';
import {
  TermsRefused,
  namedInputs,
  reviewJob,
  type ClientState,
  type JobInputDraft,
  type Party,
  type ReviewedJob,
  type VerifiedBroker,
} from '#enclave/participant/index.ts';
import {
  Approval,
  DatasetManifest,
  EnclaveError,
  JobSpec,
  PartyCard,
  UsagePolicy,
  hashSchema,
  readSigned,
  type ColumnRole,
  type Doc,
  type Hash,
  type SignedDocument,
} from '#enclave/protocol/index.ts';
import { verifySigned } from '#enclave/signing/index.ts';
import {
  jointMinima,
  prepareJob,
  type PreparedTemplate,
  type TemplateRegistry,
} from '#enclave/templates/index.ts';
import { namesOf } from './read-asked.ts';
import type { ProofMaterial } from '../proofs/proof-bundle.ts';

export interface Material extends ProofMaterial {
  readonly jobHash: string;
}

export interface ReviewFault {
  readonly code: EnclaveError['code'];
  readonly place: string;
  /** Of a job that somebody's terms refuse: all of them, kept or not. */
  readonly lines: readonly TermLine[];
}

export interface ColumnTouched {
  readonly alias: string;
  readonly column: string;
  readonly role: ColumnRole;
  readonly own: boolean;
}

/** An input of the job as it is signed; its name among people is not in any signed document. */
export interface InputRead {
  readonly alias: string;
  readonly dataset: Hash;
  /** By name, as the manifest says. */
  readonly owners: readonly string[];
}

/** What the job text says, in this program's own reading. */
export interface JobReview {
  readonly job: Doc<JobSpec>;
  readonly ownDatasets: readonly Hash[];
  readonly inputs: readonly InputRead[];
  /** Absent if the job does not stand the review; `fault` says why. */
  readonly reviewed?: ReviewedJob;
  readonly fault?: ReviewFault;
  readonly columns: readonly ColumnTouched[];
  readonly cells: number;
  /** Persons below which a cell is withheld: what all owners' rules ask for together. */
  readonly entitiesMin: number;
  readonly receivers: readonly string[];
  readonly requester: string;
  readonly nameOf: (party: Hash) => string;
  /** Own rules in force, of the datasets that the job reads. */
  readonly rules: readonly Doc<UsagePolicy>[];
}

const parsePolicy = (signed: SignedDocument) => readSigned(UsagePolicy, signed);
const parseManifest = (signed: SignedDocument) => readSigned(DatasetManifest, signed);

/** Of each own dataset the rule with the highest number. */
function rulesInForce(
  policies: readonly SignedDocument[],
  datasets: readonly Hash[],
): readonly Doc<UsagePolicy>[] {
  const parsed = policies.map(parsePolicy);
  return datasets.flatMap((dataset) => {
    const [newest] = parsed
      .filter(({ value }) => value.dataset === dataset)
      .sort((a, b) => b.value.seq - a.value.seq);
    return newest === undefined ? [] : [newest];
  });
}

/** The template's reading of the job; none if it refuses it, which the review itself will say. */
function readingOf(
  registry: TemplateRegistry,
  { template, params, recipients }: JobSpec,
  inputs: readonly JobInputDraft[],
): PreparedTemplate | undefined {
  try {
    return prepareJob(registry, { template, params, recipients, inputs });
  } catch (error) {
    if (error instanceof EnclaveError) return undefined;
    throw error;
  }
}

function faultOfReview(error: unknown): ReviewFault {
  if (!(error instanceof EnclaveError)) throw error;
  const lines = error instanceof TermsRefused ? error.lines : [];
  return { code: error.code, place: error.place, lines };
}

export interface ReviewContext {
  readonly broker: VerifiedBroker;
  readonly registry: TemplateRegistry;
  readonly owner: Party;
  readonly memory: ClientState;
  /** Seconds since 1970, by my own clock. */
  readonly at: number;
}

/**
 * Throws only for documents that do not read. Policies in the job's material may be of any age: the
 * broker holds each owner's newest, and refuses a job under an older one.
 */
export async function reviewMaterial(
  material: Material,
  { broker, registry, owner, memory, at }: ReviewContext,
): Promise<JobReview> {
  const job = readSigned(JobSpec, material.jobSpec);
  const manifests = material.manifests.map(parseManifest);
  const inputs = job.value.inputs.map((input) => ({
    input,
    manifest: manifests.find((one) => one.name === input.manifest),
  }));
  const isOwn = (manifest: Doc<DatasetManifest> | undefined) =>
    manifest?.value.owners.includes(owner.party) === true;
  const ownDatasets = inputs
    .filter(({ manifest }) => isOwn(manifest))
    .map(({ input }) => input.dataset)
    .sort();
  const rules = rulesInForce(material.policies, ownDatasets);
  const nameOf = namesOf(material.cards);
  const named = namedInputs(job.value, manifests, material.policies.map(parsePolicy));
  const facts = {
    job,
    ownDatasets,
    inputs: inputs.map(({ input: { alias, dataset }, manifest }) => ({
      alias,
      dataset,
      owners: manifest?.value.owners.map(nameOf) ?? [],
    })),
    rules,
    nameOf,
    requester: nameOf(job.value.analyst),
    receivers: [...new Set(job.value.recipients.map(({ party }) => nameOf(party)))],
    entitiesMin: jointMinima(named.map(({ policy }) => policy)).entitiesMin,
  };
  const prepared = readingOf(registry, job.value, named);
  const cells = prepared?.cells ?? 0;
  const columns = (prepared?.columns ?? []).map((use) => ({
    ...use,
    own: isOwn(inputs.find(({ input }) => input.alias === use.alias)?.manifest),
  }));
  try {
    const reviewed = await reviewJob(globalThis.crypto, registry, broker, owner, {
      jobSpec: material.jobSpec,
      jobHash: hashSchema.parse(material.jobHash),
      manifests: material.manifests,
      cards: material.cards,
      policies: material.policies,
      at,
      ownPolicies: new Map(rules.map((rule) => [rule.value.dataset, rule])),
      pinned: new Set(memory.pins.map((pin) => pin.party)),
    });
    return { ...facts, columns, cells, reviewed };
  } catch (error) {
    return { ...facts, columns, cells, fault: faultOfReview(error) };
  }
}

export interface OwnApproval {
  /** Of the approval document. */
  readonly name: Hash;
  readonly signers: readonly Hash[];
}

/**
 * What this party really approved of that job: by signatures of its own keys, not by a column's
 * word.
 */
export async function ownApprovals(
  owner: Party,
  material: Material,
): Promise<readonly OwnApproval[]> {
  const { approvers } = readSigned(PartyCard, owner.card).value;
  const found: OwnApproval[] = [];
  for (const signed of material.approvals) {
    const { value } = readSigned(Approval, signed);
    if (value.party !== owner.party || value.decision !== 'approve') continue;
    if (value.jobHash !== material.jobHash) continue;
    try {
      const { name, signers } = await verifySigned(Approval, signed, approvers, globalThis.crypto);
      found.push({ name, signers });
    } catch {
      // An approval that does not verify is none.
    }
  }
  return found;
}
