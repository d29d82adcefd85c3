import {
  Evidence,
  EnclaveError,
  parseDocument,
  type EvidenceFormat,
} from '../../protocol/index.ts';
import type { VerifyContext } from '../claims.ts';
import { authentic, type EvidenceVerifier, type VerifiedEvidence } from '../evidence.ts';

/** The verifiers that a program carries. A format without one is refused: not there yet. */
export type VerifierSet = ReadonlyMap<EvidenceFormat, EvidenceVerifier>;

export function verifierSet(...verifiers: readonly EvidenceVerifier[]): VerifierSet {
  return new Map(verifiers.map((verifier) => [verifier.format, verifier]));
}

/**
 * From raw bytes to authentic evidence, at the time and with the crypto handed in. Throws
 * MALFORMED, EVIDENCE_INVALID (also: format not there yet), EVIDENCE_COLLATERAL, EVIDENCE_DEBUG.
 */
export async function verifyEvidence(
  bytes: Uint8Array,
  verifiers: VerifierSet,
  context: VerifyContext,
): Promise<VerifiedEvidence> {
  const doc = parseDocument(Evidence, bytes);
  const verifier = verifiers.get(doc.value.format);
  if (verifier === undefined) {
    throw new EnclaveError('EVIDENCE_INVALID', `${doc.value.format}: not there yet`);
  }
  const claims = await verifier.verify(doc.value, context);
  if (claims.platform.format !== doc.value.format) {
    throw new EnclaveError('EVIDENCE_INVALID', 'claims of another format');
  }
  if (claims.debug) throw new EnclaveError('EVIDENCE_DEBUG', 'debug');
  // The brand is made here and nowhere else: the verifier above answered for these claims.
  return { [authentic]: true, doc, claims, at: context.at };
}
