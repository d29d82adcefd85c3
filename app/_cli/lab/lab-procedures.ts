// The procedures of the laboratory's platform, in the shape of the web platform's: what people hand
// in goes to the broker and is kept in memory; answers of owners wait until their job is run.

import type { JobEnd, JobPackage } from '#enclave/channel/index.ts';
import { askBroker } from '#enclave/participant/index.ts';
import {
  Approval,
  DatasetManifest,
  JobSpec,
  UsagePolicy,
  bytesOf,
  fromBase64Url,
  hashOf,
  hashSchema,
  readSigned,
  toBase64Url,
  toHex,
  type BrokerRequest,
  type Hash,
  type SignedDocument,
} from '#enclave/protocol/index.ts';
import { need } from '#server/setup/scenario.ts';
import type { Platform } from '../../_client/session/platform.ts';
import type { LabPlatform } from './platform.ts';

export interface LabProcedures extends Platform {
  readonly takeCard: (card: SignedDocument) => Promise<void>;
  readonly upload: (manifest: Hash, file: Uint8Array) => Promise<void>;
  /** Anything signed that was handed in, by the hash of its bytes. */
  readonly documentOf: (name: Hash) => SignedDocument;
  readonly blobOf: (manifest: Hash) => Hash;
  /** Puts a job with the answers so far into the queue, and waits for its end. */
  readonly run: (job: string) => Promise<JobEnd>;
  /** The sealed answer of a job that was run. */
  readonly resultOf: (job: string) => Promise<Uint8Array | undefined>;
}

interface Job {
  readonly jobSpec: SignedDocument;
  readonly approvals: SignedDocument[];
  end: JobEnd | null;
}

type Submitted = 'card' | 'manifest' | 'policy' | 'withdrawal' | 'approval';

/** Longer than any header that a broker reads (R5). */
const headerWindowBytes = 32 * 1024;

const nameOf = ({ document }: SignedDocument) => hashOf(bytesOf(document));

async function handIn(host: LabPlatform, request: BrokerRequest): Promise<void> {
  await askBroker(host.ask, request, 'accepted');
}

/** A document to the broker that serves now. Throws the code that it refuses with. */
export function submit(host: LabPlatform, what: Submitted, document: SignedDocument) {
  return handIn(host, { kind: 'submit', what, document });
}

function hello(host: LabPlatform) {
  const nonce = toBase64Url(globalThis.crypto.getRandomValues(new Uint8Array(32)));
  return askBroker(host.ask, { kind: 'hello', nonce }, 'hello');
}

async function blobAt({ blobs }: LabPlatform, name: Hash): Promise<Uint8Array | undefined> {
  return (await blobs.get(name, 0, (await blobs.size(name)) ?? 0)) ?? undefined;
}

/** 32 bytes per segment. */
function segmentsOf(digests: Uint8Array): Hash[] {
  return Array.from({ length: digests.length / 32 }, (_, i) =>
    hashSchema.parse(toHex(digests.subarray(32 * i, 32 * (i + 1)))),
  );
}

interface Shelf {
  readonly host: LabPlatform;
  readonly documents: Map<Hash, { readonly what: Submitted; readonly signed: SignedDocument }>;
  /** Both by manifest. */
  readonly digests: Map<Hash, Uint8Array>;
  readonly blobs: Map<Hash, Hash>;
  readonly jobs: Map<string, Job>;
}

async function take(
  { host, documents }: Shelf,
  what: Submitted,
  signed: SignedDocument,
): Promise<void> {
  await submit(host, what, signed);
  documents.set(nameOf(signed), { what, signed });
}

const allOf = ({ documents }: Shelf, wanted: Submitted) =>
  [...documents.values()].flatMap(({ what, signed }) => (what === wanted ? [signed] : []));

/** What the platform hands to a worker. */
async function packageOf(
  { host, documents, digests, blobs }: Shelf,
  { jobSpec, approvals }: Job,
): Promise<JobPackage> {
  const { inputs } = readSigned(JobSpec, jobSpec).value;
  const signed = (name: Hash) => need(documents.get(name), `document ${name}`).signed;
  return {
    ...{ jobSpec, approvals, attempt: 0 },
    genesis: (await hello(host)).genesis,
    manifests: inputs.map(({ manifest }) => signed(manifest)),
    policies: inputs.flatMap(({ policies }) => policies.map(signed)),
    inputs: inputs.map(({ manifest }) => ({
      manifest,
      blob: need(blobs.get(manifest), 'file'),
      digests: segmentsOf(need(digests.get(manifest), 'digests')),
    })),
  };
}

