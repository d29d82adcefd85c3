'use client';

// A new rule for a dataset of one's own: from the one signed last, with every difference in words,
// signed by one touch. What it starts from is believed for the organisation's own signatures.

import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { hashSchema } from '#enclave/protocol/index.ts';
import { Refusal } from '#app/_frame/refusal.tsx';
import { WithKeys } from '#app/_keys/open-keys.tsx';
import { KeysProvider, useKeys } from '#app/_client/session/keys-context.tsx';
import type { Member } from '#app/_client/session/member.ts';
import { readOwnDataset } from '#app/_client/tables/own-dataset.ts';
import { readProposed } from '#app/_client/policies/proposed.ts';
import { readTable } from '#app/_client/tables/table-of.ts';
import { say } from '#app/_text/text.ts';
import { useTRPC } from '#app/_trpc/trpc.tsx';
import { EmptyState } from '#app/_ui/empty-state.tsx';
import { LinkText } from '#app/_ui/link-text.tsx';
import { Skeleton } from '#app/_ui/skeleton.tsx';
import { Loaded } from '#app/(parley)/_shared/loaded.tsx';
import { useMe } from '#app/(parley)/_shared/use-me.ts';
import { Editor } from './editor.tsx';

export function EditPolicy({ dataset }: { readonly dataset: string }) {
  return (
    <KeysProvider>
      <IfMine dataset={dataset} />
    </KeysProvider>
  );
}

/** Says whose it is before anybody is asked for keys. */
function IfMine({ dataset }: { readonly dataset: string }) {
  const trpc = useTRPC();
  const { can } = useMe();
  const read = useQuery(trpc.dataset.read.queryOptions({ dataset }));
  return (
    <Loaded query={read} rows={8}>
      {(found) =>
        found.own && can('owner') ? (
          <WithKeys>{(member) => <Reading dataset={dataset} member={member} />}</WithKeys>
        ) : (
          <EmptyState
            what={say('edit.notYours')}
            why={say('edit.notYours.why')}
            action={<LinkText href={`/datasets/${dataset}`}>{say('edit.back')}</LinkText>}
          />
        )
      }
    </Loaded>
  );
}

function Reading({ dataset, member }: { readonly dataset: string; readonly member: Member }) {
  const { api } = useKeys();
  const proposal = useSearchParams().get('proposal');
  const editing = useQuery({
    queryKey: ['own dataset', dataset, member.party.cardName, proposal],
    queryFn: async () => {
      const own = await readOwnDataset(api, member, hashSchema.parse(dataset));
      const table = await readTable(api, own.collaboration);
      return proposal === null
        ? { ...own, table }
        : { ...own, table, proposed: await readProposed(api, proposal) };
    },
    retry: false,
  });
  if (editing.error !== null) return <Refusal error={editing.error} />;
  if (editing.data === undefined) return <Skeleton rows={8} />;
  return (
    <Editor
      key={`${editing.data.policy?.name ?? ''} ${proposal ?? ''}`}
      editing={editing.data}
      member={member}
    />
  );
}
