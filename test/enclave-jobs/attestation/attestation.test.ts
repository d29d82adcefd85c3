// Raw evidence → verified → bound → appraised, on the simulated platform: each step refuses what
// the step after it must never see, and no step can be left out.

import { webcrypto } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  AttestationResult,
  EnclaveError,
  Evidence,
  bytesOf,
  canonicalBytes,
  evidenceFormats,
  hashOf,
  instanceOf,
  makeDocument,
  parseDocument,
  readSigned,
  reportData,
  runtimeHash,
  signedDocumentSchema,
  sorted,
  toBase64Url,
  utf8,
  workerRequirementsSchema,
  type Bytes,
  type Hash,
  type Runtime,
} from '#enclave/protocol/index.ts';
import {
  appraise,
  attestationResult,
  bindBrokerEvidence,
  bindWorkerEvidence,
  verifierSet,
  verifyEvidence,
  type Appraisal,
  type AppraisalPolicy,
  type BoundEvidence,
  type EvidenceClaims,
  type VerifiedEvidence,
} from '#enclave/attestation/index.ts';
import {
  openSimulatedPlatform,
  simulatedRootKey,
  simulatedVerifier,
} from '#enclave/attestation/simulated/index.ts';
import { simulatedRootSeedNotSecret } from '#enclave/attestation/simulated/root-seed.ts';
import { SimulatedChip, SimulatedStatement } from '#enclave/attestation/simulated/statement.ts';
import { signDocument, signingKeyFromSeed } from '#enclave/signing/sign.ts';
import { bytes32, hash } from '../../vectors/accepted-documents.ts';

const crypto = webcrypto as Crypto;
const year = 365 * 86_400;
const at = 56 * year + 1000;
const set = verifierSet(simulatedVerifier);
const context = { crypto, at };

const root = await signingKeyFromSeed(crypto, simulatedRootSeedNotSecret);
const chip = await signingKeyFromSeed(crypto, bytes32('chip'));
const otherKey = await signingKeyFromSeed(crypto, bytes32('other'));
const chipText = toBase64Url(chip.publicKey);
const platform = await openSimulatedPlatform(crypto, {
  chipSeed: bytes32('chip'),
  sealingKey: bytes32('sealing'),
});

const nonce = toBase64Url(bytes32('nonce'));
const broker = hash('broker');
const jobHash = hash('job');
const code = hash('worker code');
const expected = { broker, nonce, jobHash };

const shared = {
  v: 1 as const,
  code,
  nonce,
  recipient: `age1pq1${'q'.repeat(60)}`,
  signingKey: toBase64Url(bytes32('worker key')),
  broker,
  instance: instanceOf(bytes32('worker key')),
};
const workerRuntime: Runtime = { ...shared, role: 'worker', jobHash };
const brokerRuntime: Runtime = { ...shared, role: 'broker' };

type EvidenceFields = Omit<Evidence, 'type' | 'v'>;
const good: Evidence = (await platform.collect(workerRuntime, at)).value;
const goodBytes = evidenceOf({});

function evidenceOf(change: Partial<EvidenceFields>): Bytes {
  return makeDocument(Evidence, { ...good, ...change }).bytes;
}

async function codeOf(work: () => unknown): Promise<string> {
  try {
    await work();
    return 'accepted';
  } catch (error) {
    return error instanceof EnclaveError ? error.code : String(error);
  }
}

async function messageOf(work: () => unknown): Promise<string> {
  try {
    await work();
    return 'accepted';
  } catch (error) {
    return error instanceof EnclaveError ? error.message : String(error);
  }
}

const verify = (bytes: Uint8Array, when = at) => verifyEvidence(bytes, set, { crypto, at: when });

interface Forgery {
  readonly statement?: Partial<Omit<SimulatedStatementFields, 'warning'>>;
  readonly chip?: Partial<{ chip: string; issued: number; expires: number }>;
  readonly runtime?: Runtime;
  readonly rootKey?: typeof root;
  readonly chipKey?: typeof chip;
}

interface SimulatedStatementFields {
  chip: string;
  code: Hash;
  reportData: string;
  debug: boolean;
  issued: number;
}

/**
 * What somebody with the named keys can make; without an argument it is what the platform makes.
 */
