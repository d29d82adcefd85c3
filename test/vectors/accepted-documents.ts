// One accepted value of every document type and broker message of the protocol, always the same
// bytes. This module is the source; documents-parley.json is what it wrote when the bytes were
// frozen.

import { webcrypto } from 'node:crypto';
import type * as z from 'zod';
import * as protocol from '#enclave/protocol/index.ts';
import type {
  approverKeySchema,
  columnSchema} from '#enclave/protocol/index.ts';
import {
  brokerAnswerSchema,
  brokerRecordSchema,
  brokerRequestSchema,
  encodeLogBody,
  encodeMessage,
  fromUtf8,
  hashOf,
  logLineBodySchema,
  makeDocument,
  outputsCommitment,
  parseDocument,
  readBrokerAnswer,
  readBrokerRecord,
  readBrokerRequest,
  readLogBody,
  runtimeHash,
  segmentBytes,
  sha256,
  sorted,
  toBase64Url,
  utf8,
  type Bytes,
  type Doc,
  type DocumentType,
  type FieldsOf,
  type Hash,
  type Json,
  type Outputs,
  type Runtime,
  type SignedDocument,
} from '#enclave/protocol/index.ts';
import { openSimulatedPlatform } from '#enclave/attestation/simulated/index.ts';
import { encodeEs256Key, keyIdOf } from '#enclave/signing/index.ts';
import { signDocument, signingKeyFromSeed } from '#enclave/signing/sign.ts';

export interface Accepted {
  readonly label: string;
  readonly schema: z.ZodType;
  readonly bytes: Bytes;
  readonly value: Json;
  /** Throws MALFORMED; returns what the bytes say. */
  readonly read: (bytes: Uint8Array) => unknown;
}

const crypto = webcrypto as Crypto;

export function hash(label: string): Hash {
  return hashOf(utf8(label));
}

export function bytes32(label: string): Bytes {
  return sha256(utf8(label));
}

function text32(label: string): string {
  return toBase64Url(bytes32(label));
}

function text16(label: string): string {
  return toBase64Url(bytes32(label).subarray(0, 16));
}

/** Of the right alphabet; the protocol's schema leaves the check sum to the age library. */
function recipient(prefix: 'age1pq1' | 'age1', label: string): string {
  const alphabet = '023456789acdefghjklmnqrstuvwxyz0';
  const digits = [...bytes32(label), ...bytes32(`${label}/2`)].map((byte) => alphabet.charAt(byte % 32));
  return prefix + digits.join('').slice(0, 58);
}

const at = 1_767_225_600;
const head = { broker: hash('broker'), index: 41, entry: hash('entry 41') };
const hybrid = (label: string) => recipient('age1pq1', label);
const hashes = (...labels: string[]) => labels.map(hash).sort();
const template = { id: 'overlap', version: 1, digest: hash('template overlap 1') };
const grid = hash('grid');

const entity: z.input<typeof columnSchema> = {
  name: 'customer',
  type: 'text',
  role: 'entityKey',
  reducers: [],
  domain: { kind: 'text', maxLength: 64 },
};
const columns: z.input<typeof columnSchema>[] = [
  {
    name: 'balance',
    type: 'decimal',
    role: 'measure',
    reducers: ['max', 'only'],
    domain: { kind: 'decimal', min: '-1000.5', max: '1000', step: '0.01' },
    special: ['-9998', '-9999'],
    unit: 'EUR',
  },
  entity,
  {
    name: 'opened',
    type: 'date',
    role: 'time',
    reducers: ['only'],
    domain: { kind: 'date', min: '2020-01-01', max: '2024-02-29' },
  },
  {
    name: 'region',
    type: 'text',
    role: 'dimension',
    reducers: ['only'],
    domain: { kind: 'enum', values: ['east', 'north', 'Ålesund'] },
  },
];

