// Rules of documents that hold between fields: one accepted document, one field changed.

import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import * as protocol from '#enclave/protocol/index.ts';
import {
  canonicalBytes,
  reportData,
  runtimeHash,
  refusalCodes,
  sha256,
  toHex,
  type Json,
} from '#enclave/protocol/index.ts';
import { notMalformed } from '../../support/mutations.ts';
import { acceptedDocuments, hash } from '../../vectors/accepted-documents.ts';

const accepted = new Map((await acceptedDocuments()).map((entry) => [entry.label, entry]));

type Fields = Record<string, Json>;

function find(label: string) {
  const entry = accepted.get(label);
  if (entry === undefined) throw new Error(label);
  return { ...entry, value: entry.value as Fields };
}

function list(value: Json | undefined): Fields[] {
  return value as Fields[];
}

function without(value: Fields, key: string): Fields {
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
}

type Change = (value: Fields) => Fields;
type Case = [document: string, rule: string, change: Change];

const self: Change = (card) => ({ ...without(card, 'previous'), party: 'self', seq: 1 });
const holders = (value: Fields, ...names: string[]) =>
  list(value.approvers).map((key, i) => ({ ...key, holder: names[i] ?? 'nobody' }));

const refused: Case[] = [
  ['PartyCard, first', 'seq 0', (card) => ({ ...card, seq: 0 })],
  ['PartyCard, first', 'seq 2', (card) => ({ ...card, seq: 2 })],
  ['PartyCard, first', 'a predecessor', (card) => ({ ...card, previous: hash('card 0') })],
  ['PartyCard, later', 'no predecessor', (card) => without(card, 'previous')],
  ['PartyCard, later', 'seq 1', (card) => ({ ...card, seq: 1 })],
  ['PartyCard, later', 'the party "self"', (card) => ({ ...card, party: 'self' })],
  ['PartyCard, first', 'a quorum above its holders', (card) => ({ ...card, quorum: 3 })],
  ['PartyCard, first', 'a quorum of half its holders', (card) => ({ ...card, quorum: 1 })],
  [
    'PartyCard, first',
    'a quorum of two keys of one holder',
    (card) => ({ ...card, approvers: holders(card, 'anna', 'anna') }),
  ],
  [
    'PartyCard, first',
    'more independent keys than the quorum',
    (card) => ({ ...card, independentMin: 3 }),
  ],
  [
    'PartyCard, first',
    'a passkey without a site',
    (card) => ({ ...card, approvers: list(card.approvers).map((key) => without(key, 'rpId')) }),
  ],
  [
    'PartyCard, first',
    'a passkey without an origin',
    (card) => ({ ...card, approvers: list(card.approvers).map((key) => without(key, 'origin')) }),
  ],
  [
    'PartyCard, first',
    'a plain key with a site',
    (card) => ({
      ...card,
      analysts: list(card.analysts).map((key) => ({
        ...key,
        rpId: 'localhost',
        origin: 'http://localhost',
      })),
    }),
  ],
  ...[
    'http://localhost:4321/',
    'HTTP://localhost',
    'http://LOCALHOST',
    ' http://localhost',
    'http://localhost ',
    'http://user@localhost',
    'http://localhost:0',
    'http://localhost:',
    'http://localhost/x',
    'http://localhost?x',
    'http://localhost#x',
    'http://',
    'javascript:1',
    'file:///x',
    'null',
    'localhost',
  ].map((origin): Case => [
    'PartyCard, first',
    `a passkey at ${JSON.stringify(origin)}`,
    (card) => ({
      ...card,
      approvers: list(card.approvers).map((key) => ('origin' in key ? { ...key, origin } : key)),
    }),
  ]),
  ['DatasetManifest, first', 'a predecessor', (m) => ({ ...m, previous: hash('manifest 0') })],
  ['DatasetManifest, later', 'no predecessor', (m) => without(m, 'previous')],
  ['DatasetManifest, first', 'version 0', (m) => ({ ...m, version: 0 })],
  [
    'DatasetManifest, first',
    'a dimension without reducers',
    (m) => ({
      ...m,
      columns: list(m.columns).map((c) => (c.name === 'region' ? { ...c, reducers: [] } : c)),
    }),
  ],
  [
    'DatasetManifest, first',
    'reducers of an entity key',
    (m) => ({
      ...m,
      columns: list(m.columns).map((c) =>
        c.name === 'customer' ? { ...c, reducers: ['only'] } : c,
      ),
    }),
  ],
  [
    'DatasetManifest, first',
    '`worst` of a column that is no label',
    (m) => ({
      ...m,
      columns: list(m.columns).map((c) =>
        c.name === 'region' ? { ...c, reducers: ['worst'] } : c,
      ),
    }),
  ],
  [
    'DatasetManifest, first',
    'special codes of an entity key',
    (m) => ({
      ...m,
      columns: list(m.columns).map((c) => (c.name === 'customer' ? { ...c, special: ['0'] } : c)),
    }),
  ],
  [
    'DatasetManifest, first',
    'an empty list of special codes',
    (m) => ({
      ...m,
      columns: list(m.columns).map((c) => (c.name === 'region' ? { ...c, special: [] } : c)),
    }),
  ],
  [
    'DatasetManifest, first',
    'two entity keys',
    (m) => ({
      ...m,
      columns: list(m.columns).map((c) => (c.name === 'region' ? { ...c, role: 'entityKey' } : c)),
    }),
  ],
  [
    'DatasetManifest, first',
    'no entity key',
    (m) => ({ ...m, columns: list(m.columns).filter((c) => c.role !== 'entityKey') }),
  ],
  [
    'DatasetManifest, first',
    'an entity key that is another column',
    (m) => ({ ...m, entityKey: { column: 'region', domain: 'x' } }),
  ],
  ['DatasetManifest, first', 'an exact number of rows', (m) => ({ ...m, rowsRounded: 12_345 })],
  [
    'DatasetManifest, first',
    'an exact number of persons',
    (m) => ({ ...m, entitiesRounded: 4101 }),
  ],
  ['UsagePolicy', 'a later number without a predecessor', (p) => without(p, 'previous')],
  ['UsagePolicy', 'the first number with a predecessor', (p) => ({ ...p, seq: 1 })],
  [
    'UsagePolicy',
    'a wildcard for code',
    (p) => ({ ...p, enclaves: withEnclave(p, { code: '*' }) }),
  ],
  [
    'UsagePolicy',
    'no reference value',
    (p) => ({ ...p, enclaves: withEnclave(p, { referenceValues: { code: [] } }) }),
  ],
  [
    'UsagePolicy',
    'an empty list of chips',
    (p) => ({ ...p, enclaves: withEnclave(p, { chips: [] }) }),
  ],
  [
    'UsagePolicy',
    'a format without requirements of its own',
    (p) => ({ ...p, enclaves: withEnclave(p, { format: 'tdx' }) }),
  ],
  [
    'DatasetManifest, first',
    'a label in words',
    (m) => ({
      ...m,
      columns: list(m.columns).map((column) =>
        column['name'] === 'region' ? { ...column, role: 'label' } : column,
      ),
    }),
  ],
  [
    'UsagePolicy',
    'groups of nine persons',
    (p) => ({ ...p, thresholds: { ...(p.thresholds as Fields), entitiesMin: 9 } }),
  ],
  [
    'DatasetManifest, first',
    'a mend of the key',
    (m) => ({ ...m, mends: [{ kind: 'trim', column: 'customer' }] }),
  ],
  ['DatasetManifest, first', 'a normaliser by no version', (m) => ({ ...m, normaliser: 'exact' })],
  [
    'JobSpec, dp',
    'one dataset under two names',
    (job) => ({
      ...job,
      inputs: list(job.inputs).map((input) => ({ ...input, dataset: hash('dataset') })),
    }),
  ],
  [
    'JobSpec, dp',
    'a list of parameters with an entry twice',
    (job) => ({ ...job, params: { edges: ['0', '1', '1'] } }),
  ],
  [
    'JobSpec, dp',
    'an input without a policy',
    (job) => ({
      ...job,
      inputs: list(job.inputs).map((input) => ({ ...input, policies: [] })),
    }),
  ],
  ['Approval', 'a job and a study', (a) => ({ ...a, study: hash('study') })],
  ['Approval', 'neither a job nor a study', (a) => without(a, 'jobHash')],
  [
    'Study',
    'a step that uses a later one',
    (study) => ({ ...study, steps: [...list(study.steps)].reverse() }),
  ],
  [
    'Study',
    'two steps of one name',
    (study) => ({
      ...study,
      steps: list(study.steps).map((step) => ({ ...step, id: 'value' })),
    }),
  ],
  ['JobSpec, dp', 'no input', (job) => ({ ...job, inputs: [] })],
  ['JobSpec, dp', 'no recipient', (job) => ({ ...job, recipients: [] })],
  [
    'JobSpec, threshold',
    'an allowance in threshold mode',
    (job) => ({ ...job, release: { ...(job.release as Fields), rho: '1/8' } }),
  ],
  [
    'JobSpec, threshold',
    'threshold mode without a grid',
    (job) => ({ ...job, release: without(job.release as Fields, 'grid') }),
  ],
  [
    'JobSpec, dp',
    'dp mode without a delta',
    (job) => ({ ...job, release: without(job.release as Fields, 'delta') }),
  ],
  ['StandingApproval', 'threshold mode', (s) => ({ ...s, modes: ['threshold'] })],
  ['StandingApproval', 'both modes', (s) => ({ ...s, modes: ['dp', 'threshold'] })],
  ['Receipt, done', 'the status failed beside a result', (r) => ({ ...r, status: 'failed' })],
  ['Receipt, failed', 'the status done without a result', (r) => ({ ...r, status: 'done' })],
  ['Receipt, done', 'no commitment', (r) => without(r, 'outputs')],
  [
    'Genesis',
    'debug on',
    (g) => ({ ...g, instances: list(g.instances).map((i) => ({ ...i, debug: true })) }),
  ],
  [
    'Evidence, worker',
    'the head of a broker',
    (e) => ({
      ...e,
      runtime: {
        ...(e.runtime as Fields),
        head: { broker: hash('b'), index: 0, entry: hash('e') },
      },
    }),
  ],
  [
    'Evidence, broker',
    'the job of a worker',
    (e) => ({ ...e, runtime: { ...(e.runtime as Fields), jobHash: hash('job') } }),
  ],
  [
    'Evidence, worker',
    'a recipient without a quantum-safe half',
    (e) => ({ ...e, runtime: { ...(e.runtime as Fields), recipient: `age1${'q'.repeat(58)}` } }),
  ],
  ['Batch', 'one document only', (b) => ({ ...b, documents: list(b.documents).slice(0, 1) })],
  ...['Approval', 'JobSpec', 'PartyCard', 'Licence', 'StandingApproval', 'Batch'].map(
    (type): Case => [
      'Batch',
      `a document of type ${type}`,
      (b) => ({
        ...b,
        documents: protocol.sorted([
          ...list(b.documents).slice(1),
          { type, name: hash('another') },
        ]),
      }),
    ],
  ),
];

