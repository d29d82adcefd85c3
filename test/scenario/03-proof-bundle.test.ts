import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  bytesOf,
  toBase64Url,
  canonicalBytes,
  fromUtf8,
  type Bytes,
  type Hash,
  type ProofBundle,
} from '#enclave/protocol/index.ts';
import type { Pins, VerifyReport } from '#enclave/participant/index.ts';
import { pinsOfAll } from '#app/_cli/scenario/open-scenario.ts';
import {
  builtTemplates,
  openTestLab,
  verifyLabBundle,
  type TestLab,
} from '../support/lab-world.ts';

let test: TestLab;
let bundle: Bytes;
let other: Bytes;
let pins: Pins;
const registry = builtTemplates();

beforeAll(async () => {
  test = await openTestLab();
  pins = pinsOfAll(test.lab.world);
  bundle = (await test.lab.run(test.job('overlap'))).bundle ?? new Uint8Array(0);
  other = (await test.lab.run(test.job('overlap'))).bundle ?? new Uint8Array(0);
  // From here on neither broker nor platform exists.
  await test.close();
});
afterAll(() => undefined);

const read = (bytes: Bytes) => JSON.parse(fromUtf8(bytes)) as ProofBundle;
const check = (bytes: Bytes, by: Pins | undefined = pins) =>
  verifyLabBundle({ registry }, bytes, by);

function failing(report: VerifyReport): string[] {
  return Object.entries(report.verdicts).flatMap(([name, verdict]) =>
    verdict === 'no pins'
      ? []
      : verdict.steps
          .filter((step) => step.state !== 'passed')
          .map((step) => `${name}/${step.id} ${step.code ?? ''}`),
  );
}

describe('a proof bundle, with broker and platform gone', () => {
  it('verifies offline against pins', async () => {
    const report = await check(bundle);
    expect(failing(report)).toEqual([]);
    expect(report.answer).toBe('verified');
  });

  it('is only consistent without pins', async () => {
    expect((await verifyLabBundle({ registry }, bundle, undefined)).answer).toBe('consistent');
  });

  it.each(['parties', 'brokerCode', 'workerCode'] as const)(
    'of a world that is not mine fails on pins: %s',
    async (field) => {
      const report = await check(bundle, { ...pins, [field]: ['ab'.repeat(32) as Hash] });
      expect(report.answer).toBe('failed');
      expect(report.verdicts.linked).toMatchObject({ state: 'passed' });
      expect(report.verdicts.signed).toMatchObject({ state: 'passed' });
      expect(report.verdicts.pinned).toMatchObject({ state: 'failed' });
    },
  );

  it('ten years on is valid then, and says so', async () => {
    const { verifyBundle } = await import('#enclave/participant/index.ts');
    const { verifierSet } = await import('#enclave/attestation/index.ts');
    const { simulatedVerifier } = await import('#enclave/attestation/simulated/index.ts');
    const report = await verifyBundle(bundle, pins, {
      crypto: globalThis.crypto,
      verifiers: verifierSet(simulatedVerifier),
      registry,
      now: Math.floor(Date.now() / 1000) + 11 * 365 * 86_400,
    });
    expect(report.answer).toBe('verified');
    expect(report.today).toMatch(/^valid then/);
  });

  it('fails for a program that knows no verifier of its evidence', async () => {
    const { verifyBundle } = await import('#enclave/participant/index.ts');
    const context = {
      crypto: globalThis.crypto,
      verifiers: new Map(),
      registry,
      now: 2_000_000_000,
    };
    const report = await verifyBundle(bundle, pins, context);
    expect(report.answer).toBe('failed');
    expect(failing(report)).toContain('attested/worker EVIDENCE_NOT_AUTHENTIC');
  });
});

type Change = (b: ProofBundle, o: ProofBundle) => Partial<ProofBundle>;
const first = <T>(list: readonly T[]): T => {
  const [item] = list;
  if (item === undefined) throw new Error('empty');
  return item;
};
const cut = (text: string) =>
  `${text.slice(0, 40)}${text[40] === 'A' ? 'B' : 'A'}${text.slice(41)}`;

/** A receipt that names an output for later jobs, as no worker writes it yet. */
function carrying(document: string): string {
  const value = JSON.parse(fromUtf8(bytesOf(document))) as object;
  const hash = 'ab'.repeat(32);
  const carried = [{ output: 'model', manifest: hash, sealed: { sha256: hash, bytes: 1 } }];
  return toBase64Url(canonicalBytes({ ...value, carried }));
}