async function forge(forgery: Forgery = {}): Promise<Bytes> {
  const runtime = forgery.runtime ?? workerRuntime;
  const statement = makeDocument(SimulatedStatement, {
    warning: 'SIMULATED: protects nothing',
    chip: chipText,
    code: runtime.code,
    reportData: toBase64Url(reportData(runtime)),
    debug: false,
    issued: at,
    ...forgery.statement,
  });
  const endorsement = makeDocument(SimulatedChip, {
    chip: chipText,
    issued: 56 * year,
    expires: 66 * year,
    ...forgery.chip,
  });
  const signedRaw = await signDocument('SimulatedStatement', statement, forgery.chipKey ?? chip);
  const signedChip = await signDocument('SimulatedChip', endorsement, forgery.rootKey ?? root);
  return evidenceOf({
    raw: toBase64Url(canonicalBytes(signedRaw)),
    endorsements: [toBase64Url(canonicalBytes(signedChip))],
    runtime,
  });
}

const verified = await verify(goodBytes);
const bound = bindWorkerEvidence(verified, expected);

describe('evidence of the simulated platform', () => {
  it('is verified, and states code, report data and chip', () => {
    expect(verified.claims).toEqual({
      code,
      reportData: reportData(workerRuntime),
      platform: { format: 'simulated' },
      debug: false,
      chip: chipText,
      collateralIssued: 56 * year,
      collateralValidUntil: 66 * year,
    });
    expect(verified.at).toBe(at);
    expect(verified.doc.name).toBe(hashOf(goodBytes));
  });

  it('is the same as what the keys of chip and root make by hand', async () => {
    expect(await forge()).toEqual(goodBytes);
  });

  it('stands below a root whose seed is published', () => {
    expect(toBase64Url(root.publicKey)).toBe(simulatedRootKey);
  });

  it.each(['raw', 'endorsements'] as const)(
    'is refused with any byte of %s flipped',
    async (field) => {
      const bytes = bytesOf(field === 'raw' ? good.raw : (good.endorsements[0] ?? ''));
      const odd: string[] = [];
      for (let i = 0; i < bytes.length; i++) {
        const text = toBase64Url(bytes.map((byte, j) => (i === j ? byte ^ 1 : byte)));
        const changed = evidenceOf(field === 'raw' ? { raw: text } : { endorsements: [text] });
        const answer = await codeOf(() => verify(changed));
        if (answer !== 'EVIDENCE_INVALID') odd.push(`byte ${i}: ${answer}`);
      }
      expect(odd).toEqual([]);
    },
  );

  it('is refused somewhere with any byte of the whole document flipped', async () => {
    const odd: string[] = [];
    for (let i = 0; i < goodBytes.length; i++) {
      const changed = goodBytes.map((byte, j) => (i === j ? byte ^ 1 : byte));
      const answer = await codeOf(async () => bindWorkerEvidence(await verify(changed), expected));
      if (!/^(MALFORMED|EVIDENCE_INVALID|EVIDENCE_BINDING)$/.test(answer))
        odd.push(`${i}: ${answer}`);
    }
    expect(odd).toEqual([]);
  });

  it('is refused with a line feed after it', async () => {
    expect(await codeOf(() => verify(Uint8Array.of(...goodBytes, 10)))).toBe('MALFORMED');
  });

  const invalid: [label: string, forgery: Forgery][] = [
    ['an endorsement by another root', { rootKey: otherKey }],
    ['an endorsement by the chip itself', { rootKey: chip }],
    ['a statement by another key', { chipKey: otherKey }],
    ['a statement by the root', { chipKey: root }],
    ['a statement about another chip', { statement: { chip: toBase64Url(otherKey.publicKey) } }],
    ['an endorsement of another chip', { chip: { chip: toBase64Url(otherKey.publicKey) } }],
    [
      'a chip of its own that no root endorsed',
      { chipKey: otherKey, statement: { chip: toBase64Url(otherKey.publicKey) } },
    ],
    [
      'a chip that endorses itself',
      {
        chipKey: otherKey,
        rootKey: otherKey,
        statement: { chip: toBase64Url(otherKey.publicKey) },
        chip: { chip: toBase64Url(otherKey.publicKey) },
      },
    ],
  ];

  it.each(invalid)('is refused with %s', async (_, forgery) => {
    expect(await codeOf(async () => verify(await forge(forgery)))).toBe('EVIDENCE_INVALID');
  });

  it('is refused with statement and endorsement exchanged, or one in place of both', async () => {
    const [endorsement = ''] = good.endorsements;
    const exchanged = evidenceOf({ raw: endorsement, endorsements: [good.raw] });
    expect(await codeOf(() => verify(exchanged))).toBe('EVIDENCE_INVALID');
    expect(await codeOf(() => verify(evidenceOf({ raw: endorsement })))).toBe('EVIDENCE_INVALID');
    expect(await codeOf(() => verify(evidenceOf({ endorsements: [good.raw] })))).toBe(
      'EVIDENCE_INVALID',
    );
  });

  it('is refused with a bare statement, a second signature or none', async () => {
    const signed = signedDocumentSchema.parse(
      JSON.parse(Buffer.from(bytesOf(good.raw)).toString()),
    );
    const statement = readSigned(SimulatedStatement, signed);
    const twice = await signDocument('SimulatedStatement', statement, chip, otherKey);
    const texts = [
      statement.bytes,
      canonicalBytes(twice),
      canonicalBytes({ ...signed, signatures: [] }),
    ];
    for (const bytes of [...texts, utf8(''), utf8('{}'), new Uint8Array(64)]) {
      const raw = toBase64Url(bytes);
      expect(await codeOf(() => verify(evidenceOf({ raw })))).toBe('EVIDENCE_INVALID');
    }
  });

  it('is refused without an endorsement, or with two', async () => {
    const second = (await platform.collect(workerRuntime, at + year)).value.endorsements;
    const two = sorted([...good.endorsements, ...second]);
    expect(two).toHaveLength(2);
    for (const endorsements of [[], two]) {
      expect(await codeOf(() => verify(evidenceOf({ endorsements })))).toBe('EVIDENCE_COLLATERAL');
    }
  });

  it('is refused before its chip was endorsed and after the endorsement expired', async () => {
    expect(await codeOf(() => verify(goodBytes, 56 * year))).toBe('accepted');
    expect(await codeOf(() => verify(goodBytes, 56 * year - 1))).toBe('EVIDENCE_COLLATERAL');
    expect(await codeOf(() => verify(goodBytes, 66 * year))).toBe('accepted');
    expect(await codeOf(() => verify(goodBytes, 66 * year + 1))).toBe('EVIDENCE_COLLATERAL');
    const expired = await forge({ chip: { expires: at - 1 } });
    const future = await forge({ chip: { issued: at + 1 } });
    expect(await codeOf(() => verify(expired))).toBe('EVIDENCE_COLLATERAL');
    expect(await codeOf(() => verify(future))).toBe('EVIDENCE_COLLATERAL');
  });

  it('is refused with debug on, though the real chip signed it', async () => {
    const debug = await forge({ statement: { debug: true } });
    expect(await codeOf(() => verify(debug))).toBe('EVIDENCE_DEBUG');
  });
});