const es256 = encodeEs256Key(bytes32('x of a passkey'), bytes32('y of a passkey'));
const approvers: z.input<typeof approverKeySchema>[] = sorted(
  [
    {
      keyId: keyIdOf(es256),
      alg: 'webauthn-es256' as const,
      publicKey: toBase64Url(es256),
      rpId: 'localhost',
      origin: 'http://localhost:4321',
      independent: true,
      holder: 'anna',
    },
    {
      keyId: keyIdOf(bytes32('key of bert')),
      alg: 'ed25519' as const,
      publicKey: text32('key of bert'),
      independent: false,
      holder: 'bert',
    },
  ],
  (key) => key.keyId,
);

const constraints = {
  columns: { subsetOf: ['balance', 'region'] },
  edges: { widthMin: '0.5' },
  limit: { from: '-1.5', to: '20' },
  months: { min: 1, max: 24 },
  region: { oneOf: ['east', 'north'] },
  since: { first: '2024-01-01', last: '2026-12-31' },
};

const enclave = {
  format: 'simulated' as const,
  code: hash('worker code'),
  referenceValues: { code: hashes('worker code', 'worker code 2') },
  minTcb: {},
  minCollateralIssued: 1_700_000_000,
  chips: ['chip A', 'chip B'],
};

const ledgerEntry = {
  lineage: hash('lineage'),
  entityDomain: 'customer of bank A',
  seq: 3,
  previous: hash('ledger entry 2'),
  jobHash: hash('job'),
  manifest: hash('manifest'),
  kind: 'dp' as const,
  rho: '1/8',
  delta: '1/1000000',
  rhoTotal: '3/8',
  deltaTotal: '3/1000000',
  thresholdJobs: 0,
  noiseKeyId: hash('noise key'),
  charge: { standing: hash('standing'), licence: hash('licence') },
};

const disclosure = {
  ruleset: hash('ruleset'),
  mode: 'dp' as const,
  rho: '1/8',
  delta: '1/1000000',
  cellsMax: 12,
};

const persons = { kind: 'persons' as const, unit: 'persons', step: '5', width: 16 };
const outputs: Outputs = {
  tables: [
    {
      name: 'overlap',
      dimensions: ['region', 'age'],
      measures: [
        { name: 'customers', ...persons },
        { name: 'balance', kind: 'sum', unit: 'CNY', step: '0.01', width: 20 },
      ],
      rows: [
        { key: ['east', ''], cells: [{ count: 120 }, 'suppressed'] },
        { key: ['north', '18-30'], cells: ['suppressed', { sum: '-12.5' }] },
      ],
    },
  ],
  answer: {
    tables: [
      {
        name: 'rates',
        dimensions: ['region'],
        columns: [{ name: 'badRate', unit: 'percent', width: 5 }],
        rows: [
          { key: ['east'], values: [{ decimal: '12.5' }] },
          { key: ['north'], values: ['not measurable'] },
        ],
      },
    ],
  },
};

const cardFields = {
  name: 'Bank Ålesund',
  approvers,
  quorum: 2,
  independentMin: 1,
  witnesses: [text32('witness 1'), text32('witness 2')].sort(),
  analysts: [
    {
      keyId: keyIdOf(bytes32('key of an analyst')),
      alg: 'ed25519' as const,
      publicKey: text32('key of an analyst'),
    },
  ],
  recipients: [
    { id: 'archive', kind: 'hybrid' as const, recipient: hybrid('archive') },
    { id: 'laptop', kind: 'x25519' as const, recipient: recipient('age1', 'laptop') },
  ],
};

const manifestFields = {
  dataset: hash('dataset'),
  lineage: hash('lineage'),
  owners: hashes('party A', 'party B'),
  assurance: 'simulated' as const,
  columns,
  entityKey: { column: 'customer', domain: 'customer of bank A' },
  normaliser: 'phone-e164+86/1',
  mends: sorted([
    { kind: 'trim' as const, column: 'region' },
    { kind: 'case' as const, column: 'region', to: 'upper' as const },
    { kind: 'missing' as const, column: 'region', words: ['-', 'NA'] },
    { kind: 'codes' as const, column: 'region', map: [{ from: 'Ost', to: 'east' }] },
    { kind: 'label' as const, column: 'outcome', bad: ['bad'], good: ['good', 'paid'] },
    { kind: 'decimal' as const, column: 'balance', mark: 'comma' as const },
    { kind: 'date' as const, column: 'opened', form: 'dd.mm.yyyy' },
  ]),
  rowsRounded: 12_000,
  entitiesRounded: 4100,
  format: 'parquet/1' as const,
  sealed: {
    bytes: 2_345_678,
    header: hash('header'),
    segmentBytes: segmentBytes as 1_048_832,
    segments: hash('segments'),
    footer: { offset: 2_340_000, bytes: 5000 },
  },
  noiseShare: hash('noise share'),
  client: 'independent' as const,
};

