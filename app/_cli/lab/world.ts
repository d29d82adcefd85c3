// The people of a scenario: each party does with participant code what an owner or analyst would
// do, and believes nothing that the platform says.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { simulatedWorldVerifiers } from '#enclave/attestation/simulated/index.ts';
import {
  askBroker,
  firstVisit,
  foundParty,
  freshPartySecrets,
  nextGrant,
  pinParty,
  prepareDraft,
  labelMapsOf,
  proposeSchema,
  readCsv,
  sealDataset,
  seeHead,
  signRegistration,
  thresholdPolicy,
  verifyBroker,
  type ClientState,
  type Party,
  type PartySecrets,
  type PolicyTerms,
  type ProposedColumn,
  type SealedDataset,
  type VerifiedBroker,
} from '#enclave/participant/index.ts';
import {
  Collaboration,
  EnclaveError,
  concatBytes,
  hashSchema,
  makeDocument,
  normalisers,
  sorted,
  toBase64Url,
  type Bytes,
  type Column,
  type Doc,
  type Hash,
  type Head,
  type PlainParam,
  type SignedDocument,
  type TemplateRef,
  type UsagePolicy,
  type WorkerRequirements,
} from '#enclave/protocol/index.ts';
import { gridName, type TemplateRegistry } from '#enclave/templates/index.ts';
import type { EnclaveCode } from '#server/setup/enclave-code.ts';
import type { LabPlatform } from './platform.ts';
import {
  ScenarioError,
  need,
  type ScenarioDataset,
  type ScenarioJob,
  type ScenarioPolicy,
  type Scenario,
} from '#server/setup/scenario.ts';

/** A sealed, granted dataset with its policy, as its owner and the platform hold it. */
export interface RegisteredDataset {
  readonly id: string;
  readonly owner: Party;
  readonly sealed: SealedDataset;
  readonly manifest: SignedDocument;
  readonly policy: Doc<UsagePolicy>;
  readonly signedPolicy: SignedDocument;
  readonly blob: Hash;
}

export interface World {
  readonly platform: LabPlatform;
  readonly registry: TemplateRegistry;
  readonly code: EnclaveCode;
  /** What the owners' rules ask of a worker. */
  readonly entry: WorkerRequirements;
  readonly parties: ReadonlyMap<string, Party>;
  readonly collaboration: Hash;
  readonly datasets: ReadonlyMap<string, RegisteredDataset>;
  /** Seconds since 1970. */
  readonly expires: number;
  /** What these parties remember: pins, and heads below which no broker may fall (R29). */
  readonly memory: { state: ClientState };
}

export const sha256 = (bytes: Uint8Array): Bytes =>
  concatBytes(createHash('sha256').update(bytes).digest());

const nowSeconds = () => Math.floor(Date.now() / 1000);
const lifetimeSeconds = 30 * 86_400;

/** Every party verifies the broker itself before it seals or signs anything for it. */
export function verifyLabBroker(
  platform: LabPlatform,
  code: EnclaveCode,
  headSeen?: Head,
): Promise<VerifiedBroker> {
  return verifyBroker((request) => platform.ask(request), {
    crypto: globalThis.crypto,
    verifiers: simulatedWorldVerifiers,
    acceptedCode: [code.broker],
    assurance: 'simulated',
    at: nowSeconds(),
    headsSeen: headSeen === undefined ? [] : [headSeen],
  });
}

export function submit(
  platform: LabPlatform,
  what: 'card' | 'manifest' | 'policy' | 'withdrawal' | 'approval',
  document: SignedDocument,
) {
  const carry = (request: Bytes) => platform.ask(request);
  return askBroker(carry, { kind: 'submit', what, document }, 'accepted');
}

/** A party of the scenario, and what it keeps to itself. */
export async function foundPartyWithSecrets({
  name,
  holders,
  quorum,
}: Scenario['parties'][number]): Promise<{ party: Party; secrets: PartySecrets }> {
  const secrets = await freshPartySecrets(globalThis.crypto, holders);
  return { party: await foundParty(globalThis.crypto, { name, quorum, secrets }), secrets };
}

async function foundParties(scenario: Scenario): Promise<ReadonlyMap<string, Party>> {
  const parties = new Map<string, Party>();
  for (const one of scenario.parties) {
    parties.set(one.id, (await foundPartyWithSecrets(one)).party);
  }
  return parties;
}