describe('a set of verifiers', () => {
  const others = evidenceFormats.filter((format) => format !== 'simulated');

  it.each(others)('refuses %s as not there yet', async (format) => {
    const refused = () => verify(evidenceOf({ format }));
    expect(await messageOf(refused)).toBe(`EVIDENCE_INVALID (${format}: not there yet)`);
  });

  it('refuses everything while it is empty, as in a program for hardware', async () => {
    const refused = () => verifyEvidence(goodBytes, verifierSet(), context);
    expect(await messageOf(refused)).toBe('EVIDENCE_INVALID (simulated: not there yet)');
  });

  it('refuses simulated evidence that calls itself by another name, with whatever verifier', async () => {
    const strict = verifierSet({
      format: 'tdx',
      verify: () => Promise.reject(new EnclaveError('EVIDENCE_INVALID', 'tdx')),
    });
    const refused = () => verifyEvidence(evidenceOf({ format: 'tdx' }), strict, context);
    expect(await codeOf(refused)).toBe('EVIDENCE_INVALID');
    expect(await codeOf(() => verifyEvidence(goodBytes, strict, context))).toBe('EVIDENCE_INVALID');
  });
});

async function verifiedOf(runtime: Runtime): Promise<VerifiedEvidence> {
  return verify((await platform.collect(runtime, at)).bytes);
}