const policyFields: FieldsOf<z.input<typeof protocol.UsagePolicy.schema>> = {
  dataset: hash('dataset'),
  seq: 2,
  previous: hash('policy 1'),
  versions: [1, 2, 10],
  collaboration: hash('collaboration'),
  brokers: hashes('broker', 'broker 2'),
  templates: [
    { ...template, params: constraints, modes: ['dp', 'threshold'] },
    { ...template, version: 2, params: {}, modes: ['dp'] },
  ],
  columns: [
    { name: 'customer', roles: ['entityKey'] },
    { name: 'region', roles: ['dimension', 'label'] },
  ],
  analysts: hashes('party A', 'party C'),
  receivers: hashes('party A', 'party B'),
  partners: hashes('party B', 'party C'),
  enclaves: sorted([enclave, { ...enclave, chips: ['chip C'] }]),
  thresholds: { entitiesMin: 20, partnerEntitiesMin: 10, classMin: 5, dominanceMax: '4/5' },
  dp: {
    rhoTotal: '1/1',
    rhoJobMax: '1/4',
    rhoPerAnalyst: '1/2',
    rhoPerCollaboration: '1/2',
    deltaTotal: '1/100000',
  },
  threshold: { grids: [grid, hash('grid 2')].sort(), jobsMax: 10, jobsPerAnalyst: 5 },
  standing: true,
  dpOnlyForLife: true,
  releaseTickSeconds: 10,
  time: {
    sources: ['authority', 'host'],
    authorities: [text32('authority 1'), text32('authority 2')].sort(),
  },
  expires: at + 86_400,
};

const jobFields: FieldsOf<z.input<typeof protocol.JobSpec.schema>> = {
  broker: hash('broker'),
  collaboration: hash('collaboration'),
  analyst: hash('party A'),
  analystCard: hash('card A'),
  assurance: 'simulated',
  template,
  code: hash('worker code'),
  params: { edges: ['-1.5', '0', '20'], months: 12, region: 'east' },
  inputs: [
    {
      alias: 'left',
      dataset: hash('dataset'),
      version: 2,
      manifest: hash('manifest'),
      policies: [hash('policy')],
    },
    {
      alias: 'right',
      dataset: hash('dataset B'),
      version: 1,
      manifest: hash('manifest B'),
      policies: hashes('policy B', 'policy C'),
      from: { jobHash: hash('job before'), output: 'overlap' },
    },
  ],
  release: { mode: 'threshold', grid, cellsMax: 12 },
  recipients: sorted([
    { party: hash('party A'), id: 'archive', recipient: hybrid('archive') },
    { party: hash('party B'), id: 'laptop', recipient: recipient('age1', 'laptop') },
  ]),
  asOf: at,
  headSeen: head,
  expires: at + 3600,
  nonce: text32('nonce of the job'),
};

const approvalFields: FieldsOf<z.input<typeof protocol.Approval.schema>> = {
  decision: 'approve',
  jobHash: hash('job'),
  broker: hash('broker'),
  party: hash('party A'),
  card: hash('card A'),
  datasets: hashes('dataset', 'dataset 2'),
  instance: hash('instance'),
  headSeen: head,
  sentence: { locale: 'en', digest: hash('sentence') },
  rho: '1/8',
  expires: at + 3600,
  nonce: text32('nonce of the approval'),
};

const { jobHash: _jobHash, ...studyApproval } = approvalFields;

