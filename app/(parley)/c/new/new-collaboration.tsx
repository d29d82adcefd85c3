'use client';

import { useQuery } from '@tanstack/react-query';
import { say } from '#app/_text/text.ts';
import { useTRPC } from '#app/_trpc/trpc.tsx';
import { EmptyState } from '#app/_ui/empty-state.tsx';
import { LinkText } from '#app/_ui/link-text.tsx';
import { PageHeader } from '#app/_ui/page-header.tsx';
import { Loaded } from '../../_shared/loaded.tsx';
import { PlatformSays } from '../../_shared/platform-says.tsx';
import { useMe } from '../../_shared/use-me.ts';
import { CollaborationForm } from './collaboration-form.tsx';

/** Who meets, to ask what: a name and the parties, fixed from the moment it is made. */
export function NewCollaboration() {
  const trpc = useTRPC();
  const { me, party, can } = useMe();
  const parties = useQuery(trpc.party.list.queryOptions());
  return (
    <>
      <PageHeader title={say('collab.new')} trust={<PlatformSays />} />
      <p className="mb-8 max-w-measure text-body text-muted">{say('collab.new.what')}</p>
      {me === undefined || can('owner', 'analyst', 'admin') ? (
        <Loaded query={parties} rows={5}>
          {(rows) => {
            const others = rows.flatMap((row) =>
              row.party === null || row.party === party
                ? []
                : { name: row.name, party: row.party, demonstration: row.demonstration },
            );
            if (party === null) {
              return (
                <EmptyState
                  what={say('home.keys')}
                  why={say('collab.new.noKeys')}
                  action={<LinkText href="/settings">{say('home.keys.action')}</LinkText>}
                />
              );
            }
            if (others.length === 0) {
              return (
                <EmptyState
                  what={say('collab.new.alone')}
                  why={say('collab.new.aloneWhy')}
                  action={<LinkText href="/c">{say('nav.allCollaborations')}</LinkText>}
                />
              );
            }
            return <CollaborationForm own={party} others={others} />;
          }}
        </Loaded>
      ) : (
        <EmptyState
          what={say('collab.new.notYou')}
          why={say('collab.new.notYouWhy')}
          action={<LinkText href="/organisation">{say('home.people')}</LinkText>}
        />
      )}
    </>
  );
}
