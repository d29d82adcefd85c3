// Protocol section 10, before a result is trusted: the file is the receipt's, the job and release
// inside are the bundle's, and the outputs are the ones committed to. No number is returned
// otherwise.

import {
  EnclaveError,
  JobSpec,
  Receipt,
  Release,
  Result,
  hashOf,
  outputsCommitment,
  parseDocument,
  readSigned,
  type ProofBundle,
} from '../protocol/index.ts';
import { openSealed, type AgeIdentity } from '../sealing/index.ts';

/** Throws RESULT_FOREIGN (not this job's file), RESULT_ALTERED, or IDENTITY_WRONG. */
export async function openResult(
  file: Uint8Array,
  identity: AgeIdentity,
  bundle: Pick<ProofBundle, 'jobSpec' | 'receipt' | 'release'>,
): Promise<Result> {
  const receipt = readSigned(Receipt, bundle.receipt).value;
  if (receipt.status !== 'done' || hashOf(file) !== receipt.sealedResult.sha256) {
    throw new EnclaveError('RESULT_FOREIGN', 'file');
  }
  const plaintext = await openSealed(file, identity, 'result').catch((cause: unknown) => {
    throw new EnclaveError('IDENTITY_WRONG', 'result', { cause });
  });
  const { value } = parseDocument(Result, plaintext);
  const job = readSigned(JobSpec, bundle.jobSpec).name;
  const release = readSigned(Release, bundle.release).name;
  if (value.jobHash !== job || value.release !== release || receipt.jobHash !== job) {
    throw new EnclaveError('RESULT_FOREIGN', 'job');
  }
  if (outputsCommitment(value.salt, value.outputs) !== receipt.outputs) {
    throw new EnclaveError('RESULT_ALTERED', 'outputs');
  }
  return value;
}