function withEnclave(policy: Fields, change: Fields): Fields[] {
  return list(policy.enclaves)
    .slice(0, 1)
    .map((enclave) => ({ ...enclave, ...change }));
}

const stillAccepted: Case[] = [
  ['PartyCard, later', 'turned into a first card', self],
  [
    'PartyCard, first',
    'without witnesses and analysts',
    (c) => ({ ...c, witnesses: [], analysts: [] }),
  ],
  [
    'PartyCard, first',
    'with a quorum of one for two keys of one holder',
    (c) => ({ ...c, approvers: holders(c, 'anna', 'anna'), quorum: 1 }),
  ],
  ['UsagePolicy', 'as the first one', (p) => ({ ...without(p, 'previous'), seq: 1 })],
  [
    'UsagePolicy',
    'that allows nothing',
    (p) => ({ ...p, enclaves: [], brokers: [], analysts: [] }),
  ],
  [
    'JobSpec, dp',
    'without a grid',
    (j) => ({ ...j, release: without(j.release as Fields, 'grid') }),
  ],
  ['JobSpec, dp', 'without asOf', (j) => without(j, 'asOf')],
  ['KeyGrant', 'without a head', (g) => without(g, 'headSeen')],
  ['Genesis', 'without a predecessor', (g) => without(g, 'previous')],
  ['Refusal', 'without a subject', (r) => without(r, 'subject')],
  ['ReleasedKeys', 'without a noise key', (k) => without(k, 'noiseKey')],
  ['Licence', 'that replaces nothing', (l) => without(l, 'replaces')],
  [
    'Evidence, worker',
    'of an idle worker',
    (e) => ({ ...e, runtime: { ...without(e.runtime as Fields, 'jobHash'), broker: 'none' } }),
  ],
];

