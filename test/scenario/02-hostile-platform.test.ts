// A lying host drives the real broker and worker processes. Each row: what the host (or an insider
// whom it helps) does, the part that must refuse, and the code.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { JobPackage } from '#enclave/channel/index.ts';
import { askBroker, openResult, verifyBroker, makeGrant } from '#enclave/participant/index.ts';
import {
  Approval,
  DatasetManifest,
  EnclaveError,
  JobSpec,
  Receipt,
  UsagePolicy,
  bytesOf,
  canonicalBytes,
  concatBytes,
  fromUtf8,
  hashOf,
  makeDocument,
  parseDocument,
  readBrokerAnswer,
  readBrokerRecord,
  readBrokerRequest,
  readLogBody,
  readSigned,
  toBase64Url,
  type BrokerAnswer,
  type Hash,
  type SignedDocument,
} from '#enclave/protocol/index.ts';
import { freshSigningKey, signDocument } from '#enclave/signing/sign.ts';
import { verifierSet } from '#enclave/attestation/index.ts';
import { simulatedVerifier } from '#enclave/attestation/simulated/index.ts';
import { startBroker } from '#server/setup/processes.ts';
import { submit } from '#app/_cli/lab/lab-procedures.ts';
import { pinsOfAll } from '#app/_cli/scenario/open-scenario.ts';
import {
  bundleOf,
  openTestLab,
  verifyLabBroker,
  verifyLabBundle,
  type Composed,
  type TestLab,
} from '../support/lab-world.ts';

/** Who refused, and with what. */
interface Refusal {
  readonly part: 'broker' | 'worker' | 'client';
  readonly codes: readonly string[];
}

let t: TestLab;
beforeAll(async () => {
  t = await openTestLab();
});
afterAll(() => t.close());
beforeEach(() => t.calm());

const crypto = globalThis.crypto;

async function outcomeOf(pack: JobPackage): Promise<Refusal> {
  const end = await t.run(pack);
  if (end.end === 'refused') return { part: 'broker', codes: end.codes };
  if (end.end === 'stopped') return { part: 'worker', codes: [end.code] };
  return { part: 'worker', codes: [end.end] };
}

async function refusedBy(part: Refusal['part'], work: () => Promise<unknown>): Promise<Refusal> {
  try {
    await work();
    return { part, codes: ['accepted'] };
  } catch (error) {
    if (error instanceof EnclaveError) return { part, codes: [error.code] };
    throw error;
  }
}

/** An honest job, approved by everybody, as the platform would queue it. */
async function honest(
  id = 'overlap',
): Promise<{ composed: Composed; approvals: SignedDocument[]; pack: JobPackage }> {
  const composed = await t.compose(id);
  const approvals = await t.approve(composed);
  return { composed, approvals, pack: t.package(composed, approvals) };
}

/** A signed document with one field changed and the old signatures left on it. */
function altered(signed: SignedDocument, change: Record<string, unknown>): SignedDocument {
  const value = JSON.parse(fromUtf8(bytesOf(signed.document))) as object;
  return { ...signed, document: toBase64Url(canonicalBytes({ ...value, ...change })) };
}

/** The job again with other fields, properly signed by its analyst: a colluding insider. */
async function resigned(
  composed: Composed,
  change: Record<string, unknown>,
): Promise<SignedDocument> {
  const { type: _type, v: _v, ...fields } = composed.job.job.value;
  const job = makeDocument(JobSpec, { ...fields, ...change });
  return signDocument('JobSpec', job, t.party('bureau').keys.analyst);
}

async function resignedApproval(
  signed: SignedDocument,
  change: Record<string, unknown>,
  owner = 'alder',
): Promise<SignedDocument> {
  const { type: _type, v: _v, ...fields } = readSigned(Approval, signed).value;
  const approval = makeDocument(Approval, { ...fields, ...change });
  return signDocument('Approval', approval, ...t.party(owner).keys.approvers);
}

