// An honest world in memory, one step before the decision: two owners, an analyst, a broker's
// state, a worker's evidence. Every part can be changed alone, so that a test breaks exactly one
// thing.

import { verifierSet } from '#enclave/attestation/index.ts';
import { openSimulatedPlatform, simulatedVerifier } from '#enclave/attestation/simulated/index.ts';
import {
  atTime,
  decideRelease,
  emptyState,
  prepareRelease,
  submitDocument,
  type Decision,
  type DecisionState,
  type GrantsSeen,
} from '#enclave/decision/index.ts';
import {
  foundParty,
  freshPartySecrets,
  simulatedWorker,
  thresholdPolicy,
  type Party,
  type PolicyTerms,
} from '#enclave/participant/index.ts';
import {
  Approval,
  DatasetManifest,
  Genesis,
  JobSpec,
  KeyGrant,
  ReleaseRequest,
  UsagePolicy,
  hashOf,
  instanceOf,
  makeDocument,
  toBase64Url,
  utf8,
  type Doc,
  type FieldsOf,
  type Hash,
  type ReleaseMessage,
  type SignedDocument,
  type WorkerRuntime,
} from '#enclave/protocol/index.ts';
import { generateHybridKeys } from '#enclave/sealing/index.ts';
import { freshSigningKey, signDocument, type SigningKey } from '#enclave/signing/sign.ts';
import { gridName, jointMinima } from '#enclave/templates/index.ts';
import { refOf, testRegistry } from './templates.ts';

export const crypto = globalThis.crypto;
export const named = (text: string): Hash => hashOf(utf8(text));
export const now = 1_780_000_000;
const later = now + 86_400;

export const registry = testRegistry();
const template = refOf('overlap', registry);
export const workerCode = named('worker code');

export type Fields<D extends { schema: unknown }> = D extends {
  schema: { _zod: { input: infer I } };
}
  ? FieldsOf<I>
  : never;
export type JobFields = Fields<typeof JobSpec>;
export type ApprovalFields = Fields<typeof Approval>;
export type ManifestFields = Fields<typeof DatasetManifest>;

async function party(name: string, holders = 1, quorum = 1): Promise<Party> {
  return foundParty(crypto, { name, quorum, secrets: await freshPartySecrets(crypto, holders) });
}

function manifestFields(owner: Party, name: string): ManifestFields {
  return {
    dataset: named(`${name} dataset`),
    lineage: named(`${name} dataset`),
    version: 1,
    owners: [owner.party],
    origin: { kind: 'registered' },
    assurance: 'simulated',
    columns: [
      {
        name: 'person',
        type: 'text',
        role: 'entityKey',
        reducers: [],
        domain: { kind: 'text', maxLength: 32 },
      },
      {
        name: 'region',
        type: 'text',
        role: 'dimension',
        reducers: ['only'],
        domain: { kind: 'enum', values: ['n', 's'] },
      },
    ],
    entityKey: { column: 'person', domain: 'test-person' },
    normaliser: 'exact/1',
    mends: [],
    rowsRounded: 1200,
    entitiesRounded: 1200,
    format: 'parquet/1',
    sealed: {
      bytes: 5000,
      header: named(`${name} header`),
      segmentBytes: 1048832,
      segments: named(`${name} segments`),
      footer: { offset: 4000, bytes: 100 },
    },
    noiseShare: named(`${name} share`),
    client: 'independent',
  };
}

/** What may be changed before the world is built. */
export interface Twist {
  readonly manifest?: Partial<ManifestFields>;
  readonly terms?: Partial<PolicyTerms>;
  readonly policy?: Partial<UsagePolicy>;
  readonly job?: Partial<JobFields>;
  readonly approval?: (fields: ApprovalFields) => ApprovalFields;
  readonly approvals?: (
    all: SignedDocument[],
    world: World,
  ) => SignedDocument[] | Promise<SignedDocument[]>;
  readonly state?: (state: DecisionState, world: World) => DecisionState | Promise<DecisionState>;
  readonly grant?: (grants: Map<Hash, KeyGrantOutcome>) => void;
  readonly runtime?: Partial<WorkerRuntime>;
  readonly request?: { broker?: Hash; instance?: Hash; nonce?: string };
  readonly message?: (message: ReleaseMessage, world: World) => ReleaseMessage;
  readonly assurance?: 'hardware' | 'simulated';
}
export type KeyGrantOutcome =
  Exclude<GrantsSeen, 'not visible'> extends ReadonlyMap<Hash, infer V> ? V : never;

export interface World {
  readonly alder: Party;
  readonly birch: Party;
  readonly bureau: Party;
  readonly broker: { id: Hash; genesis: Genesis; instance: Hash };
  readonly collaboration: Hash;
  readonly manifests: readonly Doc<DatasetManifest>[];
  readonly policies: readonly Doc<UsagePolicy>[];
}