describe('a document', () => {
  it.each(refused)('of kind %s is refused with %s', (label, rule, change) => {
    const { read, value } = find(label);
    expect(notMalformed(read, [{ label: rule, bytes: canonicalBytes(change(value)) }])).toEqual([]);
  });

  it.each(stillAccepted)('of kind %s is accepted %s', (label, _, change) => {
    const { read, value } = find(label);
    const changed = change(value);
    expect(read(canonicalBytes(changed))).toEqual(changed);
  });
});

/** Every list and every free string below `schema`, with its path. */
function* unboundedIn(schema: z.core.$ZodType, path: string): Iterable<string> {
  const def = (schema as z.core.$ZodTypes)._zod.def;
  const inner = def as unknown as Record<string, unknown>;
  const below = [inner.innerType, inner.in, inner.element, inner.valueType, inner.keyType];
  const options = def.type === 'union' ? def.options : [];
  const members = def.type === 'object' ? Object.entries(def.shape) : [];
  const checks = (def.checks ?? []).map(
    (check) => check._zod.def as unknown as Record<string, unknown>,
  );
  const hasMax = checks.some((check) => check.check === 'max_length');
  const isClosed = checks.some(
    (c) => c.pattern instanceof RegExp && !/[*+]/.test(c.pattern.source),
  );
  if (def.type === 'array' && !hasMax) yield `${path}[]`;
  const isDate = def.type === 'string' && 'format' in def;
  if (def.type === 'string' && !hasMax && !isClosed && !isDate) yield path;
  for (const child of [...below, ...options]) {
    if (child !== undefined) yield* unboundedIn(child as z.core.$ZodType, path);
  }
  for (const [key, member] of members) yield* unboundedIn(member, `${path}.${key}`);
}

