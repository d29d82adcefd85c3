'use client';

import { useQuery } from '@tanstack/react-query';
import { say } from '#app/_text/text.ts';
import { useTRPC } from '#app/_trpc/trpc.tsx';
import { LinkText } from '#app/_ui/link-text.tsx';
import { PageHeader } from '#app/_ui/page-header.tsx';
import { Section } from '#app/_ui/section.tsx';
import { Time } from '#app/_ui/time.tsx';
import { membersOf } from '../../_shared/collaboration-members.ts';
import { ForeignDocument } from '../../_shared/foreign-document.tsx';
import { Loaded } from '../../_shared/loaded.tsx';
import { PlatformSays } from '../../_shared/platform-says.tsx';
import { MembersTable } from './members-table.tsx';
import { OverviewActions } from './overview-actions.tsx';
import { OverviewData } from './overview-data.tsx';
import { OverviewJobs } from './overview-jobs.tsx';

/** What is going on between these members. */
export function Overview({ collaboration }: { readonly collaboration: string }) {
  const trpc = useTRPC();
  const read = useQuery(trpc.collaboration.read.queryOptions({ collaboration }));
  const datasets = useQuery(trpc.dataset.list.queryOptions({ collaboration }));
  return (
    <Loaded query={read} rows={8}>
      {(found) => {
        const members = membersOf(found);
        if (members === undefined) return <ForeignDocument />;
        return (
          <>
            <PageHeader
              title={found.name}
              facts={
                <>
                  <span>{say('collab.members', { n: members.length })}</span>
                  <span>
                    {say('jobs.since')} <Time at={found.createdAt} />
                  </span>
                </>
              }
              trust={<PlatformSays />}
              actions={<OverviewActions collaboration={collaboration} />}
            />
            <Section
              title={say('nav.members')}
              note={say('members.compare.note')}
              actions={
                <LinkText href={`/c/${collaboration}/members`} className="text-table">
                  {say('members.all')}
                </LinkText>
              }
            >
              <MembersTable members={members} datasets={datasets.data?.datasets} />
            </Section>
            <OverviewJobs collaboration={collaboration} />
            <OverviewData collaboration={collaboration} />
          </>
        );
      }}
    </Loaded>
  );
}
