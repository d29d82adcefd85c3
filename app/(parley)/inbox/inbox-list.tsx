'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { say } from '../../_text/text.ts';
import { useTRPC } from '../../_trpc/trpc.tsx';
import { Button } from '../../_ui/button.tsx';
import { EmptyState } from '../../_ui/empty-state.tsx';
import { LinkText } from '../../_ui/link-text.tsx';
import { PageHeader } from '../../_ui/page-header.tsx';
import { jobHref } from '../_shared/job-facts.ts';
import { Loaded } from '../_shared/loaded.tsx';
import { PlatformSays } from '../_shared/platform-says.tsx';
import { useMe } from '../_shared/use-me.ts';
import { ApprovalCard } from './approval-card.tsx';

const lookMs = 15_000;

export function InboxList() {
  const trpc = useTRPC();
  const { me, can } = useMe();
  const inbox = useQuery(trpc.job.inbox.queryOptions(undefined, { refetchInterval: lookMs }));
  const oldest = inbox.data?.[0];
  return (
    <>
      <PageHeader
        title={say('inbox.title', { party: me?.organisation.name ?? say('nav.organisation') })}
        facts={
          inbox.data === undefined ? null : (
            <span>{say('nav.inboxWaiting', { n: inbox.data.length })}</span>
          )
        }
        trust={<PlatformSays />}
        actions={
          oldest === undefined || !can('owner') ? null : (
            <Button variant="filled" asChild>
              <Link href={jobHref(oldest, '/approve')}>{say('inbox.oldest')}</Link>
            </Button>
          )
        }
      />
      {me !== undefined && !can('owner') ? (
        <p className="mb-6 max-w-measure text-body text-muted">{say('inbox.ownersOnly')}</p>
      ) : null}
      <Loaded query={inbox} rows={4}>
        {(jobs) =>
          jobs.length === 0 ? (
            <EmptyState
              what={say('inbox.empty.what')}
              why={say('empty.inbox')}
              action={
                can('owner') ? (
                  <LinkText href="/datasets">{say('inbox.empty.action')}</LinkText>
                ) : (
                  <LinkText href="/">{say('notFound.home')}</LinkText>
                )
              }
              example={[
                say('inbox.example.asks'),
                say('inbox.example.learns'),
                say('inbox.example.expires'),
              ]}
            />
          ) : (
            <ol className="divide-y border-y">
              {jobs.map((job) => (
                <ApprovalCard key={job.id} job={job} />
              ))}
            </ol>
          )
        }
      </Loaded>
    </>
  );
}
