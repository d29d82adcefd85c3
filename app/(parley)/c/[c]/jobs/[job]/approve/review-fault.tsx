'use client';

import { hashSchema, type Hash } from '#enclave/protocol/index.ts';
import type { ReviewFault } from '#app/_client/jobs/review.ts';
import { termChecks } from '#app/_policy/term-checks.ts';
import { explain } from '#app/_text/explain.ts';
import { say } from '#app/_text/text.ts';
import { CheckList } from '#app/_ui/check-list.tsx';
import { RefusalExplanation } from '#app/_ui/refusal-explanation.tsx';

interface ReviewFaultProps {
  readonly fault: ReviewFault;
  /** The template's id. */
  readonly question: string;
  readonly nameOf: (party: Hash) => string;
}

/** In place of the sentence: why this job did not stand the review, and cannot be approved. */
export function ReviewFaultView({ fault, question, nameOf }: ReviewFaultProps) {
  const failed = fault.lines.filter(({ passed }) => !passed);
  const readable = (text: string) =>
    text.replaceAll(/\b[0-9a-f]{64}\b/g, (party) => nameOf(hashSchema.parse(party)));
  return (
    <div role="alert" className="grid max-w-measure gap-4">
      <p className="text-body font-medium">{say('decide.blocked')}</p>
      <RefusalExplanation explanation={explain(fault.code)} />
      {failed.length === 0 ? null : (
        <CheckList
          title={say('builder.preflight')}
          checks={termChecks(failed, { question, nameOf, readable })}
        />
      )}
    </div>
  );
}