/** Replaces the approval of one owner. */
async function withApproval(
  change: (signed: SignedDocument) => Promise<SignedDocument> | SignedDocument,
) {
  const { pack, approvals } = await honest();
  const [first, ...others] = approvals;
  if (first === undefined) throw new Error('no approval');
  return outcomeOf({ ...pack, approvals: [await change(first), ...others] });
}

/** Alters the answer of one kind on its way back. */
function onAnswer<K extends BrokerAnswer['kind']>(
  kind: K,
  change: (answer: Extract<BrokerAnswer, { kind: K }>) => BrokerAnswer,
): void {
  t.tampering.answer = (bytes) => {
    const answer = readBrokerAnswer(bytes);
    return answer.kind === kind
      ? canonicalBytes(change(answer as Extract<BrokerAnswer, { kind: K }>))
      : bytes;
  };
}

function captureAnswer<K extends BrokerAnswer['kind']>(kind: K) {
  const seen: Extract<BrokerAnswer, { kind: K }>[] = [];
  onAnswer(kind, (answer) => {
    seen.push(answer);
    return answer;
  });
  return seen;
}

/** Serves other bytes under a blob's name. */
async function withBlob(
  name: Hash,
  bytes: Uint8Array,
  work: () => Promise<Refusal>,
): Promise<Refusal> {
  const { blobMemory } = t.lab.host;
  const before = blobMemory.get(name);
  blobMemory.set(name, bytes);
  try {
    return await work();
  } finally {
    if (before !== undefined) blobMemory.set(name, before);
  }
}

function blobOf(pack: JobPackage, at: number): { name: Hash; bytes: Uint8Array } {
  const name = pack.inputs[at]?.blob;
  const bytes = name === undefined ? undefined : t.lab.host.blobMemory.get(name);
  if (name === undefined || bytes === undefined) throw new Error('no blob');
  return { name, bytes };
}

interface Case {
  readonly name: string;
  readonly part: Refusal['part'];
  readonly code: string;
  readonly attack: () => Promise<Refusal>;
}

const jobCases: Case[] = [
  {
    name: 'parameter changed after approval, by a colluding analyst',
    part: 'broker',
    code: 'APPROVAL_INVALID',
    attack: async () => {
      const { composed, pack } = await honest();
      const params = { ...composed.job.job.value.params, left: 'birch', right: 'alder' };
      return outcomeOf({ ...pack, jobSpec: await resigned(composed, { params }) });
    },
  },
  {
    name: 'parameter changed after approval, by the platform alone',
    part: 'broker',
    code: 'SIGNATURE',
    attack: async () => {
      const { pack } = await honest();
      return outcomeOf({ ...pack, jobSpec: altered(pack.jobSpec, { expires: 9_999_999_999 }) });
    },
  },
  {
    name: 'collaboration exchanged',
    part: 'broker',
    code: 'POLICY_DENIES',
    attack: async () => {
      const composed = await t.compose('overlap');
      const jobSpec = await resigned(composed, { collaboration: 'ab'.repeat(32) });
      return outcomeOf({ ...t.package(composed, []), jobSpec });
    },
  },
  {
    name: 'owner left out',
    part: 'broker',
    code: 'APPROVAL_MISSING',
    attack: async () => {
      const composed = await t.compose('overlap');
      return outcomeOf(t.package(composed, await t.approve(composed, ['alder'])));
    },
  },
  {
    name: 'owner left out of the documents',
    part: 'worker',
    code: 'JOB_MALFORMED',
    attack: async () => {
      const { pack } = await honest();
      return outcomeOf({ ...pack, manifests: pack.manifests.slice(1) });
    },
  },
  {
    name: 'recipient replaced by one that is in nobody’s card',
    part: 'broker',
    code: 'RECEIVER_NOT_ALLOWED',
    attack: async () => {
      const composed = await t.compose('overlap');
      const [recipient] = composed.job.job.value.recipients;
      const { keys } = t.party('rival');
      const recipients = [{ ...recipient, recipient: keys.recipient }];
      const jobSpec = await resigned(composed, { recipients });
      return outcomeOf({ ...t.package(composed, []), jobSpec });
    },
  },
  {
    name: 'dataset version exchanged',
    part: 'broker',
    code: 'MANIFEST_MISMATCH',
    attack: async () => {
      const composed = await t.compose('overlap');
      const inputs = composed.job.job.value.inputs.map((input) => ({ ...input, version: 2 }));
      const jobSpec = await resigned(composed, { inputs });
      return outcomeOf({ ...t.package(composed, []), jobSpec });
    },
  },
];

