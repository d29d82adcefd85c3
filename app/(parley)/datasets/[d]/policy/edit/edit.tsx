'use client';

// A new rule for a dataset of one's own: from the one signed last, with every difference in words, signed by
// one touch.

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import {
  DatasetManifest,
  UsagePolicy,
  bytesOf,
  parseDocument,
  type Doc,
  type SignedDocument,
} from '../../../../../../enclave-jobs/protocol/index.ts';
import { WithKeys } from '../../../../../_keys/open-keys.tsx';
import { KeysProvider, useKeys } from '../../../../../_participant/keys-context.tsx';
import { readTable } from '../../../../../_participant/table-of.ts';
import { say } from '../../../../../_text/text.ts';
import { useTRPC } from '../../../../../_trpc/trpc.tsx';
import { EmptyState } from '../../../../../_ui/empty-state.tsx';
import { LinkText } from '../../../../../_ui/link-text.tsx';
import { Loaded } from '../../../../_shared/loaded.tsx';
import { useMe } from '../../../../_shared/use-me.ts';
import type { Editing } from './editing.ts';
import { Editor } from './editor.tsx';

export function EditPolicy({ dataset }: { readonly dataset: string }) {
  return (
    <KeysProvider>
      <Reading dataset={dataset} />
    </KeysProvider>
  );
}

function readAll<T>(documents: readonly SignedDocument[], read: (bytes: Uint8Array) => Doc<T>) {
  return documents.flatMap(({ document }) => {
    try {
      return [read(bytesOf(document))];
    } catch {
      return [];
    }
  });
}

function Reading({ dataset }: { readonly dataset: string }) {
  const trpc = useTRPC();
  const { api } = useKeys();
  const { me, can } = useMe();
  const read = useQuery(trpc.dataset.read.queryOptions({ dataset }));
  const room = read.data?.collaborationId;
  const table = useQuery({
    queryKey: ['table', room],
    queryFn: () => readTable(api, room ?? ''),
    enabled: room !== undefined,
  });
  const found = read.data;
  const editing = useMemo((): Editing | undefined => {
    if (found === undefined || table.data === undefined) return undefined;
    const manifests = readAll(found.manifests, (bytes) => parseDocument(DatasetManifest, bytes));
    const policies = readAll(found.policies, (bytes) => parseDocument(UsagePolicy, bytes));
    const manifest = manifests.find((one) => one.name === found.versions[0]?.manifest);
    const [previous] = policies
      .filter(({ value }) => value.dataset === found.id)
      .sort((a, b) => b.value.seq - a.value.seq);
    if (manifest === undefined) return undefined;
    const { id, name, collaborationId, withdrawnAt, needsGrant } = found;
    return {
      ...{ id, name, collaboration: collaborationId, needsGrant },
      isPaused: withdrawnAt !== null,
      manifest,
      table: table.data,
      ...(previous === undefined ? {} : { previous }),
    };
  }, [found, table.data]);
  const isMine = found?.own === true && can('owner');
  const query = {
    data: me === undefined || table.data === undefined ? undefined : found,
    error: read.error ?? table.error,
    dataUpdatedAt: read.dataUpdatedAt,
    refetch: () => Promise.all([read.refetch(), table.refetch()]),
  };
  return (
    <Loaded query={query} rows={8}>
      {() => {
        if (!isMine || editing === undefined) {
          return (
            <EmptyState
              what={say(isMine ? 'edit.noRule' : 'edit.notYours')}
              why={say(isMine ? 'edit.noRule.why' : 'edit.notYours.why')}
              action={<LinkText href={`/datasets/${dataset}`}>{say('edit.back')}</LinkText>}
            />
          );
        }
        return <WithKeys>{(member) => <Editor editing={editing} member={member} />}</WithKeys>;
      }}
    </Loaded>
  );
}
