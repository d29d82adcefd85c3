// What a job asked, read from its signed documents: for the page of its answer.

import { namedInputs } from '#enclave/participant/index.ts';
import {
  DatasetManifest,
  EnclaveError,
  JobSpec,
  PartyCard,
  UsagePolicy,
  bytesOf,
  parseDocument,
  readSigned,
  type Hash,
  type SignedDocument,
} from '#enclave/protocol/index.ts';
import { prepareJob, type TemplateRegistry } from '#enclave/templates/index.ts';
import type { ProofMaterial } from '../proofs/proof-bundle.ts';

/** The newest card's name of each party; a chain's head, by number. */
export function namesOf(cards: readonly SignedDocument[]): (party: Hash) => string {
  const newest = new Map<Hash, { seq: number; name: string }>();
  for (const { document } of cards) {
    const { name, value } = parseDocument(PartyCard, bytesOf(document));
    const party = value.party === 'self' ? name : value.party;
    if ((newest.get(party)?.seq ?? 0) < value.seq) {
      newest.set(party, { seq: value.seq, name: value.name });
    }
  }
  return (party) => newest.get(party)?.name ?? party.slice(0, 12);
}

export interface AskedJob {
  /** A template's id. */
  readonly question: string;
  /** What owners approved; absent for a question that this program does not know. */
  readonly sentence: string | undefined;
  /** Whose dataset a parameter names, by its name; only where it names one. */
  readonly owners: Readonly<Record<string, string>>;
}

export function readAsked(
  { jobSpec, manifests, policies, cards }: ProofMaterial,
  registry: TemplateRegistry,
): AskedJob {
  const { value: job } = readSigned(JobSpec, jobSpec);
  const nameOf = namesOf(cards);
  const inputs = namedInputs(
    job,
    manifests.map((one) => readSigned(DatasetManifest, one)),
    policies.map((one) => readSigned(UsagePolicy, one)),
  );
  const owners = Object.entries(job.params).flatMap(([name, value]) => {
    const input = inputs.find(({ alias }) => alias === value);
    return input === undefined
      ? []
      : [[name, input.manifest.value.owners.map(nameOf).join(', ')] as const];
  });
  const asked = { question: job.template.id, owners: Object.fromEntries(owners) };
  try {
    return { ...asked, sentence: prepareJob(registry, { ...job, inputs }).sentence(nameOf) };
  } catch (error) {
    if (!(error instanceof EnclaveError)) throw error;
    return { ...asked, sentence: undefined };
  }
}