describe('binding', () => {
  it('accepts a worker and a broker that are what was asked for', async () => {
    expect(bound.runtime).toEqual(workerRuntime);
    const ofBroker = await verifiedOf(brokerRuntime);
    expect(bindBrokerEvidence(ofBroker, { broker, nonce }).runtime).toEqual(brokerRuntime);
  });

  const foreign: [label: string, place: string, expectation: typeof expected][] = [
    ['nonce', 'nonce', { ...expected, nonce: toBase64Url(bytes32('other nonce')) }],
    ['part of the nonce', 'nonce', { ...expected, nonce: nonce.slice(0, -4) }],
    ['broker', 'broker', { ...expected, broker: hash('other broker') }],
    ['job', 'jobHash', { ...expected, jobHash: hash('other job') }],
  ];

  it.each(foreign)('refuses evidence for another %s', async (_, place, expectation) => {
    const refused = () => bindWorkerEvidence(verified, expectation);
    expect(await messageOf(refused)).toBe(`EVIDENCE_BINDING (${place})`);
  });

  it.each(foreign.slice(0, 3))(
    "refuses a broker's evidence for another %s",
    async (_, place, expectation) => {
      const ofBroker = await verifiedOf(brokerRuntime);
      const refused = () => bindBrokerEvidence(ofBroker, expectation);
      expect(await messageOf(refused)).toBe(`EVIDENCE_BINDING (${place})`);
    },
  );

  it('refuses a broker in place of a worker, and a worker in place of a broker', async () => {
    const ofBroker = await verifiedOf(brokerRuntime);
    expect(await messageOf(() => bindWorkerEvidence(ofBroker, expected))).toBe(
      'EVIDENCE_BINDING (role)',
    );
    expect(await messageOf(() => bindBrokerEvidence(verified, expected))).toBe(
      'EVIDENCE_BINDING (role)',
    );
  });

  it('refuses a worker without a job, whatever was asked for', async () => {
    const idle = await verifiedOf({ ...shared, role: 'worker' });
    expect(await messageOf(() => bindWorkerEvidence(idle, expected))).toBe(
      'EVIDENCE_BINDING (jobHash)',
    );
  });

  it('refuses a worker that obeys no broker', async () => {
    const nobodys = await verifiedOf({ ...workerRuntime, broker: 'none' });
    expect(await messageOf(() => bindWorkerEvidence(nobodys, expected))).toBe(
      'EVIDENCE_BINDING (broker)',
    );
  });

  it('refuses a runtime that claims other code than the measured', async () => {
    const lying = await verify(await forge({ statement: { code: hash('measured code') } }));
    expect(await messageOf(() => bindWorkerEvidence(lying, expected))).toBe(
      'EVIDENCE_BINDING (code)',
    );
  });

  it('refuses report data of another runtime, in each of its fields', async () => {
    const others: Partial<Runtime>[] = [
      { recipient: `age1pq1${'p'.repeat(60)}` },
      { signingKey: toBase64Url(bytes32('other key')) },
      { instance: hash('other instance') },
      { nonce: toBase64Url(bytes32('other nonce')) },
      { broker: hash('other broker') },
      { code: hash('other code') },
    ];
    for (const other of others) {
      const data = reportData({ ...workerRuntime, ...other });
      const relayed = await verify(await forge({ statement: { reportData: toBase64Url(data) } }));
      expect(await messageOf(() => bindWorkerEvidence(relayed, expected))).toBe(
        'EVIDENCE_BINDING (report data)',
      );
    }
  });

  it('compares all 64 bytes of the report data', async () => {
    for (let i = 0; i < 64; i++) {
      const data = reportData(workerRuntime).map((byte, j) => (i === j ? byte ^ 1 : byte));
      const changed = await verify(await forge({ statement: { reportData: toBase64Url(data) } }));
      expect(await messageOf(() => bindWorkerEvidence(changed, expected))).toBe(
        'EVIDENCE_BINDING (report data)',
      );
    }
  });

  it('cannot be skipped: no object written by hand is verified or bound evidence', () => {
    const { claims, doc } = verified;
    const byHand = { doc, claims, at };
    // @ts-expect-error -- the brand is missing: only verifyEvidence() makes VerifiedEvidence
    const forgedVerified: VerifiedEvidence = byHand;
    // @ts-expect-error -- verified is not bound: only the bind functions make BoundEvidence
    const forgedBound: BoundEvidence = verified;
    // @ts-expect-error -- appraise() takes bound evidence only
    const appraiseVerified = () => appraise(verified, policy);
    // @ts-expect-error -- a string key of the same name is not the symbol
    const named: VerifiedEvidence = { ...byHand, authentic: true };
    expect([forgedVerified, forgedBound, appraiseVerified, named]).toHaveLength(4);
  });
});