const approvalCases: Case[] = [
  {
    name: 'approval forged with another key',
    part: 'broker',
    code: 'APPROVAL_INVALID',
    attack: () =>
      withApproval(async (signed) => {
        const doc = readSigned(Approval, signed);
        return signDocument('Approval', doc, await freshSigningKey(crypto));
      }),
  },
  {
    name: 'approval widened in time, signature left on',
    part: 'broker',
    code: 'APPROVAL_INVALID',
    attack: () => withApproval((signed) => altered(signed, { expires: 9_999_999_999 })),
  },
  {
    name: 'deny turned into approve',
    part: 'broker',
    code: 'APPROVAL_INVALID',
    attack: async () => {
      const { pack, approvals } = await honest();
      const denied = await resignedApproval(approvals[0] as SignedDocument, { decision: 'deny' });
      const flipped = altered(denied, { decision: 'approve' });
      return outcomeOf({ ...pack, approvals: [flipped, ...approvals.slice(1)] });
    },
  },
  {
    name: 'approval of another job',
    part: 'broker',
    code: 'APPROVAL_INVALID',
    attack: async () => {
      const other = await honest();
      const { pack } = await honest();
      return outcomeOf({ ...pack, approvals: other.approvals });
    },
  },
  {
    name: 'approval for another broker',
    part: 'broker',
    code: 'APPROVAL_INVALID',
    attack: () => withApproval((signed) => resignedApproval(signed, { broker: 'cd'.repeat(32) })),
  },
  {
    name: 'approval that shows another sentence',
    part: 'broker',
    code: 'APPROVAL_INVALID',
    attack: () =>
      withApproval((signed) =>
        resignedApproval(signed, { sentence: { locale: 'en', digest: 'ef'.repeat(32) } }),
      ),
  },
  {
    name: 'approval expired',
    part: 'broker',
    code: 'APPROVAL_EXPIRED',
    attack: () => withApproval((signed) => resignedApproval(signed, { expires: 1 })),
  },
  {
    name: 'one of three approvers counted twice for a quorum of two',
    part: 'broker',
    code: 'QUORUM',
    attack: async () => {
      const { pack, approvals } = await honest();
      const [alder, birch] = approvals as [SignedDocument, SignedDocument];
      const once = { ...birch, signatures: birch.signatures.slice(0, 1) };
      const again = await resignedApproval(
        birch,
        { nonce: toBase64Url(new Uint8Array(32)) },
        'birch',
      );
      const sameKey = again.signatures.filter((s) => s.keyId === once.signatures[0]?.keyId);
      return outcomeOf({ ...pack, approvals: [alder, once, { ...again, signatures: sameKey }] });
    },
  },
  {
    name: 'approval whose author saw another log',
    part: 'broker',
    code: 'HEAD_UNKNOWN',
    attack: () =>
      withApproval((signed) => {
        const { headSeen } = readSigned(Approval, signed).value;
        return resignedApproval(signed, { headSeen: { ...headSeen, entry: 'aa'.repeat(32) } });
      }),
  },
];

