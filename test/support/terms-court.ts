// One real broker, two owners with several tables each, and jobs under rules that may be wrong in
// any way: who judges the same job, an analyst's page, an owner's page or the broker, must come to
// the same answer.

import { openSimulatedPlatform } from '#enclave/attestation/simulated/index.ts';
import {
  thresholdPolicy,
  type JobDraft,
  type Party,
  type VerifiedBroker,
} from '#enclave/participant/index.ts';
import {
  Approval,
  DatasetManifest,
  EnclaveError,
  JobSpec,
  ReleaseRequest,
  UsagePolicy,
  hashOf,
  instanceOf,
  makeDocument,
  noPrevious,
  toBase64Url,
  utf8,
  type Doc,
  type FieldsOf,
  type Hash,
  type SignedDocument,
  type WorkerRuntime,
} from '#enclave/protocol/index.ts';
import { generateHybridKeys } from '#enclave/sealing/index.ts';
import { freshSigningKey, signDocument } from '#enclave/signing/sign.ts';
import {
  gridName,
  prepareJob,
  type GridColumn,
  type TemplateRegistry,
} from '#enclave/templates/index.ts';
import type { Talk } from '../enclave-jobs/broker/broker-world.ts';
import {
  aParty,
  aSeat,
  boot,
  crypto,
  named,
  signAs,
  start,
  workerCode,
} from '../enclave-jobs/broker/broker-world.ts';

const template = { id: 'overlap', version: 1, digest: named('overlap') };
const later = start + 86_400;

type ManifestFields = FieldsOf<DatasetManifest>;
export type PolicyFields = FieldsOf<UsagePolicy>;

/** A table whose description decides something: who joins it, how large it is, in which world. */
export const tableKinds = ['plain', 'small', 'other keys', 'hardware', 'region joins'] as const;
export type TableKind = (typeof tableKinds)[number];

function tableFields(owner: Party, kind: TableKind): ManifestFields {
  const name = `${owner.name} ${kind}`;
  const persons = kind === 'small' ? 500 : 1200;
  return {
    ...{ dataset: named(name), lineage: named(name), version: 1, owners: [owner.party] },
    origin: { kind: 'registered' },
    assurance: kind === 'hardware' ? 'hardware' : 'simulated',
    columns: [
      {
        name: 'person',
        type: 'text',
        role: 'entityKey',
        reducers: [],
        domain: { kind: 'text', maxLength: 32 },
      },
      {
        ...{ name: 'region', type: 'text' },
        role: kind === 'region joins' ? 'join' : 'dimension',
        reducers: ['only'],
        domain: { kind: 'enum', values: ['n', 's'] },
      },
    ],
    entityKey: { column: 'person', domain: kind === 'other keys' ? 'mobile' : 'national-id' },
    normaliser: 'exact/1',
    mends: [],
    ...{ rowsRounded: persons, entitiesRounded: persons, format: 'parquet/1' },
    sealed: {
      ...{ bytes: 5000, header: named(`${name} header`), segmentBytes: 1_048_832 },
      ...{ segments: named(`${name} segments`), footer: { offset: 4000, bytes: 100 } },
    },
    ...{ noiseShare: named(`${name} share`), client: 'independent' },
  };
}

export interface Court {
  readonly talk: Talk;
  readonly broker: VerifiedBroker;
  readonly registry: TemplateRegistry;
  readonly owners: readonly [Party, Party];
  readonly bureau: Party;
  readonly stranger: Party;
  readonly cards: readonly SignedDocument[];
  readonly tables: ReadonlyMap<string, Doc<DatasetManifest>>;
  readonly signedTables: ReadonlyMap<Hash, SignedDocument>;
  /** Of each dataset the rules so far, as they were signed. */
  readonly chains: Map<Hash, { readonly doc: Doc<UsagePolicy>; readonly signed: SignedDocument }[]>;
}

export const tableName = (owner: 0 | 1, kind: TableKind) => `${owner} ${kind}`;

export async function openCourt(): Promise<Court> {
  const seat = await aSeat();
  const talk = await boot(seat.env);
  const [alder, birch] = [await aParty('Alder Bank'), await aParty('Birch Credit', 3, 2)];
  const [bureau, stranger] = [await aParty('Meridian Bureau'), await aParty('Rival Loans')];
  const tables = new Map<string, Doc<DatasetManifest>>();
  const signedTables = new Map<Hash, SignedDocument>();
  for (const one of [alder, birch, bureau, stranger]) await talk.submit('card', one.card);
  for (const owner of [0, 1] as const) {
    const party = owner === 0 ? alder : birch;
    for (const kind of tableKinds) {
      const doc = makeDocument(DatasetManifest, tableFields(party, kind));
      const signed = await signAs(party, 'DatasetManifest', doc);
      await talk.submit('manifest', signed);
      tables.set(tableName(owner, kind), doc);
      signedTables.set(doc.name, signed);
    }
  }
  return {
    ...{ talk, broker: await talk.verify(), registry: seat.env.registry },
    ...{ owners: [alder, birch], bureau, stranger, tables, signedTables, chains: new Map() },
    cards: [alder, birch, bureau, stranger].map((one) => one.card),
  };
}

