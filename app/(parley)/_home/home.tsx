'use client';

import { say } from '../../_text/text.ts';
import { PageHeader } from '../../_ui/page-header.tsx';
import { Skeleton } from '../../_ui/skeleton.tsx';
import { PlatformSays } from '../_shared/platform-says.tsx';
import { rolesLine } from '../_shared/role-words.ts';
import { useMe } from '../_shared/use-me.ts';
import { NeedsYou } from './needs-you.tsx';
import { StateOfThings } from './state-of-things.tsx';

/** What needs me now, left; how things stand, right. */
export function Home() {
  const { me } = useMe();
  if (me === undefined) return <Skeleton rows={6} />;
  return (
    <>
      <PageHeader
        title={me.organisation.name}
        facts={<span>{say('home.youAre', { label: me.label, roles: rolesLine(me.roles) })}</span>}
        trust={<PlatformSays />}
      />
      <div className="grid gap-x-16 lg:grid-cols-[7fr_5fr]">
        <div className="min-w-0">
          <NeedsYou />
        </div>
        <div className="min-w-0">
          <StateOfThings />
        </div>
      </div>
    </>
  );
}
