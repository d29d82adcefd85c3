// Evidence read and verified in this browser. What it says is shown only beside whether it is
// authentic.

import { verifyEvidence, type EvidenceClaims } from '#enclave/attestation/index.ts';
import { simulatedWorldVerifiers } from '#enclave/attestation/simulated/index.ts';
import {
  EnclaveError,
  Evidence,
  bytesOf,
  isReportDataOf,
  parseDocument,
  type Bytes,
  type Doc,
  type Hash,
} from '#enclave/protocol/index.ts';
import { buildFacts } from '../session/build-facts.ts';

export interface EvidenceRead {
  readonly bytes: Bytes;
  /** Absent if the bytes are no evidence document. */
  readonly doc?: Doc<Evidence>;
  /** Absent unless it is authentic today. */
  readonly claims?: EvidenceClaims;
  /** Whether it is about the very runtime that it came with; false unless it is authentic. */
  readonly isBound: boolean;
  /** Why it is not authentic. */
  readonly fault?: { readonly code: string; readonly place: string };
}

/** Never throws for what the platform sent. */
export async function readEvidenceHere(file: string): Promise<EvidenceRead> {
  const bytes = bytesOf(file);
  let doc: Doc<Evidence> | undefined;
  try {
    doc = parseDocument(Evidence, bytes);
    const at = Math.floor(Date.now() / 1000);
    const { claims } = await verifyEvidence(bytes, simulatedWorldVerifiers, {
      crypto: globalThis.crypto,
      at,
    });
    const isBound = isReportDataOf(claims.reportData, doc.value.runtime);
    return { bytes, doc, claims, isBound };
  } catch (error) {
    if (!(error instanceof EnclaveError)) throw error;
    const fault = { code: error.code, place: error.place };
    return { bytes, isBound: false, fault, ...(doc === undefined ? {} : { doc }) };
  }
}

export type CodeOrigin = 'build' | 'noSandbox' | 'other';

/** Whether this build of the pages knows that worker code. */
export function originOf(code: Hash): CodeOrigin {
  const { worker, workerWithoutSandbox } = buildFacts();
  if (code === worker) return 'build';
  return code === workerWithoutSandbox ? 'noSandbox' : 'other';
}
