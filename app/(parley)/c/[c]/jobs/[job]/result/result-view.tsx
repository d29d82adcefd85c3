'use client';

// The answer of a job. Digits are mounted only when all four verdicts are in and the output
// commitment was recomputed; until then the page shows the shape and the running checks.

import { useQuery } from '@tanstack/react-query';
import { Refusal } from '#app/_frame/refusal.tsx';
import { WithKeys } from '#app/_keys/open-keys.tsx';
import { KeysProvider, useKeys } from '#app/_client/session/keys-context.tsx';
import type { Member } from '#app/_client/session/member.ts';
import { read, type Answered } from '#app/_client/acts/read.ts';
import { runningVerdicts } from '#app/_proof/verdicts.ts';
import { say } from '#app/_text/text.ts';
import { useTRPC } from '#app/_trpc/trpc.tsx';
import { EmptyState } from '#app/_ui/empty-state.tsx';
import { LinkText } from '#app/_ui/link-text.tsx';
import { ProofPanel } from '#app/_ui/proof-panel.tsx';
import { OpenedView } from './opened-view.tsx';
import { UnprovenView } from './unproven-view.tsx';

export interface ResultViewProps {
  readonly collaboration: string;
  readonly job: string;
}

export function ResultView(props: ResultViewProps) {
  return (
    <KeysProvider>
      <WithKeys>{(member) => <Reading {...props} member={member} />}</WithKeys>
    </KeysProvider>
  );
}

function Reading({ collaboration, job, member }: ResultViewProps & { readonly member: Member }) {
  const trpc = useTRPC();
  const { deskOf } = useKeys();
  const info = useQuery(trpc.job.read.queryOptions({ job }));
  const opened = useQuery({
    queryKey: ['result', job, member.party.party, member.revision],
    queryFn: () => read(deskOf(member), job),
    staleTime: Infinity,
    // Numbers do not outlive the page.
    gcTime: 0,
    retry: false,
  });
  const error = info.error ?? opened.error;
  if (error !== null) return <Refusal error={error} />;
  if (info.data === undefined || opened.data === undefined) return <Opening />;
  const back = `/c/${collaboration}/jobs/${job}`;
  return <Shown opened={opened.data} title={info.data.title} back={back} />;
}

function Opening() {
  return (
    <div className="flex flex-col gap-6" aria-busy="true">
      <h1 className="text-title">{say('result.page.opening')}</h1>
      <p className="text-body text-muted">{say('result.page.steps')}</p>
      <ProofPanel verdicts={runningVerdicts()} />
    </div>
  );
}

function Shown({
  opened,
  title,
  back,
}: {
  readonly opened: Answered;
  readonly title: string;
  readonly back: string;
}) {
  const toJob = <LinkText href={back}>{say('result.page.back')}</LinkText>;
  switch (opened.kind) {
    case 'none':
      return (
        <EmptyState
          page
          what={say('result.page.notThere')}
          why={say('result.page.notThere.why')}
          action={toJob}
        />
      );
    case 'sealed':
      return (
        <EmptyState
          page
          what={say('result.page.sealed', { names: say('result.page.receivers') })}
          why={say('result.page.sealed.why')}
          action={<LinkText href={`${back}/proof`}>{say('job.proof')}</LinkText>}
        />
      );
    case 'unproven':
      return <UnprovenView proof={opened.proof} />;
    case 'open':
      return <OpenedView title={title} proof={opened.proof} opened={opened} />;
  }
}
