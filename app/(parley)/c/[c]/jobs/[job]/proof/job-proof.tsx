'use client';

// Why believe it: the bundle is put together here from public documents and checked here, with the
// person's pins if their keys are open. Without pins it shows what any reader would see.

import { useQuery } from '@tanstack/react-query';
import type { VerifyReport } from '#enclave/participant/index.ts';
import { Refusal } from '#app/_frame/refusal.tsx';
import { KeysProvider, useKeys } from '#app/_client/session/keys-context.tsx';
import { checkProof } from '#app/_client/proofs/check-proof.ts';
import { saveFile } from '#app/_proof/download.ts';
import { ProofView } from '#app/_proof/proof-view.tsx';
import { runningVerdicts } from '#app/_proof/verdicts.ts';
import { say } from '#app/_text/text.ts';
import { useTRPC } from '#app/_trpc/trpc.tsx';
import { Button } from '#app/_ui/button.tsx';
import { EmptyState } from '#app/_ui/empty-state.tsx';
import { LinkText } from '#app/_ui/link-text.tsx';
import { PageHeader } from '#app/_ui/page-header.tsx';
import { ProofPanel } from '#app/_ui/proof-panel.tsx';
import { NamedRootBanner } from '#app/_ui/named-root-banner.tsx';
import { TrustSentence } from '#app/_ui/trust-sentence.tsx';

export interface JobProofProps {
  readonly collaboration: string;
  readonly job: string;
}

export function JobProof(props: JobProofProps) {
  return (
    <KeysProvider>
      <Proof {...props} />
    </KeysProvider>
  );
}

/** Green only once the checks are in and hold. */
function Trust({ report: { answer, evidence } }: { readonly report: VerifyReport }) {
  if (answer === 'failed') {
    return <TrustSentence kind="none">{say('proof.trust.failed')}</TrustSentence>;
  }
  if (evidence === 'named-root') {
    return (
      <>
        <NamedRootBanner />
        <TrustSentence kind="none">{say('proof.trust')}</TrustSentence>
      </>
    );
  }
  const kind = evidence === 'hardware' ? 'verified' : 'simulated';
  return <TrustSentence kind={kind}>{say('proof.trust')}</TrustSentence>;
}

function Proof({ collaboration, job }: JobProofProps) {
  const { keys, api } = useKeys();
  const trpc = useTRPC();
  const info = useQuery(trpc.job.read.queryOptions({ job }));
  const member = keys.state === 'open' ? keys.member : undefined;
  const proof = useQuery({
    queryKey: ['proof', job, member?.party.party ?? '', member?.revision ?? 0],
    queryFn: () => checkProof(api, member, job),
    enabled: keys.state !== 'looking',
    staleTime: Infinity,
    retry: false,
  });
  if (proof.error !== null) return <Refusal error={proof.error} />;
  if (proof.data === null) {
    return (
      <EmptyState
        page
        what={say('proof.none')}
        why={say('proof.none.why')}
        action={
          <LinkText href={`/c/${collaboration}/jobs/${job}`}>{say('result.page.back')}</LinkText>
        }
      />
    );
  }
  const { data } = proof;
  return (
    <div className="flex flex-col gap-8 [&>header]:mb-0">
      <PageHeader
        title={say('proof.page.title')}
        facts={
          info.data === undefined ? null : (
            <LinkText href={`/c/${collaboration}/jobs/${job}`}>{info.data.title}</LinkText>
          )
        }
        {...(data === undefined ? {} : { trust: <Trust report={data.report} /> })}
      />
      {data === undefined ? (
        <ProofPanel verdicts={runningVerdicts()} conclusion={say('proof.making')} />
      ) : (
        <ProofView
          report={data.report}
          actions={
            <Button
              variant="filled"
              onClick={() => saveFile('proof.bundle.json', data.bundle, 'application/json')}
            >
              {say('result.page.bundle')}
            </Button>
          }
        />
      )}
    </div>
  );
}
