'use client';

import type { ReviewFault } from '../../../../../../_participant/review.ts';
import { explain } from '../../../../../../_text/explain.ts';
import { say } from '../../../../../../_text/text.ts';
import { RefusalExplanation } from '../../../../../../_ui/refusal-explanation.tsx';

/** In place of the sentence: why this job did not stand the review, and cannot be approved. */
export function ReviewFaultView({ fault }: { readonly fault: ReviewFault }) {
  return (
    <div role="alert" className="grid max-w-measure gap-2">
      <p className="text-body font-medium">{say('decide.blocked')}</p>
      <RefusalExplanation explanation={explain(fault.code)} />
    </div>
  );
}