const fileCases: Case[] = [
  {
    name: 'ciphertext altered in one bit',
    part: 'worker',
    code: 'INPUT_BYTES',
    attack: async () => {
      const { pack } = await honest();
      const { name, bytes } = blobOf(pack, 0);
      const changed = Uint8Array.from(bytes);
      changed[bytes.length - 1] = (changed[bytes.length - 1] ?? 0) ^ 1;
      return withBlob(name, changed, () => outcomeOf(pack));
    },
  },
  {
    name: 'header of another file under the same name',
    part: 'worker',
    code: 'INPUT_BYTES',
    attack: async () => {
      const { pack } = await honest();
      const mine = blobOf(pack, 0);
      const other = blobOf(pack, 1);
      const end = (bytes: Uint8Array) => Buffer.from(bytes).indexOf('\n--- ') + 49;
      const swapped = concatBytes(
        other.bytes.subarray(0, end(other.bytes)),
        mine.bytes.subarray(end(mine.bytes)),
      );
      return withBlob(mine.name, swapped, () => outcomeOf(pack));
    },
  },
  {
    name: 'another owner’s file in place of this one',
    part: 'worker',
    code: 'INPUT_BYTES',
    attack: async () => {
      const { pack } = await honest();
      return withBlob(blobOf(pack, 0).name, blobOf(pack, 1).bytes, () => outcomeOf(pack));
    },
  },
  {
    name: 'segment digests of another file',
    part: 'worker',
    code: 'INPUT_BYTES',
    attack: async () => {
      const { pack } = await honest();
      const [a, b] = pack.inputs as [JobPackage['inputs'][number], JobPackage['inputs'][number]];
      return outcomeOf({ ...pack, inputs: [{ ...a, digests: b.digests }, b] });
    },
  },
  {
    name: 'file cut short',
    part: 'worker',
    code: 'INPUT_FORMAT',
    attack: async () => {
      const { pack } = await honest();
      const { name, bytes } = blobOf(pack, 0);
      return withBlob(name, bytes.subarray(0, -1), () => outcomeOf(pack));
    },
  },
  {
    name: 'somebody’s file re-registered under the rival’s name',
    part: 'broker',
    code: 'VERSION_CONFLICT',
    attack: () =>
      refusedBy('broker', async () => {
        const rival = t.party('rival');
        const victim = t.lab.world.datasets.get('alder')?.sealed.manifest.value;
        if (victim === undefined) throw new Error('no dataset');
        const { type: _type, v: _v, ...fields } = victim;
        const dataset = hashOf(new Uint8Array(32));
        const stolen = { ...fields, dataset, lineage: dataset, owners: [rival.party] };
        const manifest = makeDocument(DatasetManifest, stolen);
        const signed = await signDocument('DatasetManifest', manifest, ...rival.keys.approvers);
        await submit(t.lab.host, 'manifest', signed);
      }),
  },
  {
    name: 'somebody’s dataset id claimed by the rival',
    part: 'broker',
    code: 'VERSION_CONFLICT',
    attack: () =>
      refusedBy('broker', async () => {
        const rival = t.party('rival');
        const victim = t.lab.world.datasets.get('alder')?.sealed.manifest.value;
        if (victim === undefined) throw new Error('no dataset');
        const { type: _type, v: _v, ...fields } = victim;
        // A next version that nobody has yet, so that the owner alone is what is wrong with it.
        const sealed = { ...fields.sealed, header: 'ab'.repeat(32) };
        const previous = hashOf(makeDocument(DatasetManifest, fields).bytes);
        const manifest = makeDocument(DatasetManifest, {
          ...fields,
          version: 2,
          previous,
          owners: [rival.party],
          sealed,
        });
        const signed = await signDocument('DatasetManifest', manifest, ...rival.keys.approvers);
        await submit(t.lab.host, 'manifest', signed);
      }),
  },
];

