'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { say } from '../../_text/text.ts';
import { useTRPC, useTRPCClient } from '../../_trpc/trpc.tsx';
import { Button } from '../../_ui/button.tsx';
import { EmptyState } from '../../_ui/empty-state.tsx';
import { LinkText } from '../../_ui/link-text.tsx';
import { PageHeader } from '../../_ui/page-header.tsx';
import { Loaded } from '../_shared/loaded.tsx';
import { PlatformSays } from '../_shared/platform-says.tsx';
import { ActivityTable } from './activity-table.tsx';
import { csvOf, saveText } from './csv.ts';

/** As many as one answer of the platform holds; fewer means that there are no older ones. */
const pageRows = 100;

/** Who did what on the platform. Said by the platform, not proof: the broker log is. */
export function ActivityList() {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const list = useInfiniteQuery({
    queryKey: [...trpc.activity.list.queryKey(), 'pages'],
    queryFn: ({ pageParam, signal }) =>
      client.activity.list.query(pageParam === '' ? {} : { before: pageParam }, { signal }),
    initialPageParam: '',
    getNextPageParam: (last) => (last.length < pageRows ? undefined : last.at(-1)?.id),
  });
  const rows = list.data?.pages.flat() ?? [];
  const save = () =>
    saveText(
      'parley-activity.csv',
      csvOf([
        [say('activity.time'), say('activity.who'), say('activity.what'), say('activity.subject')],
        ...rows.map((row) => [row.at.toISOString(), row.actor, row.action, row.subject ?? '']),
      ]),
    );
  return (
    <>
      <PageHeader
        title={say('nav.activity')}
        facts={<span>{say('activity.notProof')}</span>}
        trust={<PlatformSays />}
        actions={
          rows.length === 0 ? null : (
            <Button onClick={save}>{say('activity.export', { n: rows.length })}</Button>
          )
        }
      />
      <Loaded query={list} rows={8}>
        {() =>
          rows.length === 0 ? (
            <EmptyState
              what={say('activity.empty.what')}
              why={say('activity.empty.why')}
              action={<LinkText href="/">{say('notFound.home')}</LinkText>}
            />
          ) : (
            <ActivityTable rows={rows} />
          )
        }
      </Loaded>
      {list.hasNextPage ? (
        <div className="mt-4">
          <Button disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {list.isFetchingNextPage ? say('common.loading') : say('activity.more')}
          </Button>
        </div>
      ) : null}
    </>
  );
}
