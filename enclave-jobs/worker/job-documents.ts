// The documents of a job as the engine reads them: by hash, starting from the JobSpec. Who signed
// them is the broker's business; that they are the ones the job names is checked here.

import {
  DatasetManifest,
  EnclaveError,
  Genesis,
  JobSpec,
  UsagePolicy,
  readSigned,
  recode,
  type Doc,
  type DocumentType,
  type Hash,
  type JobInput,
  type SignedDocument,
} from '../protocol/index.ts';
import type * as z from 'zod';
import type { JobPackage } from '../channel/index.ts';
import { prepareJob, type PreparedJob, type TemplateRegistry } from '../templates/index.ts';

export interface DocumentedInput {
  readonly input: JobInput;
  readonly manifest: Doc<DatasetManifest>;
  readonly policy: Doc<UsagePolicy>;
  /** Digests of the sealed file's segments, as the platform says; checked before use. */
  readonly digests: readonly Hash[];
}

export interface DocumentedJob {
  readonly job: Doc<JobSpec>;
  readonly genesis: Doc<Genesis>;
  readonly inputs: readonly DocumentedInput[];
  readonly prepared: PreparedJob;
}

function named<S extends z.ZodType>(
  type: DocumentType<S>,
  documents: readonly SignedDocument[],
  name: Hash,
): Doc<z.output<S>> {
  for (const signed of documents) {
    const doc = readSigned(type, signed);
    if (doc.name === name) return doc;
  }
  throw new EnclaveError('JOB_MALFORMED', `${type.type} missing`);
}

function documentInput(input: JobInput, received: JobPackage): DocumentedInput {
  const file = received.inputs.find((one) => one.manifest === input.manifest);
  if (file === undefined) throw new EnclaveError('JOB_MALFORMED', `${input.alias}: no file`);
  const [policy, ...parents] = input.policies;
  // Derived inputs have several, and no worker makes one yet.
  if (policy === undefined || parents.length > 0) {
    throw new EnclaveError('JOB_MALFORMED', `${input.alias}: policies`);
  }
  return {
    input,
    manifest: named(DatasetManifest, received.manifests, input.manifest),
    policy: named(UsagePolicy, received.policies, policy),
    digests: file.digests,
  };
}

/**
 * Reads the platform's package. Throws JOB_MALFORMED, GENESIS_FOREIGN (not the broker that the job
 * names) or TEMPLATE_FOREIGN (not the template compiled in here).
 */
export function readJobDocuments(received: JobPackage, registry: TemplateRegistry): DocumentedJob {
  const job = readSigned(JobSpec, received.jobSpec);
  const genesis = readSigned(Genesis, received.genesis);
  if (genesis.name !== job.value.broker) throw new EnclaveError('GENESIS_FOREIGN', 'broker');
  const inputs = job.value.inputs.map((input) => documentInput(input, received));
  const held = inputs.map(({ input: { alias }, manifest, policy }) => ({
    ...{ alias, manifest, policy },
  }));
  const prepared = recode('TEMPLATE_FOREIGN', 'template', () =>
    prepareJob(registry, { ...job.value, inputs: held }),
  );
  return { job, genesis, inputs, prepared };
}
