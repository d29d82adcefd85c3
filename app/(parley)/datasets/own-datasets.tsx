'use client';

import { useQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import type { AppRouter } from '#server/api/router.ts';
import { say } from '../../_text/text.ts';
import { useTRPC } from '../../_trpc/trpc.tsx';
import { Button } from '../../_ui/button.tsx';
import { PageHeader } from '../../_ui/page-header.tsx';
import { DatasetTable } from '../_shared/dataset-table.tsx';
import { Loaded } from '../_shared/loaded.tsx';
import { NoDatasets } from '../_shared/no-datasets.tsx';
import { PlatformSays } from '../_shared/platform-says.tsx';
import { useMe } from '../_shared/use-me.ts';
import type { WaitingUpload } from './pending-uploads.tsx';

const PendingUploads = dynamic(
  () => import('./pending-uploads.tsx').then((m) => m.PendingUploads),
  { ssr: false },
);

type Row = inferRouterOutputs<AppRouter>['dataset']['list']['datasets'][number];

/** Versions whose ciphertext the platform does not have whole. */
function waitingIn(datasets: readonly Row[]): readonly WaitingUpload[] {
  return datasets.flatMap(({ name, versions }) =>
    versions
      .filter(({ blob, erasedAt }) => blob === null && erasedAt === null)
      .map(({ manifest }) => ({ manifest, name })),
  );
}

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
          found.datasets.length === 0 ? (
            <NoDatasets />
          ) : (
            <div className="flex flex-col gap-8">
              <PendingUploads waiting={waitingIn(found.datasets)} />
              <DatasetTable found={found} own />
            </div>
          )
        }
      </Loaded>
    </>
  );
}
