// One job through the whole path: compose, sign, have every owner review and answer, queue, and
// believe the outcome only after verifying its proof bundle.

import { simulatedWorldVerifiers } from '#enclave/attestation/simulated/index.ts';
import type { JobEnd, JobPackage } from '#enclave/channel/index.ts';
import {
  assembleBundle,
  askBroker,
  composeJob,
  openResult,
  reviewJob,
  seeHead,
  signApproval,
  signWithdrawal,
  verifyBundle,
  type Party,
  type Pins,
  type ReviewedJob,
  type VerifiedBroker,
  type VerifyReport,
} from '#enclave/participant/index.ts';
import {
  EnclaveError,
  bytesOf,
  hashOf,
  hashSchema,
  toHex,
  type Bytes,
  type Hash,
  type Outputs,
  type SignedDocument,
} from '#enclave/protocol/index.ts';
import { need, type ScenarioJob } from '#server/setup/scenario.ts';
import { draftOf, submit, verifyLabBroker, type RegisteredDataset, type World } from './world.ts';

export interface LabOutcome {
  readonly id: string;
  readonly jobHash: Hash | undefined;
  /** `verified`, `failed`, or the refusal codes. */
  readonly ended: string;
  readonly codes: readonly string[];
  readonly sentence?: string;
  readonly outputs?: Outputs;
  readonly suppressedCells?: number;
  readonly report?: VerifyReport;
  readonly bundle?: Bytes;
  readonly result?: Uint8Array;
}

/** A signed job with everything that belongs to it. */
export interface Composed {
  readonly job: Awaited<ReturnType<typeof composeJob>>;
  readonly inputs: readonly RegisteredDataset[];
  readonly broker: VerifiedBroker;
}

export async function composeLabJob(world: World, lab: ScenarioJob): Promise<Composed> {
  const [known] = world.memory.state.heads;
  const broker = await verifyLabBroker(world.platform, world.code, known);
  world.memory.state = seeHead(world.memory.state, broker.head);
  const inputs = lab.inputs.map((id) => need(world.datasets.get(id), `dataset ${id}`));
  const analyst = need(world.parties.get(lab.analyst), `party ${lab.analyst}`);
  const draft = draftOf(world, world.datasets, lab);
  const job = await composeJob(globalThis.crypto, world.registry, broker, analyst, {
    ...draft,
    collaboration: world.collaboration,
    code: world.code.worker,
    expires: world.expires,
    inputs: inputs.map((one) => ({
      alias: one.id,
      manifest: one.sealed.manifest,
      policy: one.policy,
    })),
  });
  return { job, inputs, broker };
}

/** What one owner's program makes of a job. */
export async function reviewLabJob(
  world: World,
  owner: Party,
  { job, inputs, broker }: Composed,
): Promise<ReviewedJob> {
  const own = inputs.filter((one) => one.owner.party === owner.party);
  return reviewJob(globalThis.crypto, world.registry, broker, owner, {
    jobSpec: job.signed,
    jobHash: job.job.name,
    manifests: inputs.map((one) => one.manifest),
    cards: [...world.parties.values()].map((party) => party.card),
    policies: inputs.map((one) => one.signedPolicy),
    at: Math.floor(Date.now() / 1000),
    ownPolicies: new Map(own.map((one) => [one.policy.value.dataset, one.policy])),
    pinned: new Set(world.memory.state.pins.map((pin) => pin.party)),
  });
}

/** Each owner answers as the scenario says. Returns the approvals that travel with the job. */
async function decide(world: World, lab: ScenarioJob, composed: Composed) {
  const approvals: SignedDocument[] = [];
  let sentence = '';
  const owners = new Map(composed.inputs.map((one) => [one.owner.party, one.owner]));
  for (const [id, party] of world.parties) {
    const answer = lab.decisions[id] ?? 'silent';
    if (!owners.has(party.party) || answer === 'silent') continue;
    const reviewed = await reviewLabJob(world, party, composed);
    ({ sentence } = reviewed);
    const word = answer === 'deny' ? 'deny' : 'approve';
    const signed = await signApproval(globalThis.crypto, composed.broker, party, reviewed, word);
    if (answer === 'deny') await submit(world.platform, 'approval', signed);
    else approvals.push(signed);
    if (answer === 'withdraw') {
      const name = hashOf(bytesOf(signed.document));
      const target = { kind: 'approval' as const, name };
      const withdrawal = await signWithdrawal(composed.broker.id, party, target, 'changed-my-mind');
      await submit(world.platform, 'withdrawal', withdrawal);
    }
  }
  return { approvals, sentence };
}

