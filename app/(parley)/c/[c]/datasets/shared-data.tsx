'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { say } from '#app/_text/text.ts';
import { useTRPC } from '#app/_trpc/trpc.tsx';
import { Button } from '#app/_ui/button.tsx';
import { PageHeader } from '#app/_ui/page-header.tsx';
import { Loaded } from '#app/(parley)/_shared/loaded.tsx';
import { PlatformSays } from '#app/(parley)/_shared/platform-says.tsx';
import { useMe } from '#app/(parley)/_shared/use-me.ts';
import { DatasetTable } from '#app/(parley)/_shared/dataset-table.tsx';
import { NoDatasets } from '#app/(parley)/_shared/no-datasets.tsx';

/** What is on the table, how fresh, under which rule. */
export function SharedData({ collaboration }: { readonly collaboration: string }) {
  const trpc = useTRPC();
  const { can } = useMe();
  const datasets = useQuery(trpc.dataset.list.queryOptions({ collaboration }));
  return (
    <>
      <PageHeader
        title={say('data.shared')}
        facts={<span>{say('data.roundedNote')}</span>}
        trust={<PlatformSays />}
        actions={
          can('owner') ? (
            <Button variant="filled" asChild>
              <Link href={`/datasets/new?collaboration=${collaboration}`}>{say('data.add')}</Link>
            </Button>
          ) : null
        }
      />
      <Loaded query={datasets} rows={5}>
        {(found) =>
          found.datasets.length === 0 ? <NoDatasets /> : <DatasetTable found={found} withFilter />
        }
      </Loaded>
    </>
  );
}