const releaseCases: Case[] = [
  {
    name: 'release of one worker handed to another',
    part: 'worker',
    code: 'RELEASE_FOREIGN',
    attack: async () => {
      const { pack } = await honest();
      const seen = captureAnswer('released');
      await t.run(pack);
      onAnswer('released', (answer) => seen[0] ?? answer);
      return outcomeOf(pack);
    },
  },
  {
    name: 'release request replayed whole: evidence and nonce of before',
    part: 'broker',
    code: 'NONCE',
    attack: async () => {
      const { pack } = await honest();
      let replayed: Uint8Array | undefined;
      t.tampering.request = (bytes) => {
        if (readBrokerRequest(bytes).kind === 'release') replayed = bytes;
        return bytes;
      };
      await t.run(pack);
      t.calm();
      if (replayed === undefined) throw new Error('no request seen');
      const answer = readBrokerAnswer(await t.lab.host.ask(replayed));
      return { part: 'broker', codes: answer.kind === 'refused' ? answer.codes : [answer.kind] };
    },
  },
  {
    name: 'evidence of another run under a fresh request',
    part: 'broker',
    code: 'SIGNATURE',
    attack: async () => {
      const { pack } = await honest();
      let old: string | undefined;
      t.tampering.request = (bytes) => {
        const request = readBrokerRequest(bytes);
        if (request.kind !== 'release') return bytes;
        if (old !== undefined) return canonicalBytes({ ...request, evidence: old });
        old = request.evidence;
        return bytes;
      };
      await t.run(pack);
      return outcomeOf(pack);
    },
  },
  {
    name: 'evidence altered in one byte',
    part: 'broker',
    code: 'EVIDENCE_INVALID',
    attack: async () => {
      const { pack } = await honest();
      t.tampering.request = (bytes) => {
        const request = readBrokerRequest(bytes);
        if (request.kind !== 'release') return bytes;
        const evidence = JSON.parse(fromUtf8(bytesOf(request.evidence))) as { raw: string };
        const raw = `${evidence.raw.slice(0, -8)}AAAAAAAA`;
        // The request names its evidence by hash: the host cannot sign for that either.
        return canonicalBytes({
          ...request,
          evidence: toBase64Url(canonicalBytes({ ...evidence, raw })),
        });
      };
      return outcomeOf(pack);
    },
  },
  {
    name: 'release altered: a ledger entry changed',
    part: 'worker',
    code: 'RELEASE_FORGED',
    attack: async () => {
      const { pack } = await honest();
      onAnswer('released', (answer) => {
        const { entries } = JSON.parse(fromUtf8(bytesOf(answer.release.document))) as {
          entries: { thresholdJobs: number }[];
        };
        const softer = entries.map((entry) => ({ ...entry, thresholdJobs: 0 }));
        return { ...answer, release: altered(answer.release, { entries: softer }) };
      });
      return outcomeOf(pack);
    },
  },
  {
    name: 'log line of another release beside a genuine one',
    part: 'worker',
    code: 'RELEASE_ENTRIES',
    attack: async () => {
      const seen = captureAnswer('released');
      await t.run((await honest()).pack);
      const { pack } = await honest();
      const [other] = seen;
      onAnswer('released', (answer) => ({ ...answer, record: other?.record ?? answer.record }));
      return outcomeOf(pack);
    },
  },
  {
    name: 'sealed keys of another release',
    part: 'worker',
    code: 'RELEASE_KEYS',
    attack: async () => {
      const seen = captureAnswer('released');
      await t.run((await honest()).pack);
      const { pack } = await honest();
      const [other] = seen;
      onAnswer('released', (answer) => ({ ...answer, sealedKeys: other?.sealedKeys ?? '' }));
      return outcomeOf(pack);
    },
  },
  {
    name: 'genesis of the host’s own making',
    part: 'worker',
    code: 'GENESIS_FOREIGN',
    attack: async () => {
      const { pack } = await honest();
      const key = await freshSigningKey(crypto);
      const signingKey = toBase64Url(key.publicKey);
      return outcomeOf({ ...pack, genesis: altered(pack.genesis, { signingKey }) });
    },
  },
];

