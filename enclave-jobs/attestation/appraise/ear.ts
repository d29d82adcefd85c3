// An appraisal as an EAR claims-set (draft-ietf-rats-ear-04, JSON), unsigned: whoever holds it can
// make it again from the evidence, and nobody should believe it from elsewhere (R42).

import { toBase64Url, type Bytes } from '../../protocol/index.ts';
import type { Appraisal } from './appraise.ts';
import type { AppraisalLine } from './line.ts';
import { trustVector } from './trust-vector.ts';

/**
 * Values of draft-ietf-rats-ar4si for what our tiers mean: affirmed, and contraindicated for cause.
 */
const tiers = { affirming: 2, contraindicated: 96, none: 0, warning: 32 } as const;

export interface EarSubject {
  readonly format: string;
  readonly raw: Bytes;
  /** Seconds since 1970. */
  readonly at: number;
}

/** The package's version; a test holds it to that. */
const verifier = { developer: 'Parley', build: '0.1.0' } as const;

const lineClaim = ({ id, answer, field, expected, found }: AppraisalLine) => ({
  id,
  answer,
  field,
  expected,
  found,
});

/** A line that nobody checked counts against the evidence here as everywhere. */
export function earClaims({ lines, accepted, policy }: Appraisal, subject: EarSubject) {
  const vector = trustVector(lines);
  return {
    eat_profile: 'tag:ietf.org,2026:rats/ear#04',
    iat: subject.at,
    ear_verifier_id: verifier,
    ear_raw_evidence: ['application/octet-stream', toBase64Url(subject.raw)],
    submods: {
      [subject.format]: {
        ear_status: accepted ? 'affirming' : 'contraindicated',
        ear_trustworthiness_vector: {
          'instance-identity': tiers[vector.instanceIdentity],
          configuration: tiers[vector.configuration],
          executables: tiers[vector.executables],
          hardware: tiers[vector.hardware],
        },
        ear_appraisal_policy_ids: [`urn:sha256:${policy}`],
        ear_verifier_claims: { checks: lines.map(lineClaim) },
      },
    },
  };
}