/** The rule that allows the honest job, before somebody changes it. */
function honestPolicy(court: Court, manifest: Doc<DatasetManifest>): PolicyFields {
  const { owners, bureau, broker } = court;
  // What a partner may ask of groups is part of the grid's name: each of them is allowed.
  const each = (columns: readonly GridColumn[]) =>
    [20, 30].map((entitiesMin) => gridName(template, columns, { entitiesMin, classMin: 5 }));
  const region: GridColumn = {
    ...{ role: 'dimension', column: 'region', values: ['n', 's'], reducers: ['only'] },
  };
  const doc = thresholdPolicy(manifest, {
    collaboration: named('room'),
    brokers: [broker.id],
    enclaves: [
      {
        ...{ format: 'simulated', code: workerCode, referenceValues: { code: [workerCode] } },
        ...{ minTcb: {}, minCollateralIssued: 0 },
      },
    ],
    ...{ analysts: [bureau.party], receivers: [bureau.party] },
    partners: owners.map((one) => one.party),
    templates: [
      {
        ref: template,
        params: {
          left: { oneOf: ['a'] },
          right: { oneOf: ['b'] },
          segment: { oneOf: ['none', 'region'] },
        },
      },
    ],
    grids: [...each([]), ...each([region])],
    ...{ entitiesMin: 20, classMin: 5, jobsMax: 50, releaseTickSeconds: 1, expires: later },
  });
  const { v: _v, type: _type, ...fields } = doc.value as UsagePolicy & { v: 1; type: string };
  return fields;
}

export interface Wish {
  readonly kinds: readonly [TableKind, TableKind];
  readonly change: readonly [Partial<PolicyFields>, Partial<PolicyFields>];
  readonly segment: 'none' | 'region';
  readonly code: Hash;
  readonly expires: number;
  readonly receiver: 'bureau' | 'stranger';
  readonly collaboration: Hash;
}

async function nextRule(
  court: Court,
  owner: Party,
  table: Doc<DatasetManifest>,
  change: Partial<PolicyFields>,
) {
  const chain = court.chains.get(table.value.dataset) ?? [];
  const last = chain.at(-1)?.doc;
  const fields = { ...honestPolicy(court, table), ...change };
  // The same rule again needs no new number: chains stay short, and a review reads all of them.
  if (last !== undefined) {
    const { seq, previous } = last.value;
    const again = makeDocument(UsagePolicy, {
      ...fields,
      seq,
      ...(previous === undefined ? {} : { previous }),
    });
    if (again.name === last.name) return last;
  }
  const doc = makeDocument(UsagePolicy, {
    ...fields,
    seq: chain.length + 1,
    ...(last === undefined ? {} : { previous: last.name }),
  });
  const signed = await signAs(owner, 'UsagePolicy', doc);
  const word = await court.talk.submit('policy', signed);
  if (word !== 'accepted') throw new Error(`rule ${word}`);
  court.chains.set(table.value.dataset, [...chain, { doc, signed }]);
  return doc;
}

/** A job that was asked, under the two rules that were just signed. */
export interface Asked {
  readonly draft: JobDraft;
  readonly job: Doc<JobSpec>;
  readonly signed: SignedDocument;
  readonly tables: readonly [Doc<DatasetManifest>, Doc<DatasetManifest>];
}

