// A small laboratory for tests: three lenders and a bureau, canary rows, real processes, and a host
// that can lie at every place where the platform carries or keeps bytes.

import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { templateRegistry, type TemplateRegistry } from '#enclave/templates/index.ts';
import type { JobEnd, JobPackage } from '#enclave/channel/index.ts';
import {
  askBroker,
  composeJob,
  reviewJob,
  signApproval,
  type Party,
  type Pins,
  type ReviewedJob,
  type VerifiedBroker,
} from '#enclave/participant/index.ts';
import {
  hashSchema,
  toHex,
  type Bytes,
  type Hash,
  type SignedDocument,
} from '#enclave/protocol/index.ts';
import { proofOf, verifyProof, type Ended } from '#app/_client/proofs/proof-bundle.ts';
import { verifyBrokerHere } from '#app/_client/session/member.ts';
import { openLab, type Lab } from '#app/_cli/lab/run-lab.ts';
import type { RegisteredTable } from '#app/_cli/scenario/open-scenario.ts';
import { draftOf } from '#app/_cli/scenario/scenario-rule.ts';
import { memoryRelay } from '#server/relay/memory-relay.ts';
import type { Relay } from '#server/relay/relay.ts';
import { need, readScenario, type Scenario, type ScenarioJob } from '#server/setup/scenario.ts';
import { canary, filesBelow, leaksIn, type Place } from './leak-detector.ts';

export const root = join(import.meta.dirname, '../..');
export const bundles = join(root, 'dist/enclave');

/** The templates as the built enclaves know them. */
export function builtTemplates(): TemplateRegistry {
  const digests = readFileSync(join(root, 'dist/template-digests.json'), 'utf8');
  return templateRegistry(JSON.parse(digests) as Record<string, string>);
}

export const lenders = ['alder', 'birch', 'cedar'] as const;
const regions = ['north', 'south', 'west'];

/** 1,200 persons of a common population of 2,000; keys are canaries. */
export function lenderCsv(lender: number): string {
  const rows = ['person_id,region,bad'];
  for (let i = 0; i < 1200; i++) {
    const person = lender * 400 + i;
    rows.push(
      `${canary}-${String(person).padStart(5, '0')},${regions[person % 3] ?? ''},${person % 7 === 0 ? 1 : 0}`,
    );
  }
  return `${rows.join('\n')}\n`;
}

const approveAll = (owners: readonly string[]) =>
  Object.fromEntries(owners.map((owner) => [owner, 'approve' as const]));

export const overlapJob = {
  id: 'overlap',
  template: 'overlap',
  analyst: 'bureau',
  inputs: ['alder', 'birch'],
  params: { left: 'alder', right: 'birch', segment: 'none' },
  recipients: ['bureau'],
  decisions: approveAll(['alder', 'birch']),
};

export const multiJob = {
  id: 'multi',
  template: 'multi-lending',
  analyst: 'bureau',
  inputs: [...lenders],
  params: { topCode: 3, label: 'alder' },
  recipients: ['bureau'],
  decisions: approveAll(lenders),
};

/** Overlap of alder and birch, and the multi-lending table; birch needs two of three approvers. */
export function labScenario(jobs: readonly object[] = [overlapJob, multiJob]): Scenario {
  return readScenario(
    JSON.stringify({
      collaboration: 'Test room',
      parties: [
        { id: 'alder', name: 'Alder Bank' },
        { id: 'birch', name: 'Birch Credit', holders: 3, quorum: 2 },
        { id: 'cedar', name: 'Cedar Finance' },
        { id: 'bureau', name: 'Meridian Bureau' },
        { id: 'rival', name: 'Rival Loans' },
      ],
      datasets: lenders.map((id) => ({
        id,
        owner: id,
        file: `${id}.csv`,
        columns: {
          person_id: { role: 'entityKey', type: 'text', domain: { kind: 'text', maxLength: 32 } },
          region: { role: 'dimension' },
          bad: { role: 'label' },
        },
        entityDomain: 'test-person',
      })),
      policies: lenders.map((dataset) => ({
        dataset,
        jobs: jobs.map((job) => (job as { id: string }).id),
        analysts: ['bureau'],
        receivers: ['bureau'],
        partners: lenders.filter((other) => other !== dataset),
      })),
      jobs,
    }),
  );
}