describe.each([
  ['the job', jobCases],
  ['approvals', approvalCases],
  ['files', fileCases],
  ['release', releaseCases],
])('a hostile host that lies about %s is refused', (_what, cases) => {
  const rows = cases.map((one) => [one.name, one.part, one.code, one.attack] as const);
  it.each(rows)('%s → %s: %s', async (_name, part, code, attack) => {
    const refusal = await attack();
    expect(refusal.part).toBe(part);
    expect(refusal.codes).toContain(code);
  });
});

describe('a hostile host facing a participant’s own program', () => {
  const expected = () => ({
    crypto,
    verifiers: verifierSet(simulatedVerifier),
    acceptedCode: t.lab.world.build.broker,
    assurance: 'simulated' as const,
    at: Math.floor(Date.now() / 1000),
  });
  const carry = (request: Uint8Array) => t.lab.host.ask(request);

  it('recipient in the Genesis replaced → client: SIGNATURE', async () => {
    onAnswer('hello', (answer) => ({
      ...answer,
      genesis: altered(answer.genesis, { recipient: t.party('rival').keys.recipient }),
    }));
    const refusal = await refusedBy('client', () => verifyBroker(carry, expected()));
    expect(refusal.codes).toEqual(['SIGNATURE']);
  });

  it('evidence of an earlier hello replayed → client: EVIDENCE_BINDING', async () => {
    const seen = captureAnswer('hello');
    await verifyBroker(carry, expected());
    onAnswer('hello', (answer) => ({ ...answer, evidence: seen[0]?.evidence ?? '' }));
    const refusal = await refusedBy('client', () => verifyBroker(carry, expected()));
    expect(refusal.codes).toEqual(['EVIDENCE_BINDING']);
  });

  it('code that nobody accepted → client: BROKER_NOT_ACCEPTED; an empty list accepts nobody', async () => {
    for (const acceptedCode of [[], ['ab'.repeat(32) as Hash]]) {
      const refusal = await refusedBy('client', () =>
        verifyBroker(carry, { ...expected(), acceptedCode }),
      );
      expect(refusal.codes).toEqual(['BROKER_NOT_ACCEPTED']);
    }
  });

  it('hardware data offered to a simulated broker → client: ASSURANCE', async () => {
    const asked = await refusedBy('client', () =>
      verifyBroker(carry, { ...expected(), assurance: 'hardware' }),
    );
    expect(asked.codes).toEqual(['ASSURANCE']);
    const broker = await verifyBroker(carry, expected());
    const dataset = t.lab.world.datasets.get('alder');
    if (dataset === undefined) throw new Error('no dataset');
    const { type: _type, v: _v, ...fields } = dataset.sealed.manifest.value;
    const manifest = makeDocument(DatasetManifest, { ...fields, assurance: 'hardware' });
    const terms = { policySeqMin: 1, cardSeqMin: 1, grantSeq: 2 };
    const granted = await refusedBy('client', () =>
      makeGrant(broker, dataset.owner, { ...dataset.sealed, manifest }, terms),
    );
    expect(granted.codes).toEqual(['ASSURANCE']);
  });

  it('log shown without its last line → client: HEAD_ROLLED_BACK', async () => {
    const { head } = await verifyBroker(carry, expected());
    await submit(t.lab.host, 'card', t.party('alder').card);
    onAnswer('log', (answer) => ({ ...answer, entries: answer.entries.slice(0, -1) }));
    const refusal = await refusedBy('client', () =>
      verifyBroker(carry, { ...expected(), headsSeen: [head] }),
    );
    expect(refusal.codes).toEqual(['HEAD_ROLLED_BACK']);
  });

  it('JobSpec swapped under the hash that the owner was told → client: JOB_DIFFERS', async () => {
    const shown = await t.compose('overlap');
    const other = await t.compose('overlap');
    const swapped = {
      ...shown,
      job: { ...other.job, job: { ...other.job.job, name: shown.job.job.name } },
    };
    const refusal = await refusedBy('client', () => t.approve(swapped));
    expect(refusal.codes).toEqual(['JOB_DIFFERS']);
  });

  it('result of another job delivered → client: RESULT_FOREIGN; altered → never opened', async () => {
    const first = await honest();
    const second = await honest();
    const a = await t.run(first.pack);
    const b = await t.run(second.pack);
    if (a.end !== 'delivered' || b.end !== 'delivered') throw new Error('not delivered');
    const file = t.lab.host.blobMemory.get(a.result) ?? new Uint8Array(0);
    const { identity } = t.party('bureau').keys;
    const { registry } = t.lab.world;
    const parts = { ...second.pack, receipt: b.receipt, release: b.release };
    const foreign = await refusedBy('client', () => openResult(file, identity, parts, registry));
    expect(foreign.codes).toEqual(['RESULT_FOREIGN']);
    const flipped = Uint8Array.from(file);
    flipped[flipped.length - 1] = (flipped[flipped.length - 1] ?? 0) ^ 1;
    const own = { ...first.pack, receipt: a.receipt, release: a.release };
    const altered2 = await refusedBy('client', () => openResult(flipped, identity, own, registry));
    expect(altered2.codes).toEqual(['RESULT_FOREIGN']);
    const opened = openResult(file, identity, own, registry);
    await expect(opened).resolves.toMatchObject({ result: { type: 'Result' }, recomputed: true });
  });

  it('result made outside a worker → broker: SIGNATURE, and no bundle verifies', async () => {
    const { composed, approvals, pack } = await honest();
    const end = await t.run(pack);
    if (end.end !== 'delivered') throw new Error('not delivered');
    const { type: _type, v: _v, ...fields } = readSigned(Receipt, end.receipt).value;
    const key = await freshSigningKey(crypto);
    const made = makeDocument(Receipt, { ...fields });
    const receipt = await signDocument('Receipt', made, key);
    const told = await refusedBy('broker', () =>
      askBroker(carry, { kind: 'receipt', receipt }, 'accepted'),
    );
    expect(told.codes).toEqual(['SIGNATURE']);
    const bundle = await bundleOf(t.lab, composed, approvals, { ...end, receipt });
    const report = await verifyLabBundle(t.lab.world, bundle, pinsOfAll(t.lab.world));
    expect(report.answer).toBe('failed');
    expect(report.verdicts.signed).toMatchObject({ state: 'failed' });
  });
});