type SimulatedEntry = Extract<AppraisalPolicy, { format: 'simulated'; code: string }>;
const policy: SimulatedEntry = {
  format: 'simulated',
  code,
  referenceValues: { code: [code] },
  minTcb: {},
  minCollateralIssued: 56 * year,
  chips: [chipText],
};

function failed(appraisal: Appraisal): string[] {
  return appraisal.lines
    .filter((line) => line.answer === 'fail')
    .map((line) => `${line.id} ${line.code}`);
}

describe('an appraisal', () => {
  it('accepts evidence that satisfies every line', () => {
    expect(workerRequirementsSchema.safeParse(policy).success).toBe(true);
    const appraisal = appraise(bound, policy);
    expect(appraisal.accepted).toBe(true);
    expect(appraisal.lines.map((line) => line.id)).toEqual([
      'format',
      'reference-values',
      'debug',
      'code',
      'collateral',
      'chip',
    ]);
    expect(appraisal.policy).toBe(hashOf(canonicalBytes(policy)));
  });

  const cases: [label: string, change: Partial<SimulatedEntry>, lines: string[]][] = [
    ['other code', { code: hash('other') }, ['code CODE_NOT_ACCEPTED']],
    [
      'other reference values',
      { referenceValues: { code: [hash('other')] } },
      ['reference-values CODE_NOT_ACCEPTED'],
    ],
    [
      'no reference value',
      { referenceValues: { code: [] } },
      ['reference-values CODE_NOT_ACCEPTED'],
    ],
    [
      'a reference value that only starts the same',
      { referenceValues: { code: [code.slice(0, 60) as Hash] } },
      ['reference-values CODE_NOT_ACCEPTED'],
    ],
    [
      'a reference value in upper case',
      { referenceValues: { code: [code.toUpperCase() as Hash] } },
      ['reference-values CODE_NOT_ACCEPTED'],
    ],
    ['other chips', { chips: [toBase64Url(otherKey.publicKey)] }, ['chip CODE_NOT_ACCEPTED']],
    ['no chip', { chips: [] }, ['chip CODE_NOT_ACCEPTED']],
    [
      'collateral of a later date',
      { minCollateralIssued: 56 * year + 1 },
      ['collateral EVIDENCE_COLLATERAL'],
    ],
  ];

  it.each(cases)('refuses a policy with %s', (_, change, lines) => {
    const appraisal = appraise(bound, { ...policy, ...change });
    expect(appraisal.accepted).toBe(false);
    expect(failed(appraisal)).toEqual(lines);
  });

  it('names every line that fails', () => {
    const appraisal = appraise(bound, { ...policy, code: hash('other'), chips: [] });
    expect(failed(appraisal)).toEqual(['code CODE_NOT_ACCEPTED', 'chip CODE_NOT_ACCEPTED']);
  });

  it('refuses debug even if a verifier let it pass', () => {
    const claims: EvidenceClaims = { ...bound.claims, debug: true };
    expect(failed(appraise({ ...bound, claims }, policy))).toEqual(['debug EVIDENCE_DEBUG']);
  });

  it('refuses evidence of another format, and fails the lines that it could not check', () => {
    const zeros = '0'.repeat(96);
    const nitro: AppraisalPolicy = {
      format: 'nitro-enclave',
      code,
      debug: false,
      referenceValues: { images: [{ pcr0: zeros, pcr1: zeros, pcr2: zeros }] },
      minTcb: { evidenceAgeMax: 300 },
      notApplicable: ['advisories', 'life-cycle', 'migration', 'privilege-level', 'smt', 'tcb'],
      minCollateralIssued: 0,
      chips: 'any',
      expires: 60 * year,
    };
    const appraisal = appraise(bound, nitro);
    expect(failed(appraisal)).toEqual([
      'format CODE_NOT_ACCEPTED',
      'reference-values CODE_NOT_ACCEPTED',
    ]);
    const { vector } = attestationResult(bound, appraisal).value;
    expect(vector.executables).toBe('contraindicated');
    expect(vector.hardware).toBe('contraindicated');
  });

  it('is never reached by claims of another format than the evidence says', async () => {
    const claims: EvidenceClaims = { ...verified.claims };
    const tdx = verifierSet({ format: 'tdx', verify: () => Promise.resolve(claims) });
    const wrong = () => verifyEvidence(evidenceOf({ format: 'tdx' }), tdx, context);
    expect(await codeOf(wrong)).toBe('EVIDENCE_INVALID');
  });

  it('depends on the policy: another policy has another name', () => {
    const other = appraise(bound, { ...policy, minCollateralIssued: 0 });
    expect(other.accepted).toBe(true);
    expect(other.policy).not.toBe(appraise(bound, policy).policy);
  });
});

