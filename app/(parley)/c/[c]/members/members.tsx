'use client';

import { useQuery } from '@tanstack/react-query';
import { say } from '#app/_text/text.ts';
import { useTRPC } from '#app/_trpc/trpc.tsx';
import { PageHeader } from '#app/_ui/page-header.tsx';
import { membersOf } from '#app/(parley)/_shared/collaboration-members.ts';
import { ForeignDocument } from '#app/(parley)/_shared/foreign-document.tsx';
import { Loaded } from '#app/(parley)/_shared/loaded.tsx';
import { PlatformSays } from '#app/(parley)/_shared/platform-says.tsx';
import { MemberEntry } from './member-entry.tsx';

/** Who is here, with which keys. The list is fixed by the collaboration's document. */
export function Members({ collaboration }: { readonly collaboration: string }) {
  const trpc = useTRPC();
  const read = useQuery(trpc.collaboration.read.queryOptions({ collaboration }));
  return (
    <Loaded query={read} rows={6}>
      {(found) => {
        const members = membersOf(found);
        if (members === undefined) return <ForeignDocument />;
        return (
          <>
            <PageHeader
              title={say('members.title', { name: found.name })}
              facts={<span>{say('members.fixed')}</span>}
              trust={<PlatformSays />}
            />
            <p className="mb-6 max-w-measure text-body text-muted">{say('members.compare.why')}</p>
            <ul className="divide-y border-y">
              {members.map((member) => (
                <MemberEntry key={member.party} member={member} />
              ))}
            </ul>
          </>
        );
      }}
    </Loaded>
  );
}