/** With all versions and rules of the job's tables: whoever checks one checks its chain. */
async function materialOf(shelf: Shelf, { jobSpec, approvals, end }: Job) {
  const datasets = readSigned(JobSpec, jobSpec).value.inputs.map(({ dataset }) => dataset);
  return {
    ...{ jobSpec, approvals, end, jobHash: nameOf(jobSpec) },
    genesis: (await hello(shelf.host)).genesis,
    cards: allOf(shelf, 'card'),
    manifests: allOf(shelf, 'manifest').filter((signed) =>
      datasets.includes(readSigned(DatasetManifest, signed).value.dataset),
    ),
    policies: allOf(shelf, 'policy').filter((signed) =>
      datasets.includes(readSigned(UsagePolicy, signed).value.dataset),
    ),
  };
}

function tableProcedures(shelf: Shelf): Pick<Platform, 'dataset' | 'policy'> {
  const { host, blobs } = shelf;
  return {
    dataset: {
      register: {
        mutate: async ({ manifest, policy, grant, digests }) => {
          await take(shelf, 'manifest', manifest);
          await take(shelf, 'policy', policy);
          await handIn(host, grant);
          shelf.digests.set(nameOf(manifest), fromBase64Url(digests));
        },
      },
      sealedHeader: {
        query: async ({ manifest }) => {
          const file = await blobAt(host, need(blobs.get(manifest), 'file'));
          return { file: toBase64Url(need(file, 'file').subarray(0, headerWindowBytes)) };
        },
      },
      withdraw: {
        mutate: async ({ withdrawals }) => {
          for (const one of withdrawals) await submit(host, 'withdrawal', one);
        },
      },
    },
    policy: {
      publish: {
        mutate: async ({ policy, grant }) => {
          await take(shelf, 'policy', policy);
          if (grant !== undefined) await handIn(host, grant);
          return { policy: nameOf(policy) };
        },
      },
    },
  };
}

function jobProcedures(shelf: Shelf): Pick<Platform, 'broker' | 'job'> {
  const { host, jobs } = shelf;
  return {
    broker: {
      ask: {
        mutate: async ({ request }) => ({
          answer: toBase64Url(await host.ask(fromBase64Url(request))),
        }),
      },
    },
    job: {
      submit: {
        mutate: ({ jobSpec }) => {
          const id = nameOf(jobSpec);
          jobs.set(id, { jobSpec, approvals: [], end: null });
          return Promise.resolve({ id });
        },
      },
      decide: {
        mutate: async ({ job, approval }) => {
          const isNo = readSigned(Approval, approval).value.decision === 'deny';
          if (isNo) await submit(host, 'approval', approval);
          else need(jobs.get(job), `job ${job}`).approvals.push(approval);
        },
      },
      material: { query: ({ job }) => materialOf(shelf, need(jobs.get(job), `job ${job}`)) },
      proofLog: {
        query: async () => {
          const { boot } = await hello(host);
          const { entries } = await askBroker(host.ask, { kind: 'log', from: 0 }, 'log');
          return { boot, entries };
        },
      },
    },
  };
}

export function openProcedures(host: LabPlatform): LabProcedures {
  const kept = { documents: new Map(), digests: new Map(), blobs: new Map(), jobs: new Map() };
  const shelf: Shelf = { host, ...kept };
  const { documents, blobs, jobs } = shelf;
  return {
    ...tableProcedures(shelf),
    ...jobProcedures(shelf),
    takeCard: (card) => take(shelf, 'card', card),
    upload: async (manifest, file) => {
      blobs.set(manifest, hashSchema.parse(await host.blobs.put(file)));
    },
    documentOf: (name) => need(documents.get(name), `document ${name}`).signed,
    blobOf: (manifest) => need(blobs.get(manifest), 'file'),
    run: async (id) => {
      const job = need(jobs.get(id), `job ${id}`);
      job.end = await host.queue.ended(await host.queue.enqueue(await packageOf(shelf, job)));
      return job.end;
    },
    resultOf: async (id) => {
      const { end } = need(jobs.get(id), `job ${id}`);
      return end?.end === 'delivered' ? blobAt(host, end.result) : undefined;
    },
  };
}