/** How the host may alter what it carries; null drops nothing and changes nothing. */
export interface RelayTampering {
  request: (bytes: Uint8Array) => Uint8Array;
  answer: (bytes: Uint8Array) => Uint8Array;
}

const honest = (bytes: Uint8Array) => bytes;

/** A table as its owner and the platform hold it, with what was signed for it. */
export interface SignedTable extends RegisteredTable {
  readonly manifest: SignedDocument;
  readonly signedPolicy: SignedDocument;
  readonly blob: Hash;
}

/** A signed job with everything that belongs to it, every piece open to an attacker. */
export interface Composed {
  readonly job: Awaited<ReturnType<typeof composeJob>>;
  readonly inputs: readonly SignedTable[];
  readonly broker: VerifiedBroker;
}

/** The broker that the host routes to, as a first visitor's program verifies it. */
export function verifyLabBroker({ procedures, world }: Lab): Promise<VerifiedBroker> {
  return verifyBrokerHere(procedures, undefined, world.build.broker);
}

export function signedTable({ procedures }: Lab, table: RegisteredTable): SignedTable {
  const { sealed, policy } = table;
  return {
    ...table,
    manifest: procedures.documentOf(sealed.manifest.name),
    signedPolicy: procedures.documentOf(policy.name),
    blob: procedures.blobOf(sealed.manifest.name),
  };
}

/** Signs what it is told: unlike ask(), it does not judge the job, as a colluding analyst would. */
export async function composeLabJob(
  lab: Lab,
  job: ScenarioJob,
  datasets: ReadonlyMap<string, RegisteredTable> = lab.world.datasets,
): Promise<Composed> {
  const { world } = lab;
  const broker = await verifyLabBroker(lab);
  const analyst = need(world.parties.get(job.analyst), `party ${job.analyst}`);
  const composed = await composeJob(globalThis.crypto, world.registry, broker, analyst, {
    ...draftOf(world, datasets, job),
    collaboration: world.collaboration,
    code: world.build.worker,
    expires: world.expires,
  });
  const tables = job.inputs.map((id) => need(datasets.get(id), `dataset ${id}`));
  return { job: composed, inputs: tables.map((one) => signedTable(lab, one)), broker };
}