const tampered: [name: string, change: Change][] = [
  ['a card dropped', (b) => ({ cards: b.cards.slice(1) })],
  ['a card doubled', (b) => ({ cards: [...b.cards, first(b.cards)] })],
  ['a manifest dropped', (b) => ({ manifests: b.manifests.slice(1) })],
  ['a policy dropped', (b) => ({ policies: b.policies.slice(1) })],
  ['an approval dropped', (b) => ({ approvals: b.approvals.slice(1) })],
  ['an approval of another job added', (b, o) => ({ approvals: [...b.approvals, ...o.approvals] })],
  ['the approvals of another job', (_b, o) => ({ approvals: o.approvals })],
  ['the job of another bundle', (_b, o) => ({ jobSpec: o.jobSpec })],
  ['the release of another bundle', (_b, o) => ({ release: o.release })],
  [
    'a receipt that leaves something for later jobs',
    (b) => ({ receipt: { ...b.receipt, document: carrying(b.receipt.document) } }),
  ],
  ['the receipt of another bundle', (_b, o) => ({ receipt: o.receipt })],
  ['the worker evidence of another bundle', (_b, o) => ({ workerEvidence: o.workerEvidence })],
  ['the appraisal of another bundle', (_b, o) => ({ attestationResult: o.attestationResult })],
  ['worker evidence for the broker', (b) => ({ brokerEvidence: b.workerEvidence })],
  ['a log line dropped', (b) => ({ logEntries: b.logEntries.slice(1) })],
  [
    'a log line after the release',
    (b, o) => ({
      logEntries: [
        ...b.logEntries,
        ...o.logEntries.slice(b.logEntries.length, b.logEntries.length + 1),
      ],
    }),
  ],
  ['the last log line dropped', (b) => ({ logEntries: b.logEntries.slice(0, -1) })],
  [
    'two log lines swapped',
    (b) => ({
      logEntries: [
        ...b.logEntries.slice(1, 2),
        ...b.logEntries.slice(0, 1),
        ...b.logEntries.slice(2),
      ],
    }),
  ],
  ['a log body dropped', (b) => ({ logBodies: b.logBodies.slice(1) })],
  [
    'a log body with another salt',
    (b) => ({
      logBodies: b.logBodies.map((body) => ({
        ...body,
        salt: first(b.logBodies).salt === body.salt ? cut(body.salt) : body.salt,
      })),
    }),
  ],
  ['a licence that nobody named', (b) => ({ licences: [first(b.approvals)] })],
  ['a withdrawal that nobody named', (b) => ({ withdrawals: [first(b.approvals)] })],
  [
    'a signature of somebody else',
    (b, o) => ({ jobSpec: { ...b.jobSpec, signatures: o.jobSpec.signatures } }),
  ],
  [
    'a release signature of another release',
    (b, o) => ({ release: { ...b.release, signatures: o.release.signatures } }),
  ],
  ['a receipt without signature', (b) => ({ receipt: { ...b.receipt, signatures: [] } })],
  ['a document altered', (b) => ({ genesis: { ...b.genesis, document: cut(b.genesis.document) } })],
];

describe('a tampered bundle is refused, and never by an exception', () => {
  it.each(tampered)('%s', async (_name, change) => {
    const b = read(bundle);
    const report = await check(canonicalBytes({ ...b, ...change(b, read(other)) }));
    expect(report.answer).toBe('failed');
    expect(failing(report).length).toBeGreaterThan(0);
  });

  it.each([
    ['nothing', () => new Uint8Array(0)],
    ['text', () => new TextEncoder().encode('{"type":"ProofBundle"}')],
    ['a byte more', () => Uint8Array.from([...bundle, 10])],
    ['a byte less', () => bundle.slice(0, -1)],
    ['an unknown member', () => canonicalBytes({ ...read(bundle), extra: 1 })],
  ])('%s', async (_name, make) => {
    const report = await check(make());
    expect(report.answer).toBe('failed');
    expect(failing(report)).toEqual(['linked/read BUNDLE_MALFORMED']);
  });

  it('a flipped character at any of 60 places', async () => {
    const text = fromUtf8(bundle);
    for (let i = 0; i < 60; i++) {
      const at = Math.floor(((i + 0.5) / 60) * text.length);
      const flipped = `${text.slice(0, at)}${text[at] === 'Q' ? 'R' : 'Q'}${text.slice(at + 1)}`;
      const report = await check(new TextEncoder().encode(flipped));
      expect(report.answer, `at ${at}`).toBe('failed');
    }
  });
});
