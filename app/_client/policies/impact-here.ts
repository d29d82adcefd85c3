// What a change of entries would do to the workers that showed evidence so far. Every piece is
// verified here and judged under both lists; nothing the platform says of it is used.

import type { EvidenceClaims } from '#enclave/attestation/index.ts';
import { nearestAppraisal } from '#enclave/participant/index.ts';
import type { WorkerRequirements } from '#enclave/protocol/index.ts';
import { readEvidenceHere } from '../proofs/evidence-here.ts';

/** Taken, or the lines of the nearest entry that refuse; empty lines: there is no entry at all. */
export type Judgement =
  { readonly taken: true } | { readonly taken: false; readonly lines: readonly string[] };

export interface Recorded {
  readonly name: string;
  readonly worker: string | null;
  readonly at: Date;
  /** Absent unless it is authentic today, and of the worker that it came with. */
  readonly claims?: EvidenceClaims;
}

export async function readRecorded(
  shown: readonly {
    readonly name: string;
    readonly worker: string | null;
    readonly at: Date;
    readonly file: string;
  }[],
): Promise<readonly Recorded[]> {
  return Promise.all(
    shown.map(async ({ file, ...one }) => {
      const { claims, isBound } = await readEvidenceHere(file);
      return claims === undefined || !isBound ? one : { ...one, claims };
    }),
  );
}

/** `at`: seconds since 1970. */
export function judge(
  claims: EvidenceClaims,
  entries: readonly WorkerRequirements[],
  at: number,
): Judgement {
  const appraisal = nearestAppraisal({ claims, code: claims.code, at }, entries);
  if (appraisal?.accepted === true) return { taken: true };
  const failed = appraisal?.lines.filter(({ answer }) => answer === 'fail') ?? [];
  return { taken: false, lines: [...new Set(failed.map(({ id }) => id))] };
}