/** What one owner's program makes of a job. */
export function reviewLabJob(
  { world }: Lab,
  owner: Party,
  { job, inputs, broker }: Composed,
): Promise<ReviewedJob> {
  const own = inputs.filter((one) => one.owner.party === owner.party);
  const parties = [...world.parties.values()];
  return reviewJob(globalThis.crypto, world.registry, broker, owner, {
    jobSpec: job.signed,
    jobHash: job.job.name,
    manifests: inputs.map((one) => one.manifest),
    cards: parties.map((party) => party.card),
    policies: inputs.map((one) => one.signedPolicy),
    at: Math.floor(Date.now() / 1000),
    ownPolicies: new Map(own.map((one) => [one.policy.value.dataset, one.policy])),
    pinned: new Set(parties.map((party) => party.party)),
  });
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

/** The proof bundle of a job that ended. */
export async function bundleOf(
  { host, world }: Lab,
  { job, inputs, broker }: Composed,
  approvals: readonly SignedDocument[],
  end: Ended,
): Promise<Bytes> {
  const carry = (request: Bytes) => host.ask(request);
  const { entries } = await askBroker(carry, { kind: 'log', from: 0 }, 'log');
  const material = {
    jobSpec: job.signed,
    genesis: broker.genesis.signed,
    cards: [...world.parties.values()].map((party) => party.card),
    manifests: inputs.map((one) => one.manifest),
    policies: inputs.map((one) => one.signedPolicy),
    approvals,
  };
  return proofOf(material, end, { boot: broker.boot, entries });
}

export const verifyLabBundle = (
  { registry }: { readonly registry: TemplateRegistry },
  bundle: Bytes,
  pins: Pins | undefined,
) => verifyProof(bundle, pins, registry);

export interface TestLab {
  readonly lab: Lab;
  readonly tampering: RelayTampering;
  readonly transcript: Uint8Array[];
  readonly lines: string[];
  job(id: string): ScenarioJob;
  party(id: string): Party;
  compose(id: string, change?: Partial<ScenarioJob>): Promise<Composed>;
  approve(composed: Composed, owners?: readonly string[]): Promise<SignedDocument[]>;
  package(composed: Composed, approvals: readonly SignedDocument[]): JobPackage;
  run(job: JobPackage): Promise<JobEnd>;
  /** Back to an honest relay. */
  calm(): void;
  leaks(): readonly string[];
  close(): Promise<void>;
}

function tamperingRelay(tampering: RelayTampering, transcript: Uint8Array[]): Relay {
  const inner = memoryRelay();
  return {
    ...inner,
    async ask(mailbox, request, timeoutMs) {
      transcript.push(request);
      const answer = await inner.ask(mailbox, tampering.request(request), timeoutMs);
      transcript.push(answer);
      return tampering.answer(answer);
    },
  };
}

export async function openTestLab(scenario: Scenario = labScenario()): Promise<TestLab> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-test-'));
  lenders.forEach((id, i) => writeFileSync(join(folder, `${id}.csv`), lenderCsv(i)));
  const tampering: RelayTampering = { request: honest, answer: honest };
  const transcript: Uint8Array[] = [];
  const lines: string[] = [];
  const lab = await openLab(scenario, {
    registry: builtTemplates(),
    bundles,
    folder,
    withoutSandbox: false,
    relay: tamperingRelay(tampering, transcript),
    onStage: (text) => lines.push(text),
    onProcessLine: (line) => lines.push(line),
  });
  const { world } = lab;
  const party = (id: string) => need(world.parties.get(id), id);
  const job = (id: string) =>
    need(
      scenario.jobs.find((one) => one.id === id),
      id,
    );
  return {
    lab,
    tampering,
    transcript,
    lines,
    job,
    party,
    compose: (id, change = {}) => composeLabJob(lab, { ...job(id), ...change }),
    approve: (composed, owners = composed.inputs.map((one) => one.alias)) =>
      Promise.all(
        owners.map(async (id) => {
          const reviewed = await reviewLabJob(lab, party(id), composed);
          return signApproval(globalThis.crypto, composed.broker, party(id), reviewed, 'approve');
        }),
      ),
    package: packageJob,
    run: async (pack) => lab.host.queue.ended(await lab.host.queue.enqueue(pack)),
    calm: () => {
      tampering.request = honest;
      tampering.answer = honest;
    },
    leaks: () => leaksIn(placesOf(lab, transcript, lines)),
    close: async () => {
      await lab.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Everything that a host could read; the owners' own CSV files are not the host's. */
function placesOf(
  { host, brokerSeat }: Lab,
  transcript: readonly Uint8Array[],
  lines: readonly string[],
): readonly Place[] {
  return [
    ...[...host.blobMemory].map(([name, bytes]) => ({ name: `blob ${name}`, bytes })),
    ...brokerSeat.memory.records.map((bytes, i) => ({ name: `record ${i}`, bytes })),
    ...transcript.map((bytes, i) => ({ name: `message ${i}`, bytes })),
    ...lines.map((line, i) => ({ name: `line ${i}`, bytes: Buffer.from(line) })),
    ...readdirSync(tmpdir())
      .filter((name) => /^parley-(lab|memory)-/.test(name))
      .flatMap((name) => filesBelow(join(tmpdir(), name))),
  ];
}
