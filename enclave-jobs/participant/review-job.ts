// Protocol section 10, before an approval is signed: everything on the owner's screen is rebuilt
// here from bytes, and what my own policy does not list is not offered for a signature.

import {
  Approval,
  DatasetManifest,
  EnclaveError,
  JobSpec,
  PartyCard,
  UsagePolicy,
  hashOf,
  isOnlyPolicy,
  makeDocument,
  readSigned,
  sorted,
  toBase64Url,
  utf8,
  type Doc,
  type Hash,
  type RefusalCode,
  type SignedDocument,
} from '../protocol/index.ts';
import {
  currentCard,
  emptyState,
  judgeTerms,
  partyName,
  preparedTemplate,
  refusalsBy,
  submitDocument,
  termsIn,
  type DecisionState,
  type TermLine,
  type Terms,
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
 * Cards and manifests as a broker would hold them. A later card counts only if the one before it
 * signed, and a manifest only with its owner's quorum: a name alone is no proof.
 */
async function believe(
  crypto: Crypto,
  { id, genesis, instance }: VerifiedBroker,
  { cards, manifests }: ReviewMaterial,
): Promise<DecisionState> {
  const seqOf = (card: SignedDocument) => readSigned(PartyCard, card).value.seq;
  const versionOf = (manifest: SignedDocument) =>
    readSigned(DatasetManifest, manifest).value.version;
  let state = emptyState({ id, genesis: genesis.value, instance });
  for (const card of sorted(cards, seqOf)) {
    state = await submitDocument(state, 'card', card, crypto);
  }
  for (const manifest of sorted(manifests, versionOf)) {
    state = await submitDocument(state, 'manifest', manifest, crypto);
  }
  return state;
}

/** With every policy in its chain: everybody's terms can be judged then. */
async function withPolicies(
  crypto: Crypto,
  before: DecisionState,
  { policies }: ReviewMaterial,
): Promise<DecisionState> {
  const numberOf = (policy: SignedDocument) => readSigned(UsagePolicy, policy).value.seq;
  let state = before;
  for (const policy of sorted(policies, numberOf)) {
    state = await submitDocument(state, 'policy', policy, crypto);
  }
  return state;
}

/**
 * A job that somebody's terms refuse, with every line of them. Its code is the first line's that
 * fails.
 */
export class TermsRefused extends EnclaveError {
  readonly lines: readonly TermLine[];

  constructor(code: RefusalCode, lines: readonly TermLine[]) {
    super(code, 'terms of the job');
    this.name = 'TermsRefused';
    this.lines = lines;
  }
}

/**
 * The intersection of everybody's terms (R15): what another owner refuses needs no signature of
 * mine.
 */
function requireTerms(terms: Terms): void {
  const lines = judgeTerms(terms);
  const [first] = refusalsBy(lines);
  if (first !== undefined) throw new TermsRefused(first, lines);
}

/**
 * Names are anybody's to choose: what is signed for a party is signed for one whose words were
 * compared. Throws PARTY_UNPINNED with the first stranger.
 */
export function requirePinned(pinned: ReadonlySet<Hash>, parties: readonly Hash[]): void {
  const stranger = parties.find((party) => !pinned.has(party));
  if (stranger !== undefined) throw new EnclaveError('PARTY_UNPINNED', stranger);
}

/**
 * Throws JOB_DIFFERS, PARTY_UNPINNED, NOT_MINE, POLICY_STALE, what its documents are refused for,
 * and TermsRefused.
 */
export async function reviewJob(
  crypto: Crypto,
  registry: TemplateRegistry,
  broker: VerifiedBroker,
  owner: Party,
  material: ReviewMaterial,
): Promise<ReviewedJob> {
  const claimed = readSigned(JobSpec, material.jobSpec);
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
    // The caller says which rule of mine is the newest that it was shown.
    const known = material.ownPolicies.get(input.dataset);
    if (known === undefined || !isOnlyPolicy(input, known.name)) {
      throw new EnclaveError('POLICY_STALE', 'not in force');
    }
  }
  const terms = termsIn(await withPolicies(crypto, state, material), job, registry, material.at);
  requireTerms(terms);
  return {
    [reviewed]: true,
    job,
    sentence: preparedTemplate(terms).sentence(partyName(terms.cardOf)),
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
 * Signs a no to a job that need not have passed any review: nobody has to understand what they
 * refuse. `ownDatasets` are those of its inputs that are the owner's. Throws NOT_MINE if there are
 * none.
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