/** What the platform hands to a worker. */
export function packageJob(composed: Composed, approvals: readonly SignedDocument[]): JobPackage {
  const { job, inputs, broker } = composed;
  return {
    jobSpec: job.signed,
    genesis: broker.genesis.signed,
    manifests: inputs.map((one) => one.manifest),
    policies: inputs.map((one) => one.signedPolicy),
    approvals: [...approvals],
    attempt: 0,
    inputs: inputs.map((one) => ({
      manifest: one.sealed.manifest.name,
      blob: one.blob,
      digests: one.sealed.digests.map((digest) => hashSchema.parse(toHex(digest))),
    })),
  };
}

export type Delivered = Extract<JobEnd, { end: 'delivered' | 'failed' }>;

/** The proof bundle of a job that ended. */
export async function proofOf(
  world: World,
  composed: Composed,
  approvals: readonly SignedDocument[],
  end: Delivered,
) {
  const carry = (request: Bytes) => world.platform.ask(request);
  const { entries } = await askBroker(carry, { kind: 'log', from: 0 }, 'log');
  return assembleBundle({
    jobSpec: composed.job.signed,
    genesis: composed.broker.genesis.signed,
    documents: [
      ...[...world.parties.values()].map((party) => party.card),
      ...composed.inputs.flatMap((one) => [one.manifest, one.signedPolicy]),
      ...approvals,
    ],
    workerEvidence: end.evidence,
    release: end.release,
    receipt: end.receipt,
    logEntries: entries,
    boot: composed.broker.boot,
    record: end.record,
    acceptedAt: Math.floor(Date.now() / 1000),
  });
}

export function pinsOf(world: World): Pins {
  return {
    parties: [...world.parties.values()].map((party) => party.party),
    brokerCode: [world.code.broker],
    workerCode: [world.code.worker],
  };
}

export function verifyLabBundle(
  world: Pick<World, 'registry'>,
  bundle: Bytes,
  pins: Pins | undefined,
) {
  return verifyBundle(bundle, pins, {
    crypto: globalThis.crypto,
    verifiers: simulatedWorldVerifiers,
    registry: world.registry,
    now: Math.floor(Date.now() / 1000),
  });
}

/** The reader's part: the bundle first, the file second, the numbers last. */
async function read(
  world: World,
  lab: ScenarioJob,
  composed: Composed,
  bundle: Bytes,
  end: Delivered,
) {
  const report = await verifyLabBundle(world, bundle, pinsOf(world));
  if (end.end === 'failed') return { ended: 'failed', report };
  if (report.answer !== 'verified') return { ended: 'unverified', report };
  const size = (await world.platform.blobs.size(end.result)) ?? 0;
  const file = (await world.platform.blobs.get(end.result, 0, size)) ?? new Uint8Array(0);
  const reader = need(world.parties.get(lab.recipients[0] ?? ''), 'recipient');
  const parts = { jobSpec: composed.job.signed, receipt: end.receipt, release: end.release };
  const { outputs, disclosure } = await openResult(file, reader.keys.identity, parts);
  const { suppressedCells } = disclosure;
  return { ended: 'verified', report, outputs, suppressedCells, result: file };
}

async function runComposed(
  world: World,
  lab: ScenarioJob,
  composed: Composed,
): Promise<LabOutcome> {
  const { approvals, sentence } = await decide(world, lab, composed);
  const started = { id: lab.id, jobHash: composed.job.job.name, sentence };
  const id = await world.platform.queue.enqueue(packageJob(composed, approvals));
  const end = await world.platform.queue.ended(id);
  if (end.end === 'refused') return { ...started, ended: 'refused', codes: end.codes };
  if (end.end === 'stopped') return { ...started, ended: 'stopped', codes: [end.code] };
  const bundle = await proofOf(world, composed, approvals, end);
  return { ...started, codes: [], bundle, ...(await read(world, lab, composed, bundle, end)) };
}

/** Runs one job. A refusal is an outcome; only a broken scenario or machine throws. */
export async function runLabJob(world: World, lab: ScenarioJob): Promise<LabOutcome> {
  try {
    return await runComposed(world, lab, await composeLabJob(world, lab));
  } catch (error) {
    // What participant code refuses before anything is sent ends the job as well.
    if (!(error instanceof EnclaveError)) throw error;
    return { id: lab.id, jobHash: undefined, ended: 'refused', codes: [error.code] };
  }
}

/** Whether a job ended as its scenario expects: `verified`, `failed`, or one of its codes. */
export function endedAsExpected(lab: ScenarioJob, outcome: LabOutcome): boolean {
  return outcome.ended === lab.expect || outcome.codes.includes(lab.expect);
}
