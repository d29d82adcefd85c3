// Protocol section 10, before an approval is signed: everything on the owner's screen is rebuilt here from
// bytes, and what my own policy does not list is not offered for a signature.

import {
  Approval,
  DatasetManifest,
  EnclaveError,
  JobSpec,
  PartyCard,
  UsagePolicy,
  bytesOf,
  hashOf,
  makeDocument,
  parseDocument,
  sorted,
  toBase64Url,
  utf8,
  type Doc,
  type Hash,
  type SignedDocument,
} from '../protocol/index.ts';
import {
  currentCard,
  emptyState,
  jobTermsFaults,
  satisfiesConstraints,
  submitDocument,
  type DecisionState,
} from '../decision/index.ts';
import { verifySigned, type Signed } from '../signing/index.ts';
import { signDocument } from '../signing/sign.ts';
import type { TemplateRegistry } from '../templates/index.ts';
import type { Party } from './party.ts';
import type { VerifiedBroker } from './verify-broker.ts';

export interface ReviewMaterial {
  readonly jobSpec: SignedDocument;
  /** The hash that the person was told; the bytes must have it. */
  readonly jobHash: Hash;
  /** Of the inputs, with their earlier versions. */
  readonly manifests: readonly SignedDocument[];
  readonly cards: readonly SignedDocument[];
  /** In force for each input, with their chains: the co-owners' too. */
  readonly policies: readonly SignedDocument[];
  /** Seconds since 1970, by my own clock. */
  readonly at: number;
  /** My policies in force, by dataset. */
  readonly ownPolicies: ReadonlyMap<Hash, Doc<UsagePolicy>>;
  /** Parties whose word fingerprints I compared out of band. */
  readonly pinned: ReadonlySet<Hash>;
}

const reviewed: unique symbol = Symbol('reviewed job');

/** A job that may be signed for: only reviewJob() makes one. */
export interface ReviewedJob {
  readonly [reviewed]: true;
  readonly job: Signed<JobSpec>;
  /** What will be learned, in this program's own words. */
  readonly sentence: string;
  readonly ownDatasets: readonly Hash[];
}

/**
 * Cards and manifests as a broker would hold them. A later card counts only if the one before it signed,
 * and a manifest only with its owner's quorum: a name alone is no proof.
 */
async function believe(
  crypto: Crypto,
  { id, genesis, instance }: VerifiedBroker,
  { cards, manifests }: ReviewMaterial,
): Promise<DecisionState> {
  const seqOf = (card: SignedDocument) =>
    parseDocument(PartyCard, bytesOf(card.document)).value.seq;
  const versionOf = (manifest: SignedDocument) =>
    parseDocument(DatasetManifest, bytesOf(manifest.document)).value.version;
  let state = emptyState({ id, genesis: genesis.value, instance });
  for (const card of sorted(cards, seqOf)) {
    state = await submitDocument(state, 'card', card, crypto);
  }
  for (const manifest of sorted(manifests, versionOf)) {
    state = await submitDocument(state, 'manifest', manifest, crypto);
  }
  return state;
}

/** The intersection of everybody's terms (R15): what another owner refuses needs no signature of mine. */
async function requireTerms(
  crypto: Crypto,
  registry: TemplateRegistry,
  before: DecisionState,
  job: Signed<JobSpec>,
  { policies, at }: ReviewMaterial,
): Promise<void> {
  const numberOf = (policy: SignedDocument) =>
    parseDocument(UsagePolicy, bytesOf(policy.document)).value.seq;
  let state = before;
  for (const policy of sorted(policies, numberOf)) {
    state = await submitDocument(state, 'policy', policy, crypto);
  }
  const [first] = jobTermsFaults(state, job, registry, at);
  if (first !== undefined) throw new EnclaveError(first, 'terms of the job');
}

/**
 * Names are anybody's to choose: what is signed for a party is signed for one whose words were compared.
 * Throws PARTY_UNPINNED with the first stranger.
 */
export function requirePinned(pinned: ReadonlySet<Hash>, parties: readonly Hash[]): void {
  const stranger = parties.find((party) => !pinned.has(party));
  if (stranger !== undefined) throw new EnclaveError('PARTY_UNPINNED', stranger);
}

/** Template, code, grid and parameters must stand in my own policy in force. */
function checkOwnPolicy(job: JobSpec, name: Hash, policy: Doc<UsagePolicy> | undefined): void {
  if (policy?.name !== name) throw new EnclaveError('JOB_DIFFERS', 'policy not in force');
  const { templates, enclaves, threshold } = policy.value;
  const template = templates.some(
    (one) =>
      one.id === job.template.id &&
      one.digest === job.template.digest &&
      satisfiesConstraints(job.params, one.params),
  );
  if (!template) throw new EnclaveError('JOB_DIFFERS', 'template or parameters');
  if (!enclaves.some((one) => one.code === job.code)) throw new EnclaveError('JOB_DIFFERS', 'code');
  const { release } = job;
  if (release.mode !== 'threshold' || !threshold.grids.includes(release.grid)) {
    throw new EnclaveError('JOB_DIFFERS', 'grid');
  }
}

