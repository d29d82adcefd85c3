// What a verification says: four verdicts (R53), none implied by another, each with its steps.

import { EnclaveError, type ErrorCode, type Hash } from '../../protocol/index.ts';

export interface VerifyStep {
  readonly id: string;
  readonly passed: boolean;
  /** What was compared, for people; documents are public, so values may show. */
  readonly about: string;
  readonly code?: ErrorCode;
}

export const verdictNames = ['linked', 'signed', 'attested', 'pinned'] as const;
export type VerdictName = (typeof verdictNames)[number];

export interface Verdict {
  readonly passed: boolean;
  readonly steps: readonly VerifyStep[];
}

export interface VerifyReport {
  /** `verified` needs pins; without them the best answer is `consistent` (R52). */
  readonly answer: 'verified' | 'consistent' | 'failed';
  readonly verdicts: Readonly<Record<VerdictName, Verdict | 'no pins'>>;
  /** True if any part rests on simulated evidence: then "attested" proves nothing. */
  readonly simulated: boolean;
  readonly jobHash: Hash | undefined;
  /** How the job itself ended: a proof of a failed job is a proof all the same. */
  readonly status: 'done' | 'failed' | undefined;
  /** `Release.at`, seconds since 1970, and who says so. */
  readonly at: { readonly time: number; readonly source: string } | undefined;
  /** R54: what the verifier's own clock adds. */
  readonly today: string | undefined;
}

/** Collects steps of one verdict; a step that throws an EnclaveError has failed with its code. */
export class StepList {
  readonly #steps: VerifyStep[] = [];

  async run<T>(id: string, about: string, work: () => T | Promise<T>): Promise<T | undefined> {
    try {
      const value = await work();
      this.#steps.push({ id, passed: true, about });
      return value;
    } catch (error) {
      if (!(error instanceof EnclaveError)) throw error;
      const place = error.place === '' ? about : `${about}: ${error.place}`;
      this.#steps.push({ id, passed: false, about: place, code: error.code });
      return undefined;
    }
  }

  verdict(): Verdict {
    return { passed: this.#steps.every((step) => step.passed), steps: this.#steps };
  }
}

/** Throws unless it holds. */
export function requireThat(holds: boolean, code: ErrorCode, place: string): void {
  if (!holds) throw new EnclaveError(code, place);
}