describe('an attestation result', () => {
  it('says pass on every line and affirming throughout, and names the evidence', () => {
    const result = attestationResult(bound, appraise(bound, policy));
    expect(parseDocument(AttestationResult, result.bytes)).toEqual(result);
    expect(result.value.checks.map((line) => line.result)).toEqual(new Array(6).fill('pass'));
    expect(new Set(Object.values(result.value.vector))).toEqual(new Set(['affirming']));
    expect(result.value).toMatchObject({
      evidence: verified.doc.name,
      format: 'simulated',
      status: 'affirming',
      at,
    });
  });

  it.each<[string, Partial<SimulatedEntry>, string]>([
    ['chip', { chips: [] }, 'instanceIdentity'],
    ['code', { code: hash('other') }, 'executables'],
    ['reference-values', { referenceValues: { code: [hash('other')] } }, 'executables'],
    ['collateral', { minCollateralIssued: 57 * year }, 'hardware'],
  ])('says fail for %s alone, and in its part of the vector', (id, change, part) => {
    const result = attestationResult(bound, appraise(bound, { ...policy, ...change })).value;
    expect(result.status).toBe('contraindicated');
    expect(result.checks.filter((line) => line.result === 'fail').map((line) => line.id)).toEqual([
      id,
    ]);
    const parts = Object.entries(result.vector).filter(([, tier]) => tier !== 'affirming');
    expect(parts).toEqual([[part, 'contraindicated']]);
  });

  it('is the same bytes for the same evidence, policy and time', () => {
    const again = attestationResult(bound, appraise(bound, { ...policy }));
    expect(again).toEqual(attestationResult(bound, appraise(bound, policy)));
  });
});

describe('the simulated platform', () => {
  const secret = bytes32('a secret');

  it('opens what it sealed, for the same code', async () => {
    const sealed = await platform.seal(code, secret);
    expect(await platform.unseal(code, sealed)).toEqual(secret);
    const again = await openSimulatedPlatform(crypto, {
      chipSeed: bytes32('another chip'),
      sealingKey: bytes32('sealing'),
    });
    expect(await again.unseal(code, sealed)).toEqual(secret);
  });

  it('refuses to open for other code, and on another platform', async () => {
    const sealed = await platform.seal(code, secret);
    const other = await openSimulatedPlatform(crypto, {
      chipSeed: bytes32('chip'),
      sealingKey: bytes32('other sealing'),
    });
    expect(await codeOf(() => platform.unseal(hash('other code'), sealed))).toBe(
      'BROKER_NOT_READY',
    );
    expect(await codeOf(() => other.unseal(code, sealed))).toBe('BROKER_NOT_READY');
  });

  it('refuses to open with any byte changed, cut or added', async () => {
    const sealed = await platform.seal(code, secret);
    for (let i = 0; i < sealed.length; i++) {
      const changed = sealed.map((byte, j) => (i === j ? byte ^ 1 : byte));
      expect(await codeOf(() => platform.unseal(code, changed))).toBe('BROKER_NOT_READY');
      const cut = sealed.subarray(0, i);
      expect(await codeOf(() => platform.unseal(code, cut))).toBe('BROKER_NOT_READY');
    }
    const longer = Uint8Array.of(...sealed, 0);
    expect(await codeOf(() => platform.unseal(code, longer))).toBe('BROKER_NOT_READY');
  });

  it('seals the same secret to other bytes each time', async () => {
    expect(await platform.seal(code, secret)).not.toEqual(await platform.seal(code, secret));
  });

  it('writes evidence that names the runtime in its report data', () => {
    expect(Buffer.from(verified.claims.reportData.subarray(0, 32)).toString('hex')).toBe(
      runtimeHash(workerRuntime),
    );
  });
});