export async function ask(court: Court, wish: Wish): Promise<Asked> {
  const { owners, bureau, stranger, broker, registry } = court;
  const inputs = await Promise.all(
    ([0, 1] as const).map(async (i) => {
      const table = court.tables.get(tableName(i, wish.kinds[i]));
      if (table === undefined) throw new Error('no table');
      const policy = await nextRule(court, owners[i], table, wish.change[i]);
      return { alias: i === 0 ? 'a' : 'b', manifest: table, policy };
    }),
  );
  const reader = wish.receiver === 'bureau' ? bureau : stranger;
  const draft: JobDraft = {
    ...{ collaboration: wish.collaboration, template, code: wish.code, inputs },
    params: { left: 'a', right: 'b', segment: wish.segment },
    ...{ recipients: [reader], expires: wish.expires },
  };
  let grid: Hash = noPrevious;
  let cellsMax = 1;
  try {
    ({ grid, cells: cellsMax } = prepareJob(registry, draft));
  } catch (error) {
    if (!(error instanceof EnclaveError)) throw error;
    // A job that its question refuses has no grid; whoever sends it all the same names any.
  }
  const job = makeDocument(JobSpec, {
    ...{ broker: broker.id, collaboration: draft.collaboration, analyst: bureau.party },
    ...{ analystCard: bureau.cardName, assurance: 'simulated', template, code: draft.code },
    params: draft.params,
    inputs: inputs.map(({ alias, manifest, policy }) => ({
      ...{ alias, dataset: manifest.value.dataset, version: 1 },
      ...{ manifest: manifest.name, policies: [policy.name] },
    })),
    release: { mode: 'threshold', grid, cellsMax },
    recipients: [{ party: reader.party, id: 'main', recipient: reader.keys.recipient }],
    ...{ headSeen: broker.head, expires: draft.expires },
    nonce: toBase64Url(crypto.getRandomValues(new Uint8Array(32))),
  });
  const signed = await signDocument('JobSpec', job, bureau.keys.analyst);
  const [a, b] = inputs;
  if (a === undefined || b === undefined) throw new Error('no inputs');
  return { draft, job, signed, tables: [a.manifest, b.manifest] };
}

/** What the platform would show of the job. */
export function materialOf(court: Court, { job, signed, tables }: Asked) {
  return {
    ...{ jobSpec: signed, jobHash: job.name, cards: court.cards, approvals: [] },
    genesis: court.cards[0] ?? signed,
    manifests: tables.flatMap((table) => court.signedTables.get(table.name) ?? []),
    policies: tables.flatMap((table) =>
      (court.chains.get(table.value.dataset) ?? []).map((one) => one.signed),
    ),
  };
}

async function approvalsOf(court: Court, { draft, job, tables }: Asked) {
  const { owners, bureau, stranger, broker } = court;
  const names = new Map([...owners, bureau, stranger].map((one) => [one.party, one.name]));
  let sentence = '';
  try {
    const prepared = prepareJob(court.registry, draft);
    sentence = prepared.sentence((party) => names.get(party) ?? party);
  } catch (error) {
    if (!(error instanceof EnclaveError)) throw error;
  }
  return Promise.all(
    owners.map((owner, i) => {
      const doc = makeDocument(Approval, {
        ...{ decision: 'approve', jobHash: job.name, broker: broker.id, party: owner.party },
        ...{ card: owner.cardName, datasets: [tables[i === 0 ? 0 : 1].value.dataset] },
        ...{ instance: broker.instance, headSeen: broker.head },
        sentence: { locale: 'en', digest: hashOf(utf8(sentence)) },
        ...{ rho: '0/1', expires: later },
        nonce: toBase64Url(crypto.getRandomValues(new Uint8Array(32))),
      });
      return signDocument('Approval', doc, ...owner.keys.approvers);
    }),
  );
}

const hybridKeys = generateHybridKeys();
const chips = openSimulatedPlatform(crypto, {
  chipSeed: new Uint8Array(32).fill(1),
  sealingKey: new Uint8Array(32).fill(2),
});

/**
 * The broker's codes for a request by a worker of exactly the code that the job names; no key was
 * granted.
 */
export async function brokerCodes(court: Court, asked: Asked): Promise<readonly string[]> {
  const { talk, broker } = court;
  const challenge = await talk.ask({ kind: 'challenge' });
  if (challenge.kind !== 'challenge') throw new Error(challenge.kind);
  const { nonce } = challenge;
  const workerKey = await freshSigningKey(crypto);
  const runtime: WorkerRuntime = {
    ...{ v: 1, role: 'worker', code: asked.job.value.code, nonce },
    recipient: (await hybridKeys).recipient,
    signingKey: toBase64Url(workerKey.publicKey),
    ...{ broker: broker.id, instance: instanceOf(workerKey.publicKey), jobHash: asked.job.name },
  };
  const evidence = await (await chips).collect(runtime, start);
  const request = makeDocument(ReleaseRequest, {
    ...{ broker: broker.id, instance: broker.instance, nonce, jobHash: asked.job.name },
    ...{ evidence: evidence.name, attempt: 0 },
  });
  const answer = await talk.ask({
    kind: 'release',
    request: await signDocument('ReleaseRequest', request, workerKey),
    evidence: toBase64Url(evidence.bytes),
    jobSpec: asked.signed,
    approvals: await approvalsOf(court, asked),
    ...{ standing: [], licences: [], timeTokens: [] },
  });
  if (answer.kind !== 'refused') throw new Error(answer.kind);
  // Without a grant no job is released: it is what remains where the terms hold.
  return answer.codes.filter((code) => code !== 'GRANT_MISSING');
}
