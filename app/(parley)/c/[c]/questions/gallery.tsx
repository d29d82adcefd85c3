'use client';

import { useQuery } from '@tanstack/react-query';
import { say } from '#app/_text/text.ts';
import { useTRPC } from '#app/_trpc/trpc.tsx';
import { PageHeader } from '#app/_ui/page-header.tsx';
import { Loaded } from '#app/(parley)/_shared/loaded.tsx';
import { PlatformSays } from '#app/(parley)/_shared/platform-says.tsx';
import { QuestionTable } from './question-table.tsx';
import { tableFacts } from './what-is-missing.ts';

/** What can be asked here: one line per question, so that they can be compared. */
export function Gallery({ collaboration }: { readonly collaboration: string }) {
  const trpc = useTRPC();
  const datasets = useQuery(trpc.dataset.list.queryOptions({ collaboration }));
  return (
    <>
      <PageHeader
        title={say('gallery.title')}
        facts={<span>{say('gallery.what')}</span>}
        trust={<PlatformSays />}
      />
      <Loaded query={datasets} rows={2}>
        {(found) => <QuestionTable collaboration={collaboration} facts={tableFacts(found)} />}
      </Loaded>
      <p className="mt-8 max-w-measure text-table text-muted">{say('gallery.closed')}</p>
    </>
  );
}