let founded:
  | Promise<{
      alder: Party;
      birch: Party;
      bureau: Party;
      key: SigningKey;
      platform: Awaited<ReturnType<typeof openSimulatedPlatform>>;
    }>
  | undefined;

/** Keys are slow to make and do not matter: one set for all tests of a file. */
function people() {
  founded ??= (async () => ({
    alder: await party('Alder Bank'),
    birch: await party('Birch Credit', 3, 2),
    bureau: await party('Meridian Bureau'),
    key: await freshSigningKey(crypto),
    platform: await openSimulatedPlatform(crypto, {
      chipSeed: new Uint8Array(32).fill(7),
      sealingKey: new Uint8Array(32).fill(8),
    }),
  }))();
  return founded;
}

function genesisOf(
  recipient: string,
  key: SigningKey,
  assurance: 'hardware' | 'simulated',
): Doc<Genesis> {
  const code = named('broker code');
  return makeDocument(Genesis, {
    assurance,
    code,
    instances: [
      { format: 'simulated', referenceValues: { code: [code] }, minTcb: {}, debug: false },
    ],
    recipient,
    signingKey: toBase64Url(key.publicKey),
    noiseKeyId: named('noise key'),
    narrowers: [],
  });
}

const gridColumns = [
  {
    ...{ role: 'dimension' as const, column: 'region' },
    ...{ values: ['n', 's'], reducers: ['only' as const] },
  },
];
const minima = { entitiesMin: 20, classMin: 5 };
const allowed = {
  left: { oneOf: ['a'] },
  right: { oneOf: ['b'] },
  segment: { oneOf: ['region'] },
};

function termsOf(
  world: Pick<World, 'alder' | 'birch' | 'bureau' | 'broker' | 'collaboration'>,
): PolicyTerms {
  const { alder, birch, bureau } = world;
  return {
    collaboration: world.collaboration,
    brokers: [world.broker.id],
    enclaves: [simulatedWorker(workerCode)],
    analysts: [bureau.party],
    receivers: [bureau.party],
    partners: [alder.party, birch.party],
    templates: [{ ref: template, params: allowed }],
    grids: [gridName(template, gridColumns, minima)],
    ...minima,
    jobsMax: 2,
    releaseTickSeconds: 1,
    expires: later,
  };
}

function jobFields(world: World, head: Hash): JobFields {
  const { bureau, broker, collaboration, manifests, policies } = world;
  return {
    broker: broker.id,
    collaboration,
    analyst: bureau.party,
    analystCard: bureau.cardName,
    assurance: 'simulated',
    template,
    code: workerCode,
    params: { left: 'a', right: 'b', segment: 'region' },
    inputs: manifests.map((manifest, i) => ({
      alias: ['a', 'b'][i] ?? '',
      dataset: manifest.value.dataset,
      version: manifest.value.version,
      manifest: manifest.name,
      policies: [policies[i]?.name ?? ''],
    })),
    release: {
      mode: 'threshold',
      grid: gridName(template, gridColumns, minima),
      cellsMax: 6,
    },
    recipients: [{ party: bureau.party, id: 'main', recipient: bureau.keys.recipient }],
    headSeen: { broker: broker.id, index: 0, entry: head },
    expires: later,
    nonce: toBase64Url(new Uint8Array(32)),
  };
}

async function approvalsOf(
  world: World,
  job: Doc<JobSpec>,
  twist: Twist,
): Promise<SignedDocument[]> {
  const facts = world.manifests.map((manifest, i) => ({
    alias: ['a', 'b'][i] ?? '',
    ...manifest.value,
  }));
  const names = new Map(
    [world.alder, world.birch, world.bureau].map((one) => [one.party, one.name]),
  );
  const recipients = [world.bureau.party];
  let sentence = '';
  try {
    const prepared = registry.get(job.value.template).prepare(job.value.params, {
      inputs: facts,
      recipients,
      entitiesMin: jointMinima(world.policies).entitiesMin,
    });
    sentence = prepared.sentence((one) => names.get(one) ?? one);
  } catch {
    // A job that its template refuses has no sentence to approve.
  }
  return Promise.all(
    [world.alder, world.birch].map((owner) => {
      const fields: ApprovalFields = {
        decision: 'approve',
        jobHash: job.name,
        broker: world.broker.id,
        party: owner.party,
        card: owner.cardName,
        datasets: world.manifests
          .filter((manifest) => manifest.value.owners.includes(owner.party))
          .map((manifest) => manifest.value.dataset),
        instance: world.broker.instance,
        headSeen: job.value.headSeen,
        sentence: { locale: 'en', digest: hashOf(utf8(sentence)) },
        rho: '0/1',
        expires: later,
        nonce: toBase64Url(new Uint8Array(32)),
      };
      const doc = makeDocument(Approval, twist.approval?.(fields) ?? fields);
      return signDocument('Approval', doc, ...owner.keys.approvers);
    }),
  );
}