const studyFields: FieldsOf<z.input<typeof protocol.Study.schema>> = {
  broker: hash('broker'),
  collaboration: hash('collaboration'),
  analyst: hash('party A'),
  analystCard: hash('card A'),
  assurance: 'named-root',
  steps: [
    {
      ...{ id: 'value', template, code: hash('worker code'), params: { features: ['a', 'b'] } },
      inputs: [
        {
          ...{ alias: 'left', dataset: hash('dataset'), version: 2 },
          ...{ manifest: hash('manifest'), policies: [hash('policy')] },
        },
      ],
      release: { mode: 'dp', rho: '1/16', delta: '0/1', entitiesMin: 20, cellsMax: 400 },
      recipients: [{ party: hash('party A'), id: 'archive', recipient: hybrid('archive') }],
    },
    {
      ...{ id: 'score', template, code: hash('worker code'), params: { points: '20.5' } },
      inputs: [
        {
          ...{ alias: 'left', dataset: hash('dataset'), version: 2 },
          ...{ manifest: hash('manifest'), policies: hashes('policy', 'policy B') },
          from: { step: 'value', output: 'selection' },
        },
      ],
      release: { mode: 'dp', rho: '1/16', delta: '0/1', entitiesMin: 20, cellsMax: 400 },
      recipients: [{ party: hash('party A'), id: 'archive', recipient: hybrid('archive') }],
    },
  ],
  headSeen: head,
  expires: at + 3600,
  nonce: text32('nonce of the study'),
};

function workerRuntime(): Runtime {
  return {
    v: 1,
    role: 'worker',
    code: hash('worker code'),
    nonce: text32('nonce of the broker'),
    recipient: hybrid('worker'),
    signingKey: text32('signing key of the worker'),
    broker: hash('broker'),
    instance: hashOf(bytes32('signing key of the worker')),
    jobHash: hash('job'),
  };
}

function brokerRuntime(): Runtime {
  return {
    v: 1,
    role: 'broker',
    code: hash('broker code'),
    nonce: text32('nonce of a client'),
    recipient: hybrid('boot'),
    signingKey: text32('boot key'),
    broker: hash('broker'),
    instance: hashOf(bytes32('boot key')),
    head,
  };
}

type Entry = [label: string, type: DocumentType, doc: Doc<unknown>];

