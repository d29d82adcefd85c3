'use client';

// Everything that waits for this person, most urgent first; several roles are merged.

import { useQuery } from '@tanstack/react-query';
import { say } from '../../_text/text.ts';
import { useTRPC } from '../../_trpc/trpc.tsx';
import { Section } from '../../_ui/section.tsx';
import { AnswerInvitation } from '../_shared/answer-invitation.tsx';
import { Loaded } from '../_shared/loaded.tsx';
import { useMe } from '../_shared/use-me.ts';
import { RequesterJobs } from './requester-jobs.tsx';
import { Decisions } from './decisions.tsx';
import { FirstSteps } from './first-steps.tsx';
import { NothingWaits } from './nothing-waits.tsx';
import { NewBroker } from './new-broker.tsx';
import { isIdle, ofRequester } from './own-jobs.ts';

export function NeedsYou() {
  const trpc = useTRPC();
  const { can, party } = useMe();
  const collaborations = useQuery(trpc.collaboration.list.queryOptions());
  const inbox = useQuery(trpc.job.inbox.queryOptions());
  const recent = useQuery(trpc.job.recent.queryOptions());
  const invited = collaborations.data?.filter((one) => one.state === 'invited') ?? [];
  const asked = ofRequester(recent.data ?? [], party);
  const decisions = can('owner') ? (inbox.data ?? []) : [];
  const isLoaded = [collaborations, inbox, recent].every((query) => query.data !== undefined);
  const isEmpty =
    invited.length === 0 && decisions.length === 0 && (!can('analyst') || isIdle(asked));
  return (
    <>
      <FirstSteps />
      {invited.length === 0 ? null : (
        <Section title={say('home.invitations')} note={say('home.invitations.note')}>
          {invited.map((one) => (
            <AnswerInvitation key={one.id} collaboration={one} />
          ))}
        </Section>
      )}
      {can('owner') ? <NewBroker /> : null}
      {can('owner') ? (
        <Loaded query={inbox}>
          {(jobs) => (jobs.length === 0 ? null : <Decisions jobs={jobs} />)}
        </Loaded>
      ) : null}
      {can('analyst') ? <Loaded query={recent}>{() => <RequesterJobs {...asked} />}</Loaded> : null}
      {isLoaded && isEmpty ? <NothingWaits /> : null}
    </>
  );
}
