// Protocol section 10, before a result is trusted: the file is the receipt's, the job and release
// inside are the bundle's, the outputs are the ones committed to, and the answer follows from the
// released cells. No number is returned otherwise.

import {
  DatasetManifest,
  EnclaveError,
  JobSpec,
  Receipt,
  Release,
  Result,
  UsagePolicy,
  canonicalBytes,
  equalBytes,
  hashOf,
  isSameTemplate,
  outputsCommitment,
  parseDocument,
  readSigned,
  recodeLater,
  type Outputs,
  type ProofBundle,
  type SignedDocument,
} from '../protocol/index.ts';
import { openSealed, type AgeIdentity } from '../sealing/index.ts';
import { prepareJob, type TemplateRegistry } from '../templates/index.ts';
import { namedInputs } from './compose-job.ts';

/** What of a proof says which file is the result, and how its answer is computed. */
export interface ResultProof extends Pick<ProofBundle, 'jobSpec' | 'receipt' | 'release'> {
  readonly manifests: readonly SignedDocument[];
  readonly policies: readonly SignedDocument[];
}

export interface OpenedResult {
  readonly result: Result;
  /** False if this program does not have the template that the job names. */
  readonly recomputed: boolean;
}

/** Throws RESULT_ALTERED for an answer that its cells do not give. */
function recompute(outputs: Outputs, proof: ResultProof, registry: TemplateRegistry): boolean {
  const { value: job } = readSigned(JobSpec, proof.jobSpec);
  if (!registry.refs.some((ref) => isSameTemplate(ref, job.template))) return false;
  const manifests = proof.manifests.map((one) => readSigned(DatasetManifest, one));
  const policies = proof.policies.map((one) => readSigned(UsagePolicy, one));
  const inputs = namedInputs(job, manifests, policies);
  const prepared = prepareJob(registry, { ...job, inputs });
  const expected = canonicalBytes(prepared.answer(outputs.tables));
  if (equalBytes(expected, canonicalBytes(outputs.answer))) return true;
  throw new EnclaveError('RESULT_ALTERED', 'answer');
}

/** Throws RESULT_FOREIGN (not this job's file), RESULT_ALTERED, or IDENTITY_WRONG. */
export async function openResult(
  file: Uint8Array,
  identity: AgeIdentity,
  bundle: ResultProof,
  registry: TemplateRegistry,
): Promise<OpenedResult> {
  const receipt = readSigned(Receipt, bundle.receipt).value;
  if (receipt.status !== 'done' || hashOf(file) !== receipt.sealedResult.sha256) {
    throw new EnclaveError('RESULT_FOREIGN', 'file');
  }
  const plaintext = await recodeLater('IDENTITY_WRONG', 'result', () =>
    openSealed(file, identity, 'result'),
  );
  const { value } = parseDocument(Result, plaintext);
  const job = readSigned(JobSpec, bundle.jobSpec).name;
  const release = readSigned(Release, bundle.release).name;
  if (value.jobHash !== job || value.release !== release || receipt.jobHash !== job) {
    throw new EnclaveError('RESULT_FOREIGN', 'job');
  }
  if (outputsCommitment(value.salt, value.outputs) !== receipt.outputs) {
    throw new EnclaveError('RESULT_ALTERED', 'outputs');
  }
  return { result: value, recomputed: recompute(value.outputs, bundle, registry) };
}
