'use client';

import Link from 'next/link';
import type { CheckedProof } from '#app/_client/proofs/check-proof.ts';
import { saveFile } from '#app/_proof/download.ts';
import { ProofView } from '#app/_proof/proof-view.tsx';
import { isOnlyUnpinned } from '#app/_proof/verdicts.ts';
import { say } from '#app/_text/text.ts';
import { Button } from '#app/_ui/button.tsx';

/** No numbers: the proof does not hold, or it names strangers. */
export function UnprovenView({ proof }: { readonly proof: CheckedProof }) {
  const unpinned = isOnlyUnpinned(proof.report);
  return (
    <div className="flex flex-col gap-6">
      <h1 className="text-title">
        {unpinned ? say('result.page.unpinned') : say('result.page.failed')}
      </h1>
      <p role="alert" className="max-w-measure text-body">
        {unpinned ? say('result.page.unpinned.why') : say('result.page.failed.next')}
      </p>
      <ProofView
        report={proof.report}
        actions={
          <>
            {unpinned ? (
              <Button asChild variant="filled">
                <Link href="/organisation/verified-partners">{say('result.page.compare')}</Link>
              </Button>
            ) : null}
            <Button onClick={() => saveFile('proof.bundle.json', proof.bundle, 'application/json')}>
              {say('result.page.bundle')}
            </Button>
          </>
        }
      />
    </div>
  );
}
