// Verifies the format `simulated`. No production entry can reach this file (test/architecture).

import {
  EnclaveError,
  bytesOf,
  checkShape,
  parseCanonical,
  readSigned,
  signedDocumentSchema,
  type Evidence,
  type SignedDocument,
} from '../../protocol/index.ts';
import { plainKey, verifySigned } from '../../signing/index.ts';
import type { VerifyContext } from '../claims.ts';
import type { EvidenceClaims, EvidenceVerifier } from '../evidence.ts';
import { simulatedRootKey } from './anchor.ts';
import { SimulatedChip, SimulatedStatement } from './statement.ts';

function readStatement(text: string): SignedDocument {
  return checkShape(signedDocumentSchema, parseCanonical(bytesOf(text), 64 * 1024));
}

async function verifyStatement(evidence: Evidence, { crypto, at }: VerifyContext) {
  const [endorsement] = evidence.endorsements;
  if (endorsement === undefined || evidence.endorsements.length !== 1) {
    throw new EnclaveError('EVIDENCE_COLLATERAL', 'endorsements');
  }
  const chip = await verifySigned(
    SimulatedChip,
    readStatement(endorsement),
    [plainKey(simulatedRootKey)],
    crypto,
  );
  if (at < chip.value.issued || at > chip.value.expires) {
    throw new EnclaveError('EVIDENCE_COLLATERAL', 'validity');
  }
  const raw = readStatement(evidence.raw);
  const claimed = readSigned(SimulatedStatement, raw).value;
  if (claimed.chip !== chip.value.chip) throw new EnclaveError('EVIDENCE_INVALID', 'chip');
  const statement = await verifySigned(
    SimulatedStatement,
    raw,
    [plainKey(chip.value.chip)],
    crypto,
  );
  return { chip: chip.value, statement: statement.value };
}

async function verify(evidence: Evidence, context: VerifyContext): Promise<EvidenceClaims> {
  try {
    const { chip, statement } = await verifyStatement(evidence, context);
    return {
      code: statement.code,
      reportData: bytesOf(statement.reportData),
      namedAnchor: undefined,
      debug: statement.debug,
      chip: statement.chip,
      collateralIssued: chip.issued,
      collateralValidUntil: chip.expires,
      platform: { format: 'simulated' },
    };
  } catch (cause) {
    if (cause instanceof EnclaveError && cause.code === 'EVIDENCE_COLLATERAL') throw cause;
    // Whatever is wrong inside raw evidence is one answer: it is not authentic.
    throw new EnclaveError('EVIDENCE_INVALID', 'simulated', { cause });
  }
}

export const simulatedVerifier: EvidenceVerifier = { format: 'simulated', verify };
