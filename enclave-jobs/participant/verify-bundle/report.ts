// What a verification says: four verdicts (R53), none implied by another, each with its steps.

import { EnclaveError, type Assurance, type ErrorCode, type Hash } from '../../protocol/index.ts';

/**
 * A check that did not run to its end is neither passed nor failed. Three words instead of a
 * boolean, so that nobody takes "did not fail" for "passed".
 */
export type CheckState = 'passed' | 'failed' | 'not checked';

export interface VerifyStep {
  readonly id: string;
  readonly state: CheckState;
  /** What was compared, for people; documents are public, so values may show. */
  readonly about: string;
  readonly code?: ErrorCode;
}

export const verdictNames = ['linked', 'signed', 'attested', 'pinned'] as const;
export type VerdictName = (typeof verdictNames)[number];

export interface Verdict {
  /** `passed` only if there were steps and all of them ran and passed. */
  readonly state: CheckState;
  readonly steps: readonly VerifyStep[];
}

export interface VerifyReport {
  /** `verified` needs pins; without them the best answer is `consistent` (R52). */
  readonly answer: 'verified' | 'consistent' | 'failed';
  readonly verdicts: Readonly<Record<VerdictName, Verdict | 'no pins'>>;
  /**
   * `simulated` if any part says so of itself: then "attested" proves nothing. `hardware`, or
   * `named-root` where the root is one that a policy named, only if `attested` passed. Everything
   * else, a file that cannot be read among it, is `not checked`.
   */
  readonly evidence: Assurance | 'not checked';
  readonly jobHash: Hash | undefined;
  /** How the job itself ended: a proof of a failed job is a proof all the same. */
  readonly status: 'done' | 'failed' | undefined;
  /** `Release.at`, seconds since 1970, and who says so. */
  readonly at: { readonly time: number; readonly source: string } | undefined;
  /** R54: what the verifier's own clock adds. */
  readonly today: string | undefined;
}

/**
 * Thrown by a step that has nothing to judge: what it needs is not in the bundle or does not hold.
 */
export class NotChecked extends Error {
  override readonly name = 'NotChecked';
}

/** Failed outweighs not checked, and nothing at all is not checked. */
function together(steps: readonly VerifyStep[]): CheckState {
  const has = (state: CheckState) => steps.some((step) => step.state === state);
  if (has('failed')) return 'failed';
  return has('not checked') || !has('passed') ? 'not checked' : 'passed';
}

/**
 * Collects steps of one verdict. A step that throws an EnclaveError has failed with its code; one
 * that throws NotChecked has not run.
 */
export class StepList {
  readonly #steps: VerifyStep[] = [];

  async run<T>(id: string, about: string, work: () => T | Promise<T>): Promise<T | undefined> {
    try {
      const value = await work();
      this.#steps.push({ id, state: 'passed', about });
      return value;
    } catch (error) {
      this.#steps.push(stopped(id, about, error));
      return undefined;
    }
  }

  verdict(): Verdict {
    return { state: together(this.#steps), steps: this.#steps };
  }
}

function stopped(id: string, about: string, error: unknown): VerifyStep {
  if (error instanceof NotChecked) {
    return { id, state: 'not checked', about: `${about}: ${error.message}` };
  }
  if (!(error instanceof EnclaveError)) throw error;
  const place = error.place === '' ? about : `${about}: ${error.place}`;
  return { id, state: 'failed', about: place, code: error.code };
}

/** Throws unless it holds. */
export function requireThat(holds: boolean, code: ErrorCode, place: string): void {
  if (!holds) throw new EnclaveError(code, place);
}