function ownersDocuments(): Entry[] {
  const { Approval, Batch, Collaboration, DatasetManifest, Grid, JobSpec, KeyGrant } = protocol;
  const { Licence, LogHead, PartyCard, StandingApproval, Study, TimeToken } = protocol;
  const { UsagePolicy, Withdrawal } = protocol;
  const first = makeDocument(PartyCard, { party: 'self', seq: 1, ...cardFields });
  return [
    ['PartyCard, first', PartyCard, first],
    [
      'PartyCard, later',
      PartyCard,
      makeDocument(PartyCard, { party: first.name, seq: 2, previous: first.name, ...cardFields }),
    ],
    [
      'Collaboration',
      Collaboration,
      makeDocument(Collaboration, {
        name: 'Who banks twice',
        parties: hashes('party A', 'party B'),
        nonce: text32('nonce of the collaboration'),
      }),
    ],
    [
      'DatasetManifest, first',
      DatasetManifest,
      makeDocument(DatasetManifest, {
        ...manifestFields,
        version: 1,
        origin: { kind: 'derived', jobHash: hash('job before'), receipt: hash('receipt before') },
      }),
    ],
    [
      'DatasetManifest, later',
      DatasetManifest,
      makeDocument(DatasetManifest, {
        ...manifestFields,
        version: 2,
        origin: { kind: 'registered' },
        previous: hash('manifest 1'),
      }),
    ],
    ['UsagePolicy', UsagePolicy, makeDocument(UsagePolicy, policyFields)],
    [
      'Grid',
      Grid,
      makeDocument(Grid, {
        template,
        columns: sorted([
          {
            ...{ role: 'dimension' as const, column: 'region', values: ['north', 'east'] },
            reducers: ['only' as const],
          },
          {
            ...{ role: 'measure' as const, column: 'balance', edges: ['0', '1000', '100'] },
            reducers: ['max' as const, 'sum' as const],
          },
        ]),
        ...{ entitiesMin: 20, classMin: 5, roundingBase: 5 },
      }),
    ],
    [
      'KeyGrant',
      KeyGrant,
      makeDocument(KeyGrant, {
        broker: hash('broker'),
        manifest: hash('manifest'),
        ownerCard: hash('card A'),
        policySeqMin: 2,
        cardSeqMin: 1,
        grantSeq: 7,
        fileKey: text16('file key'),
        noiseShare: text32('noise share'),
        headSeen: head,
      }),
    ],
    ['JobSpec, threshold', JobSpec, makeDocument(JobSpec, jobFields)],
    [
      'JobSpec, dp',
      JobSpec,
      makeDocument(JobSpec, {
        ...jobFields,
        release: {
          mode: 'dp',
          rho: '1/8',
          delta: '1/1000000',
          entitiesMin: 0,
          grid,
          cellsMax: 12,
        },
      }),
    ],
    ['Approval', Approval, makeDocument(Approval, approvalFields)],
    [
      'Approval of a study',
      Approval,
      makeDocument(Approval, { ...studyApproval, study: hash('study') }),
    ],
    ['Study', Study, makeDocument(Study, studyFields)],
    [
      'LogHead',
      LogHead,
      makeDocument(LogHead, {
        ...{ broker: hash('broker'), instance: hash('instance') },
        ...{ size: 200_000, root: hash('root'), at: { time: at, source: 'host' } },
      }),
    ],
    [
      'StandingApproval',
      StandingApproval,
      makeDocument(StandingApproval, {
        broker: hash('broker'),
        collaboration: hash('collaboration'),
        party: hash('party A'),
        policy: hash('policy'),
        own: [{ lineage: hash('lineage'), version: 2 }],
        partners: [{ lineage: hash('lineage B'), entities: 12_000, changeMax: '1/10' }],
        analysts: hashes('party A', 'party C'),
        receivers: hashes('party A', 'party B'),
        template,
        code: hash('worker code'),
        params: constraints,
        modes: ['dp'],
        jobsMax: 30,
        rhoMax: '1/1',
        rhoJobMax: '1/8',
        headSeen: head,
        expires: at + 86_400,
        nonce: text32('nonce of the standing approval'),
      }),
    ],
    [
      'Licence',
      Licence,
      makeDocument(Licence, {
        broker: hash('broker'),
        instance: hash('instance'),
        party: hash('party A'),
        head,
        ceilings: sorted(
          [
            { lineage: hash('lineage'), rho: '1/2', thresholdJobs: 3 },
            { lineage: hash('lineage 2'), rho: '0/1', thresholdJobs: 0 },
          ],
          (c) => c.lineage,
        ),
        replaces: hash('licence before'),
      }),
    ],
    [
      'Withdrawal',
      Withdrawal,
      makeDocument(Withdrawal, {
        broker: hash('broker'),
        party: hash('party A'),
        target: { kind: 'code', name: hash('worker code') },
        reason: 'known-bug',
      }),
    ],
    ['TimeToken', TimeToken, makeDocument(TimeToken, { nonce: text32('nonce'), at })],
    [
      'Batch',
      Batch,
      makeDocument(Batch, {
        documents: sorted([
          { type: 'DatasetManifest' as const, name: hash('manifest') },
          { type: 'UsagePolicy' as const, name: hash('policy') },
          { type: 'KeyGrant' as const, name: hash('grant') },
        ]),
      }),
    ],
  ];
}

