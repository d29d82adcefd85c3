// The pieces of evidence in a file that a person named.

import {
  EnclaveError,
  ProofBundle,
  bytesOf,
  parseDocument,
  type Bytes,
} from '#enclave/protocol/index.ts';

/** Of a proof bundle the broker's and the worker's; else the file is taken for one piece. */
export function evidenceIn(bytes: Uint8Array): readonly { title: string; bytes: Bytes }[] {
  try {
    const { value } = parseDocument(ProofBundle, bytes);
    return [
      { title: 'broker', bytes: bytesOf(value.brokerEvidence) },
      { title: 'worker', bytes: bytesOf(value.workerEvidence) },
    ];
  } catch (error) {
    if (!(error instanceof EnclaveError)) throw error;
    return [{ title: 'evidence', bytes: Uint8Array.from(bytes) }];
  }
}
