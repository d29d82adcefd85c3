'use client';

// Deciding on a job. Nothing here is taken from the platform's words: the sentence, the differences
// and the leak report are rebuilt from signed bytes, the broker is verified in this browser, and
// both answers take the same steps.

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Refusal } from '#app/_frame/refusal.tsx';
import { WithKeys } from '#app/_keys/open-keys.tsx';
import { KeysProvider, useKeys } from '#app/_client/session/keys-context.tsx';
import type { Member } from '#app/_client/session/member.ts';
import { say } from '#app/_text/text.ts';
import { useTRPC } from '#app/_trpc/trpc.tsx';
import { cx } from '#app/_ui/class-names.ts';
import { EmptyState } from '#app/_ui/empty-state.tsx';
import { LinkText } from '#app/_ui/link-text.tsx';
import { PageHeader } from '#app/_ui/page-header.tsx';
import { Skeleton } from '#app/_ui/skeleton.tsx';
import { TrustSentence } from '#app/_ui/trust-sentence.tsx';
import { Discussion } from '../discussion.tsx';
import { DecisionBar } from './decision-bar.tsx';
import { DecisionDone } from './decision-done.tsx';
import { DecisionOutcome, outcomeOf } from './decision-outcome.tsx';
import { reviewForDecision } from './review-for-decision.ts';
import { ReviewedJobView } from './reviewed-job-view.tsx';

export interface ApprovalProps {
  readonly collaboration: string;
  readonly job: string;
}

export function Approval(props: ApprovalProps) {
  return (
    <KeysProvider>
      <WithKeys locked={<Asked job={props.job} />}>
        {(member) => <Decide {...props} member={member} />}
      </WithKeys>
    </KeysProvider>
  );
}

/** What the keys are opened for, as the platform says; nothing is rebuilt without them. */
function Asked({ job }: Pick<ApprovalProps, 'job'>) {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.job.read.queryOptions({ job }));
  return data === undefined ? null : (
    <PageHeader
      title={data.title}
      facts={`${say('job.requester')} ${data.organisation.name}`}
      trust={<TrustSentence kind="none">{say('decide.locked')}</TrustSentence>}
    />
  );
}

function Decide({ collaboration, job, member }: ApprovalProps & { readonly member: Member }) {
  const trpc = useTRPC();
  const { api, deskOf } = useKeys();
  const [signed, setSigned] = useState<'approve' | 'deny'>();
  const info = useQuery(trpc.job.read.queryOptions({ job }));
  const { party } = member.party;
  const jobHash = info.data?.jobHash ?? '';
  const review = useQuery({
    queryKey: ['review', job, jobHash, party],
    queryFn: () => reviewForDecision(api, deskOf(member), { collaboration, job, jobHash }),
    enabled: jobHash !== '',
    staleTime: Infinity,
    retry: false,
  });
  const error = info.error ?? review.error;
  if (error !== null) return <Refusal error={error} />;
  if (info.data === undefined || review.data === undefined) {
    return (
      <div aria-label={say('decide.loading')} className="flex flex-col gap-4">
        <p className="text-body text-muted">{say('decide.loading')}</p>
        <Skeleton rows={6} />
      </div>
    );
  }
  const back = `/c/${collaboration}/jobs/${job}`;
  const { data } = review;
  if (data.review.ownDatasets.length === 0) {
    return (
      <EmptyState
        page
        what={say('decide.notAsked')}
        why={say('decide.notAsked.why')}
        action={<LinkText href={back}>{say('decide.done.next')}</LinkText>}
      />
    );
  }
  if (signed !== undefined) {
    const count = data.signed.length + 1;
    const others = info.data.parts.filter(
      (part) => part.decision === null && part.organisation.party !== party,
    );
    return (
      <DecisionDone
        decision={signed}
        party={member.party}
        count={count}
        waitsFor={[...new Set(others.map((part) => part.organisation.name))]}
        receivers={data.review.receivers}
        back={back}
      />
    );
  }
  const outcome = outcomeOf(info.data, member, data);
  return (
    <div className={cx('flex flex-col gap-8 [&>section]:mb-0', outcome === undefined && 'pb-32')}>
      <ReviewedJobView
        job={info.data}
        member={member}
        decision={data}
        isOpen={outcome === undefined}
      >
        {outcome === undefined ? null : (
          <DecisionOutcome
            job={info.data}
            outcome={outcome}
            member={member}
            back={back}
            onWithdrawn={() => void Promise.all([info.refetch(), review.refetch()])}
          />
        )}
      </ReviewedJobView>
      <Discussion collaboration={collaboration} job={info.data} side="owner" />
      {outcome === undefined ? (
        <DecisionBar member={member} decision={data} onSigned={setSigned} />
      ) : null}
    </div>
  );
}