async function machinesDocuments(): Promise<Entry[]> {
  const { AttestationResult, Evidence, Genesis, LogEntry, OwnerNote, Receipt, Refusal } = protocol;
  const { Release, ReleaseRequest, ReleasedKeys, Result } = protocol;
  const platform = await openSimulatedPlatform(crypto, {
    chipSeed: bytes32('chip'),
    sealingKey: bytes32('sealing key'),
  });
  const worker = workerRuntime();
  const workerEvidence = await platform.collect(worker, at);
  const instances = ['broker code', 'broker code 2'].map((code) => ({
    format: 'simulated' as const,
    referenceValues: { code: [hash(code)] },
    minTcb: {},
    debug: false as const,
  }));
  const receipt = {
    broker: hash('broker'),
    jobHash: hash('job'),
    release: hash('release'),
    runtime: runtimeHash(worker),
    code: hash('worker code'),
    disclosure,
    notes: sorted([
      { party: hash('party A'), sha256: hash('note A') },
      { party: hash('party B'), sha256: hash('note B') },
    ]),
  };
  const claimed = { time: at, source: 'authority' as const };
  return [
    [
      'Genesis',
      Genesis,
      makeDocument(Genesis, {
        assurance: 'simulated',
        code: hash('broker code'),
        instances: sorted(instances),
        recipient: hybrid('broker'),
        signingKey: text32('signing key of the broker'),
        noiseKeyId: hash('noise key'),
        previous: { broker: hash('broker before'), head },
        narrowers: [text32('admin 1'), text32('admin 2')].sort(),
      }),
    ],
    ['Evidence, worker', Evidence, workerEvidence],
    ['Evidence, broker', Evidence, await platform.collect(brokerRuntime(), at)],
    [
      'AttestationResult',
      AttestationResult,
      makeDocument(AttestationResult, {
        evidence: workerEvidence.name,
        format: 'simulated',
        status: 'contraindicated',
        vector: {
          instanceIdentity: 'affirming',
          configuration: 'warning',
          executables: 'contraindicated',
          hardware: 'none',
        },
        checks: [
          { id: 'format', result: 'pass', about: 'format simulated' },
          { id: 'debug', result: 'fail', about: 'debug off' },
        ],
        policy: hash('policy'),
        at,
      }),
    ],
    [
      'ReleaseRequest',
      ReleaseRequest,
      makeDocument(ReleaseRequest, {
        broker: hash('broker'),
        instance: hash('instance'),
        nonce: text32('nonce of the broker'),
        jobHash: hash('job'),
        evidence: workerEvidence.name,
        attempt: 0,
      }),
    ],
    [
      'Release',
      Release,
      makeDocument(Release, {
        broker: hash('broker'),
        instance: hash('instance'),
        jobHash: hash('job'),
        worker: {
          evidence: workerEvidence.name,
          runtime: runtimeHash(worker),
          signingKey: worker.signingKey,
        },
        attestation: hash('attestation'),
        documents: sorted([
          { type: 'Approval', name: hash('approval') },
          { type: 'PartyCard', name: hash('card A') },
        ]),
        sealedKeys: hash('sealed keys'),
        noiseKeyId: hash('noise key'),
        entries: sorted(
          [ledgerEntry, { ...ledgerEntry, lineage: hash('lineage 2'), kind: 'retry' as const }],
          (entry) => entry.lineage,
        ),
        logIndex: 42,
        at: claimed,
      }),
    ],
    [
      'Refusal',
      Refusal,
      makeDocument(Refusal, {
        broker: hash('broker'),
        instance: hash('instance'),
        jobHash: hash('job'),
        codes: ['POLICY_DENIES', 'QUORUM'],
        subject: hash('policy'),
        logIndex: 42,
      }),
    ],
    [
      'ReleasedKeys',
      ReleasedKeys,
      makeDocument(ReleasedKeys, {
        jobHash: hash('job'),
        inputs: [
          { alias: 'left', manifest: hash('manifest'), fileKey: text16('file key') },
          { alias: 'right', manifest: hash('manifest B'), fileKey: text16('file key B') },
        ],
        noiseKey: text32('noise key'),
      }),
    ],
    [
      'LogEntry',
      LogEntry,
      makeDocument(LogEntry, {
        broker: hash('broker'),
        instance: hash('instance'),
        index: 42,
        previous: hash('entry 41'),
        kind: 'release',
        commitment: hash('commitment'),
        ledgers: hash('ledgers'),
        at: claimed,
      }),
    ],
    [
      'Receipt, done',
      Receipt,
      makeDocument(Receipt, {
        ...receipt,
        status: 'done',
        sealedResult: { sha256: hash('result'), bytes: 9000 },
        outputs: outputsCommitment(text32('salt'), outputs),
        carried: [
          {
            ...{ output: 'model', manifest: hash('manifest of the model') },
            sealed: { sha256: hash('sealed model'), bytes: 4096 },
          },
        ],
      }),
    ],
    ['Receipt, failed', Receipt, makeDocument(Receipt, { ...receipt, status: 'failed' })],
    [
      'Result',
      Result,
      makeDocument(Result, {
        jobHash: hash('job'),
        release: hash('release'),
        salt: text32('salt'),
        outputs,
        disclosure: { ...disclosure, suppressedCells: 2 },
        padding: '0'.repeat(64),
      }),
    ],
    [
      'OwnerNote',
      OwnerNote,
      makeDocument(OwnerNote, {
        jobHash: hash('job'),
        manifest: hash('manifest'),
        code: 'INPUT_BYTES',
        salt: text32('salt of the note'),
      }),
    ],
  ];
}

