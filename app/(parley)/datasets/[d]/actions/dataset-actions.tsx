'use client';

// What an owner does with a dataset of its own.

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { KeysProvider } from '#app/_client/session/keys-context.tsx';
import { say } from '#app/_text/text.ts';
import { useTRPC } from '#app/_trpc/trpc.tsx';
import { Button } from '#app/_ui/button.tsx';
import { useMe } from '#app/(parley)/_shared/use-me.ts';
import { EraseDialog } from './erase-dialog.tsx';
import { WithdrawDialog } from './withdraw-dialog.tsx';

export function DatasetActions({ dataset }: { readonly dataset: string }) {
  const trpc = useTRPC();
  const { can } = useMe();
  const { data } = useQuery(trpc.dataset.read.queryOptions({ dataset }));
  if (data?.own !== true || !can('owner')) return null;
  const newest = data.versions.find((version) => version.blob !== null);
  return (
    <KeysProvider>
      {data.withdrawnForGood ? null : (
        <>
          <Button asChild>
            <Link href={`/datasets/new?of=${dataset}`}>{say('actions.version')}</Link>
          </Button>
          <Button asChild>
            <Link href={`/datasets/${dataset}/policy/edit`}>{say('actions.edit')}</Link>
          </Button>
          <WithdrawDialog dataset={dataset} name={data.name} />
        </>
      )}
      {newest === undefined ? null : (
        <EraseDialog name={data.name} version={newest.version} manifest={newest.manifest} />
      )}
    </KeysProvider>
  );
}