const nonce = toBase64Url(new Uint8Array(32).fill(9));

function keyGrant(world: World, manifest: Doc<DatasetManifest>): Doc<KeyGrant> {
  return makeDocument(KeyGrant, {
    broker: world.broker.id,
    manifest: manifest.name,
    ownerCard: world.alder.cardName,
    policySeqMin: 1,
    cardSeqMin: 1,
    grantSeq: 1,
    fileKey: toBase64Url(new Uint8Array(16)),
    noiseShare: toBase64Url(new Uint8Array(32)),
  });
}

export interface Built {
  readonly world: World;
  readonly state: DecisionState;
  readonly message: ReleaseMessage;
  readonly grants: Map<Hash, KeyGrantOutcome>;
}

/** Builds the world with one twist; what was signed is signed properly, twist included. */
export async function build(twist: Twist = {}): Promise<Built> {
  const { alder, birch, bureau, key, platform } = await people();
  const { recipient } = await generateHybridKeys();
  const genesis = genesisOf(recipient, key, twist.assurance ?? 'simulated');
  const broker = { id: genesis.name, genesis: genesis.value, instance: named('boot') };
  const base = { alder, birch, bureau, broker, collaboration: named('room') };
  let state = emptyState(broker);
  for (const one of [alder, birch, bureau])
    state = await submitDocument(state, 'card', one.card, crypto);
  const owners = [alder, birch];
  const manifests = owners.map((owner, i) =>
    makeDocument(DatasetManifest, {
      ...manifestFields(owner, owner.name),
      ...(i === 0 ? twist.manifest : {}),
    }),
  );
  const policies: Doc<UsagePolicy>[] = [];
  for (const [i, manifest] of manifests.entries()) {
    const keys = owners[i]?.keys.approvers ?? [];
    const signedManifest = await signDocument('DatasetManifest', manifest, ...keys);
    state = await submitDocument(state, 'manifest', signedManifest, crypto);
    const terms = { ...termsOf(base), ...(i === 0 ? twist.terms : {}) };
    const made = thresholdPolicy(manifest, terms);
    const { type: _type, v: _v, ...fields } = made.value;
    const policy =
      i === 0 && twist.policy ? makeDocument(UsagePolicy, { ...fields, ...twist.policy }) : made;
    const signedPolicy = await signDocument('UsagePolicy', policy, ...keys);
    state = await submitDocument(state, 'policy', signedPolicy, crypto);
    policies.push(policy);
  }
  const head = named('log 0');
  state = { ...state, log: [head], nonces: new Set([nonce]), at: now };
  const world: World = { ...base, manifests, policies };
  const job = makeDocument(JobSpec, { ...jobFields(world, head), ...twist.job });
  const jobSpec = await signDocument('JobSpec', job, bureau.keys.analyst);
  let approvals = await approvalsOf(world, job, twist);
  approvals = (await twist.approvals?.(approvals, world)) ?? approvals;
  const workerKey = await freshSigningKey(crypto);
  const runtime: WorkerRuntime = {
    v: 1,
    role: 'worker',
    code: workerCode,
    nonce,
    recipient,
    signingKey: toBase64Url(workerKey.publicKey),
    broker: broker.id,
    instance: instanceOf(workerKey.publicKey),
    jobHash: job.name,
    ...twist.runtime,
  };
  const evidence = await platform.collect(runtime, now);
  const request = makeDocument(ReleaseRequest, {
    broker: broker.id,
    instance: broker.instance,
    nonce,
    jobHash: job.name,
    evidence: evidence.name,
    attempt: 0,
    ...twist.request,
  });
  const message: ReleaseMessage = {
    kind: 'release',
    request: await signDocument('ReleaseRequest', request, workerKey),
    evidence: toBase64Url(evidence.bytes),
    jobSpec,
    approvals,
    standing: [],
    licences: [],
    timeTokens: [],
  };
  const grants = new Map<Hash, KeyGrantOutcome>(
    manifests.map((manifest) => [
      manifest.name,
      { ok: true, value: keyGrant(world, manifest).value },
    ]),
  );
  twist.grant?.(grants);
  state = (await twist.state?.(state, world)) ?? state;
  return { world, state, message: twist.message?.(message, world) ?? message, grants };
}

export async function decide({ state, message, grants }: Built, at = now): Promise<Decision> {
  const verifiers = verifierSet(simulatedVerifier);
  const now = atTime(state, at);
  const prepared = await prepareRelease(message, now, grants, { crypto, verifiers, at });
  return decideRelease(now, prepared, registry);
}

/** The refusal codes, or "released". */
export async function answer(twist: Twist = {}, at = now): Promise<readonly string[] | 'released'> {
  const { decision } = await decide(await build(twist), at);
  return decision.kind === 'release' ? 'released' : decision.codes;
}
