'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { say } from '../../_text/text.ts';
import { useTRPC } from '../../_trpc/trpc.tsx';
import { Button } from '../../_ui/button.tsx';
import { PageHeader } from '../../_ui/page-header.tsx';
import { DatasetTable } from '../_shared/dataset-table.tsx';
import { Loaded } from '../_shared/loaded.tsx';
import { NoDatasets } from '../_shared/no-datasets.tsx';
import { PlatformSays } from '../_shared/platform-says.tsx';
import { useMe } from '../_shared/use-me.ts';

/** What this organisation has put in. */
export function OwnDatasets() {
  const trpc = useTRPC();
  const { me, can } = useMe();
  const datasets = useQuery(trpc.dataset.list.queryOptions({}));
  return (
    <>
      <PageHeader
        title={say('data.own', { party: me?.organisation.name ?? say('nav.organisation') })}
        facts={<span>{say('data.roundedNote')}</span>}
        trust={<PlatformSays />}
        actions={
          can('owner') ? (
            <Button variant="filled" asChild>
              <Link href="/datasets/new">{say('data.add')}</Link>
            </Button>
          ) : null
        }
      />
      <Loaded query={datasets} rows={4}>
        {(found) =>
          found.datasets.length === 0 ? <NoDatasets /> : <DatasetTable found={found} own />
        }
      </Loaded>
    </>
  );
}