describe('a hostile host and the owner’s policy', () => {
  it('older, softer policy named after a stricter one → broker: POLICY_STALE; and not taken back', async () => {
    const dataset = t.lab.world.datasets.get('cedar');
    if (dataset === undefined) throw new Error('no dataset');
    const { type: _type, v: _v, ...fields } = dataset.policy.value;
    const stricter = makeDocument(UsagePolicy, {
      ...fields,
      seq: 2,
      previous: dataset.policy.name,
      thresholds: { ...fields.thresholds, entitiesMin: 50 },
    });
    const signed = await signDocument('UsagePolicy', stricter, ...dataset.owner.keys.approvers);
    const old = await honest('multi');
    await submit(t.lab.host, 'policy', signed);
    const late = await outcomeOf(old.pack);
    expect(late.part).toBe('broker');
    expect(late.codes).toContain('POLICY_STALE');
    const fork = makeDocument(UsagePolicy, { ...fields, seq: 2, previous: dataset.policy.name });
    const forked = await signDocument('UsagePolicy', fork, ...dataset.owner.keys.approvers);
    const refusal = await refusedBy('broker', () => submit(t.lab.host, 'policy', forked));
    expect(refusal.codes).toEqual(['POLICY_STALE']);
  });
});

describe('a hostile host that swells the log', () => {
  it('gets its job, and junk approvals beside the good ones leave no trace', async () => {
    const { pack, approvals } = await honest();
    const stranger = await freshSigningKey(crypto);
    const junk = await Promise.all(
      approvals.map(async (signed, i) => {
        const nonce = toBase64Url(new Uint8Array(32).fill(i + 1));
        const claim = parseDocument(
          Approval,
          bytesOf((await resignedApproval(signed, { nonce })).document),
        );
        return signDocument('Approval', claim, stranger);
      }),
    );
    const end = await t.run({ ...pack, approvals: [...junk, ...approvals] });
    expect(end.end).toBe('delivered');
    const stored = t.lab.brokerSeat.memory.records.map((record) =>
      readLogBody(bytesOf(readBrokerRecord(record).body)),
    );
    const last = stored.filter((body) => body.kind === 'release').at(-1);
    expect(last).toMatchObject({ kind: 'release', approvals });
  });
});