/**
 * Signed by a plain key and a passkey; the passkey's bytes are of the right shape and no signature.
 */
async function signedBy(type: string, doc: Doc<unknown>): Promise<SignedDocument> {
  const key = await signingKeyFromSeed(crypto, bytes32('some seed'));
  const signed = await signDocument(type, doc, key);
  const passkey = {
    keyId: keyIdOf(es256),
    alg: 'webauthn-es256' as const,
    authenticatorData: toBase64Url(new Uint8Array(37).fill(7)),
    clientDataJSON: toBase64Url(utf8('{"type":"webauthn.get"}')),
    value: toBase64Url(new Uint8Array(70).fill(9)),
    batch: toBase64Url(utf8('{}')),
  };
  return { ...signed, signatures: sorted([...signed.signatures, passkey], (s) => s.keyId) };
}

async function bundleOf(entries: readonly Entry[]): Promise<Entry> {
  const one = async (label: string) => {
    const found = entries.find((entry) => entry[0] === label);
    if (found === undefined) throw new Error(label);
    return signedBy(found[1].type, found[2]);
  };
  const many = (...labels: string[]) => Promise.all(labels.map(one));
  const bytes = async (label: string) => (await one(label)).document;
  const doc = makeDocument(protocol.ProofBundle, {
    jobSpec: await one('JobSpec, threshold'),
    cards: await many('PartyCard, first', 'PartyCard, later'),
    genesis: await one('Genesis'),
    brokerEvidence: await bytes('Evidence, broker'),
    manifests: await many('DatasetManifest, first'),
    policies: await many('UsagePolicy'),
    approvals: await many('Approval'),
    standing: await many('StandingApproval'),
    licences: await many('Licence'),
    withdrawals: await many('Withdrawal'),
    workerEvidence: await bytes('Evidence, worker'),
    attestationResult: await bytes('AttestationResult'),
    release: await one('Release'),
    logEntries: await many('LogEntry'),
    logBodies: [
      { index: 42, salt: text32('salt of the line'), body: toBase64Url(utf8('{"kind":"boot"}')) },
    ],
    receipt: await one('Receipt, done'),
    timeTokens: await many('TimeToken'),
    acceptedAt: at,
  });
  return ['ProofBundle', protocol.ProofBundle, doc];
}

interface Message {
  readonly label: string;
  readonly schema: z.ZodType;
  readonly bytes: Bytes;
  readonly read: (bytes: Uint8Array) => unknown;
}