/** Throws JOB_DIFFERS, PARTY_UNPINNED, NOT_MINE, or what its documents are refused for. */
export async function reviewJob(
  crypto: Crypto,
  registry: TemplateRegistry,
  broker: VerifiedBroker,
  owner: Party,
  material: ReviewMaterial,
): Promise<ReviewedJob> {
  const claimed = parseDocument(JobSpec, bytesOf(material.jobSpec.document));
  if (claimed.name !== material.jobHash) throw new EnclaveError('JOB_DIFFERS', 'jobHash');
  if (claimed.value.broker !== broker.id) throw new EnclaveError('JOB_DIFFERS', 'broker');
  const state = await believe(crypto, broker, material);
  const analystKeys = currentCard(state, claimed.value.analyst)?.value.analysts ?? [];
  const job = await verifySigned(JobSpec, material.jobSpec, analystKeys, crypto);
  const inputs = job.value.inputs.map((input) => {
    const manifest = state.manifests.get(input.manifest);
    const named = manifest?.value.dataset === input.dataset;
    if (!named || manifest.value.version !== input.version) {
      throw new EnclaveError('JOB_DIFFERS', input.alias);
    }
    return { input, manifest };
  });
  const owners = inputs.flatMap(({ manifest }) => manifest.value.owners);
  const readers = job.value.recipients.map((recipient) => recipient.party);
  requirePinned(material.pinned, [job.value.analyst, ...owners, ...readers]);
  const own = inputs.filter(({ manifest }) => manifest.value.owners.includes(owner.party));
  if (own.length === 0) throw new EnclaveError('NOT_MINE', 'inputs');
  for (const { input } of own) {
    checkOwnPolicy(job.value, input.policy, material.ownPolicies.get(input.dataset));
  }
  await requireTerms(crypto, registry, state, job, material);
  const prepared = registry.get(job.value.template).prepare(job.value.params, {
    inputs: inputs.map(({ input, manifest }) => ({ alias: input.alias, ...manifest.value })),
    recipients: [...new Set(readers)],
    entitiesMin: job.value.release.entitiesMin,
  });
  return {
    [reviewed]: true,
    job,
    sentence: prepared.sentence((party) => currentCard(state, party)?.value.name ?? party),
    ownDatasets: own.map(({ input }) => input.dataset).sort(),
  };
}

/** Signs yes or no to a reviewed job, at this run of the broker and the head just seen. */
export function signApproval(
  crypto: Crypto,
  broker: VerifiedBroker,
  owner: Party,
  { job, sentence, ownDatasets }: ReviewedJob,
  decision: Approval['decision'],
): Promise<SignedDocument> {
  return signDecision(crypto, broker, owner, { job, sentence, ownDatasets, decision });
}

/**
 * Signs a no to a job that need not have passed any review: nobody has to understand what they refuse.
 * `ownDatasets` are those of its inputs that are the owner's. Throws NOT_MINE if there are none.
 */
export async function signDenial(
  crypto: Crypto,
  broker: VerifiedBroker,
  owner: Party,
  job: Doc<JobSpec>,
  ownDatasets: readonly Hash[],
): Promise<SignedDocument> {
  if (ownDatasets.length === 0) throw new EnclaveError('NOT_MINE', 'inputs');
  return signDecision(crypto, broker, owner, { job, sentence: '', ownDatasets, decision: 'deny' });
}

interface DecisionTerms {
  readonly job: Doc<JobSpec>;
  readonly sentence: string;
  readonly ownDatasets: readonly Hash[];
  readonly decision: Approval['decision'];
}

async function signDecision(
  crypto: Crypto,
  broker: VerifiedBroker,
  owner: Party,
  { job, sentence, ownDatasets, decision }: DecisionTerms,
): Promise<SignedDocument> {
  const approval = makeDocument(Approval, {
    decision,
    jobHash: job.name,
    broker: broker.id,
    party: owner.party,
    card: owner.cardName,
    datasets: sorted(ownDatasets),
    instance: broker.instance,
    headSeen: broker.head,
    sentence: { locale: 'en', digest: hashOf(utf8(sentence)) },
    rho: '0/1',
    expires: job.value.expires,
    nonce: toBase64Url(crypto.getRandomValues(new Uint8Array(32))),
  });
  return signDocument('Approval', approval, ...owner.keys.approvers);
}