describe('a hostile host that restarts, rolls back and forks the broker', () => {
  it('two brokers from one state: approvals of one boot release at no other → broker: LICENCE_MISSING', async () => {
    const { composed, pack } = await honest();
    const { memory } = t.lab.brokerSeat;
    const copy = { secret: memory.secret, records: [...memory.records] };
    const platform = t.lab.host;
    const twin = startBroker(t.lab.settings, platform.addBroker('twin', copy).token);
    try {
      platform.routeTo('twin');
      const fork = await verifyLabBroker(t.lab);
      expect(fork.id).toBe(composed.broker.id);
      expect(fork.instance).not.toBe(composed.broker.instance);
      expect(await outcomeOf(pack)).toMatchObject({ part: 'broker', codes: ['LICENCE_MISSING'] });
    } finally {
      platform.routeTo('broker');
      await twin.stop();
    }
    // The honest twin: the same job at the boot that its owners approved.
    expect((await t.run(pack)).end).toBe('delivered');
  });

  it('snapshot older than a head that somebody saw → client: HEAD_ROLLED_BACK, broker: HEAD_UNKNOWN', async () => {
    const { memory } = t.lab.brokerSeat;
    const old = { secret: memory.secret, records: memory.records.slice(0, -6) };
    const { composed, pack } = await honest();
    const { host: platform, world } = t.lab;
    const rolled = startBroker(t.lab.settings, platform.addBroker('rolled', old).token);
    try {
      platform.routeTo('rolled');
      const at = Math.floor(Date.now() / 1000);
      const seen = await refusedBy('client', () =>
        verifyBroker((request) => platform.ask(request), {
          crypto,
          verifiers: verifierSet(simulatedVerifier),
          acceptedCode: world.build.broker,
          assurance: 'simulated',
          at,
          headsSeen: [composed.broker.head],
        }),
      );
      expect(seen.codes).toEqual(['HEAD_ROLLED_BACK']);
      expect(await outcomeOf(pack)).toMatchObject({ part: 'broker', codes: ['HEAD_UNKNOWN'] });
    } finally {
      platform.routeTo('broker');
      await rolled.stop();
    }
  });

  it('a record altered or left out: the broker does not come up', async () => {
    const { memory } = t.lab.brokerSeat;
    const platform = t.lab.host;
    const damaged = memory.records.map((record) => Uint8Array.from(record));
    damaged.splice(3, 1);
    const lines: string[] = [];
    const settings = { ...t.lab.settings, onLine: (line: string) => lines.push(line) };
    const seat = platform.addBroker('damaged', { secret: memory.secret, records: damaged });
    const broker = startBroker(settings, seat.token);
    await expect.poll(() => lines.join('\n'), { timeout: 10_000 }).toContain('BROKER_HALTED');
    await broker.stop();
  });
});

it('leaves no canary anywhere after all of this', () => {
  expect(t.leaks()).toEqual([]);
});