async function brokerMessages(): Promise<Message[]> {
  const card = makeDocument(protocol.PartyCard, { party: 'self', seq: 1, ...cardFields });
  const document = await signedBy('PartyCard', card);
  const [nonce, file] = [text32('nonce'), toBase64Url(utf8('an age file'))];
  const header = toBase64Url(utf8('an age header'));
  const grant = { kind: 'grant' as const, manifest: hash('manifest'), header, file };
  const record = { entry: document, salt: text32('salt'), body: toBase64Url(utf8('a body')) };
  const lists = { approvals: [document], standing: [document], licences: [document] };
  const release = { kind: 'release' as const, jobSpec: document, evidence: file };
  const submit = { kind: 'submit' as const, what: 'card' as const, document };
  const requests: protocol.BrokerRequest[] = [
    { kind: 'hello', nonce },
    submit,
    grant,
    { kind: 'challenge' },
    { ...release, request: document, ...lists, timeTokens: [document] },
    { kind: 'receipt', receipt: document },
    { kind: 'log', from: 3 },
  ];
  const answers: protocol.BrokerAnswer[] = [
    { kind: 'hello', genesis: document, evidence: file, boot: record },
    { kind: 'accepted', head },
    { kind: 'challenge', nonce, instance: hash('instance') },
    { kind: 'released', release: document, sealedKeys: file, record },
    { kind: 'refused', codes: ['QUORUM', 'WITHDRAWN'], refusal: document },
    { kind: 'log', entries: [document] },
  ];
  const bodies: protocol.LogBody[] = [
    { kind: 'boot', genesis: document, evidence: file },
    { kind: 'document', what: 'card', document },
    { ...grant, name: hash('grant'), grantSeq: 7, policySeqMin: 2 },
    { ...release, release: document, attestation: file, approvals: [document] },
    { kind: 'refusal', refusal: document },
    { kind: 'receipt', receipt: document },
  ];
  return [
    ...requests.map((message) => ({
      label: `request ${message.kind}`,
      schema: brokerRequestSchema,
      bytes: encodeMessage(message),
      read: readBrokerRequest,
    })),
    ...answers.map((message) => ({
      label: `answer ${message.kind}`,
      schema: brokerAnswerSchema,
      bytes: encodeMessage(message),
      read: readBrokerAnswer,
    })),
    ...bodies.map((body) => ({
      label: `log body ${body.kind}`,
      schema: logLineBodySchema,
      bytes: encodeLogBody(body),
      read: readLogBody,
    })),
    {
      label: 'broker record',
      schema: brokerRecordSchema,
      bytes: encodeMessage(record),
      read: readBrokerRecord,
    },
  ];
}

/** Paths of lists whose order means something; every other list is sorted without duplicates. */
export const orderedLists: readonly string[] = [
  // Params: a list is in the order that the asker means; Study: steps follow each other.
  '.params.*',
  '.steps[].params.*',
  '.steps',
  // Grid: a public grid lists its keys in the order of the output.
  '.columns[].values',
  '.columns[].edges',
  // AttestationResult: one line per check, in the order of checking.
  '.checks',
  // Result: the order of the grid.
  '.outputs.tables',
  '.outputs.tables[].dimensions',
  '.outputs.tables[].measures',
  '.outputs.tables[].rows',
  '.outputs.tables[].rows[].key',
  '.outputs.tables[].rows[].cells',
  '.outputs.answer.tables',
  '.outputs.answer.tables[].dimensions',
  '.outputs.answer.tables[].columns',
  '.outputs.answer.tables[].rows',
  '.outputs.answer.tables[].rows[].key',
  '.outputs.answer.tables[].rows[].values',
  // ProofBundle and messages: chains, and lists of signed documents.
  '.cards',
  '.manifests',
  '.policies',
  '.approvals',
  '.standing',
  '.licences',
  '.withdrawals',
  '.logEntries',
  '.logBodies',
  '.timeTokens',
  '.entries',
  '.codes',
];

/** Everything, in an order that never changes. */
export async function acceptedDocuments(): Promise<Accepted[]> {
  const entries = [...ownersDocuments(), ...(await machinesDocuments())];
  const documents = [...entries, await bundleOf(entries)].map(([label, type, doc]) => ({
    label,
    schema: type.schema,
    bytes: doc.bytes,
    read: (bytes: Uint8Array) => parseDocument(type, bytes).value,
  }));
  return [...documents, ...(await brokerMessages())].map((accepted) => ({
    ...accepted,
    value: JSON.parse(fromUtf8(accepted.bytes)) as Json,
  }));
}

/** The frozen file: label → canonical text. */
export function frozenText(accepted: readonly Accepted[]): string {
  const texts = accepted.map(({ label, bytes }) => [label, fromUtf8(bytes)] as const);
  return `${JSON.stringify(Object.fromEntries(texts), null, 1)}\n`;
}