/** The declared columns: what the scenario says, and where it is silent what the values suggest. */
function columnsOf(dataset: ScenarioDataset, proposed: readonly ProposedColumn[]): Column[] {
  return Object.keys(dataset.columns).map((name) => {
    const column = proposed.find((one) => one.name === name);
    if (column === undefined) {
      throw new ScenarioError(`dataset ${dataset.id}: the file has no column "${name}"`);
    }
    if (column.role === undefined) {
      throw new ScenarioError(`dataset ${dataset.id}: say the role of column "${name}"`);
    }
    return { name, type: column.type, role: column.role, domain: column.domain };
  });
}

/** Reads a file of the scenario and seals it for its owner. */
export async function sealOne(
  dataset: ScenarioDataset,
  owner: Party,
  folder: string,
): Promise<SealedDataset> {
  const table = readCsv(new Uint8Array(readFileSync(resolve(folder, dataset.file))));
  const proposed = proposeSchema(table, dataset.columns);
  const columns = columnsOf(dataset, proposed);
  const key = columns.find((column) => column.role === 'entityKey');
  if (key === undefined)
    throw new ScenarioError(`dataset ${dataset.id}: no column has the role entityKey`);
  return sealDataset(globalThis.crypto, sha256, owner, table, {
    columns,
    labels: labelMapsOf(proposed.filter(({ name }) => Object.hasOwn(dataset.columns, name))),
    entityKey: { column: key.name, domain: dataset.entityDomain },
    normaliser: normalisers[dataset.normaliser],
    assurance: 'simulated',
    client: 'independent',
  });
}

export interface SealedOne {
  readonly owner: Party;
  readonly sealed: SealedDataset;
}
export type Sealed = ReadonlyMap<string, SealedOne>;
export type Basics = Pick<
  World,
  'registry' | 'parties' | 'collaboration' | 'code' | 'entry' | 'expires'
>;

/** A job's template, inputs and readers; the rest of a draft is added when it is submitted. */
export function draftOf(
  basics: Pick<Basics, 'registry' | 'parties'>,
  sealed: Sealed,
  job: ScenarioJob,
) {
  const template = basics.registry.refs.find((one) => one.id === job.template);
  if (template === undefined) {
    throw new ScenarioError(`job ${job.id}: there is no template "${job.template}"`);
  }
  return {
    template,
    params: job.params,
    inputs: job.inputs.map((alias) => ({
      alias,
      manifest: need(sealed.get(alias), `dataset ${alias}`).sealed.manifest,
    })),
    recipients: job.recipients.map((id) => need(basics.parties.get(id), `party ${id}`)),
    entitiesMin: job.entitiesMin,
  };
}

/** The grid that a job asks for; none for a job that its template refuses when it is composed. */
function gridOf(basics: Basics, sealed: Sealed, job: ScenarioJob): readonly Hash[] {
  const draft = draftOf(basics, sealed, job);
  try {
    return [gridName(draft.template, prepareDraft(basics.registry, draft).gridColumns)];
  } catch (error) {
    if (error instanceof EnclaveError && error.code === 'PARAMS') return [];
    throw error;
  }
}

/** Per template the values that the listed jobs use, parameter by parameter. */
function allowedTemplates(basics: Basics, sealed: Sealed, jobs: readonly ScenarioJob[]) {
  const byId = new Map<string, { ref: TemplateRef; params: Record<string, PlainParam[]> }>();
  for (const job of jobs) {
    const ref = draftOf(basics, sealed, job).template;
    const entry = byId.get(ref.id) ?? { ref, params: {} };
    for (const [name, value] of Object.entries(job.params)) {
      const values = (entry.params[name] ??= []);
      if (!values.includes(value)) values.push(value);
    }
    byId.set(ref.id, entry);
  }
  return [...byId.values()];
}