describe('every schema', () => {
  it('gives a maximum to every list and every string', () => {
    const unbounded = [...accepted.values()].flatMap(({ label, schema }) => [
      ...unboundedIn(schema, label),
    ]);
    expect(unbounded).toEqual([]);
  });
});

describe('names', () => {
  it('are the SHA-256 of the bytes', () => {
    const { bytes } = find('Approval');
    const doc = protocol.parseDocument(protocol.Approval, bytes);
    expect(doc.name).toBe(toHex(sha256(bytes)));
  });

  it('of a runtime stand in the report data, followed by 32 zero bytes', () => {
    const evidence = protocol.parseDocument(protocol.Evidence, find('Evidence, worker').bytes);
    const { runtime } = evidence.value;
    expect(toHex(reportData(runtime))).toBe(runtimeHash(runtime) + '0'.repeat(64));
  });

  it('of refusals stand once each in one closed list', () => {
    expect(new Set(refusalCodes).size).toBe(refusalCodes.length);
    expect(refusalCodes.length).toBe(39);
  });
});

describe('a log line', () => {
  it('of a deny shows in public as a withdrawal, any other body as its own kind', () => {
    const document = { document: '', signatures: [] };
    const kind = (what: 'approval' | 'policy') =>
      protocol.logKindOf({ kind: 'document', what, document });
    expect([kind('approval'), kind('policy')]).toEqual(['withdrawal', 'policy']);
    expect(protocol.logKindOf({ kind: 'refusal', refusal: document })).toBe('refusal');
  });
});