/** A policy that allows the listed jobs and nothing else. */
export function termsOf(
  basics: Basics,
  broker: VerifiedBroker,
  sealed: Sealed,
  policy: ScenarioPolicy,
  jobs: readonly ScenarioJob[],
): PolicyTerms {
  const ids = (names: readonly string[]) =>
    names.map((name) => need(basics.parties.get(name), `party ${name}`).party);
  const listed = jobs.filter((job) => policy.jobs.includes(job.id));
  return {
    collaboration: basics.collaboration,
    brokers: [broker.id],
    enclaves: [basics.entry],
    analysts: ids(policy.analysts),
    receivers: ids(policy.receivers),
    partners: ids(policy.partners),
    templates: allowedTemplates(basics, sealed, listed),
    grids: [...new Set(listed.flatMap((job) => gridOf(basics, sealed, job)))],
    entitiesMin: policy.entitiesMin,
    classMin: policy.classMin,
    jobsMax: policy.jobsMax,
    releaseTickSeconds: 1,
    expires: basics.expires,
  };
}

/**
 * One signature over manifest, policy and grant, then the ciphertext: what an owner hands to the
 * platform.
 */
async function register(
  platform: LabPlatform,
  broker: VerifiedBroker,
  id: string,
  { owner, sealed }: SealedOne,
  terms: PolicyTerms,
): Promise<RegisteredDataset> {
  const policy = thresholdPolicy(sealed.manifest, terms);
  const { grantSeq } = nextGrant(firstVisit, sealed.manifest.name, sealed.noiseShare);
  const floors = { policySeqMin: policy.value.seq, cardSeqMin: 1, grantSeq };
  const signed = await signRegistration(broker, owner, sealed, policy, floors);
  const { manifest, policy: signedPolicy, grant } = signed;
  await submit(platform, 'manifest', manifest);
  await submit(platform, 'policy', signedPolicy);
  await askBroker((request) => platform.ask(request), grant, 'accepted');
  const blob = hashSchema.parse(await platform.blobs.put(sealed.file));
  return { id, owner, sealed, manifest, policy, signedPolicy, blob };
}

export interface WorldContext {
  readonly platform: LabPlatform;
  readonly registry: TemplateRegistry;
  readonly code: EnclaveCode;
  readonly entry: WorkerRequirements;
  /** Folder of the scenario, for the files it names. */
  readonly folder: string;
  readonly onStage: (text: string) => void;
}

/**
 * Founds the parties, seals the files, has every owner verify the broker and hand its grants in.
 */
export async function buildWorld(scenario: Scenario, context: WorldContext): Promise<World> {
  const { platform, registry, code, entry, onStage } = context;
  const parties = await foundParties(scenario);
  const collaboration = makeDocument(Collaboration, {
    name: scenario.collaboration,
    parties: sorted([...parties.values()].map((one) => one.party)),
    nonce: toBase64Url(globalThis.crypto.getRandomValues(new Uint8Array(32))),
  }).name;
  const expires = nowSeconds() + lifetimeSeconds;
  const basics: Basics = { registry, parties, collaboration, code, entry, expires };
  for (const one of parties.values()) await submit(platform, 'card', one.card);
  const sealed = new Map<string, SealedOne>();
  for (const dataset of scenario.datasets) {
    const owner = need(parties.get(dataset.owner), `party ${dataset.owner}`);
    const one = await sealOne(dataset, owner, context.folder);
    sealed.set(dataset.id, { owner, sealed: one });
    const { rowsRounded, entitiesRounded } = one.manifest.value;
    onStage(
      `${owner.name} sealed ${dataset.file}: about ${rowsRounded} rows, ${entitiesRounded} persons`,
    );
  }
  const broker = await verifyLabBroker(platform, code);
  onStage(`every owner verified the broker ${broker.id.slice(0, 12)}… (SIMULATED attestation)`);
  const datasets = new Map<string, RegisteredDataset>();
  for (const [id, one] of sealed) {
    const policy = need(
      scenario.policies.find((rule) => rule.dataset === id),
      `policy of ${id}`,
    );
    const terms = termsOf(basics, broker, sealed, policy, scenario.jobs);
    datasets.set(id, await register(platform, broker, id, one, terms));
  }
  // In the laboratory all parties are one person's own, who need not compare words with herself.
  const memory = [...parties.values()].reduce(
    (state, one) => pinParty(state, one.party, nowSeconds()),
    firstVisit,
  );
  onStage(`${datasets.size} datasets registered: manifest, policy and sealed grant each`);
  return { ...basics, platform, datasets, memory: { state: seeHead(memory, broker.head) } };
}
