'use client';

import type { inferRouterOutputs } from '@trpc/server';
import { useMemo } from 'react';
import type { AppRouter } from '#server/api/router.ts';
import { formatCount } from '../../_text/format.ts';
import { say } from '../../_text/text.ts';
import { DataTable, type DataColumn } from '../../_ui/data-table.tsx';
import { LinkText } from '../../_ui/link-text.tsx';
import { Time } from '../../_ui/time.tsx';
import { DatasetState, datasetStateWord } from './dataset-state.tsx';
import { manifestsIn, policiesIn } from './signed-facts.ts';

type Found = inferRouterOutputs<AppRouter>['dataset']['list'];
type Item = ReturnType<typeof itemsOf>[number];

function itemsOf({ datasets, documents }: Found) {
  const manifests = manifestsIn(documents);
  const policies = policiesIn(documents);
  return datasets.map((row) => {
    const version = row.versions[0];
    return {
      row,
      version,
      manifest: version === undefined ? undefined : manifests.get(version.manifest),
      rule: row.policy === null ? undefined : policies.get(row.policy),
    };
  });
}

const stateOf = ({ row: { withdrawnAt, needsGrant }, version }: Item) => ({
  withdrawnAt,
  needsGrant,
  version,
});

const unread = () => <span className="text-muted">{say('data.unread')}</span>;

const columns: readonly DataColumn<Item>[] = [
  {
    id: 'name',
    head: say('data.name'),
    value: ({ row }) => row.name,
    cell: ({ row }) => (
      <LinkText href={`/datasets/${row.id}`} className="inline-block min-w-36 font-medium">
        {row.name}
      </LinkText>
    ),
    sortable: true,
  },
  {
    id: 'owner',
    head: say('data.owner'),
    value: ({ row }) => row.organisation.name,
    sortable: true,
  },
  {
    id: 'version',
    head: say('data.version'),
    value: ({ version }) => version?.version ?? 0,
    numeric: true,
  },
  {
    id: 'people',
    head: say('data.people'),
    value: ({ manifest }) => manifest?.entitiesRounded ?? 0,
    cell: ({ manifest }) =>
      manifest === undefined ? unread() : formatCount(manifest.entitiesRounded),
    numeric: true,
    sortable: true,
  },
  {
    id: 'rows',
    head: say('data.rows'),
    value: ({ manifest }) => manifest?.rowsRounded ?? 0,
    cell: ({ manifest }) => (manifest === undefined ? unread() : formatCount(manifest.rowsRounded)),
    numeric: true,
    sortable: true,
  },
  {
    id: 'key',
    head: say('data.key'),
    value: ({ manifest }) => manifest?.entityKey.domain ?? '',
    cell: ({ manifest }) =>
      manifest === undefined ? (
        unread()
      ) : (
        <span className="text-code whitespace-nowrap">{manifest.entityKey.domain}</span>
      ),
  },
  {
    id: 'until',
    head: say('data.ruleUntil'),
    value: ({ rule }) => rule?.expires ?? 0,
    cell: ({ rule }) =>
      rule === undefined ? (
        <span className="text-muted">{say('data.noRule')}</span>
      ) : (
        <Time at={new Date(rule.expires * 1000)} />
      ),
    sortable: true,
  },
  {
    id: 'state',
    head: say('data.state'),
    value: (item) => datasetStateWord(stateOf(item)),
    cell: (item) => (
      <div className="flex whitespace-nowrap">
        <DatasetState {...stateOf(item)} />
      </div>
    ),
  },
];

interface DatasetTableProps {
  readonly found: Found;
  readonly withFilter?: boolean;
  /** All of one owner, who is not named in each row. */
  readonly own?: boolean;
}

const ownColumns = columns.filter((column) => column.id !== 'owner');

export function DatasetTable({ found, withFilter = false, own = false }: DatasetTableProps) {
  const items = useMemo(() => itemsOf(found), [found]);
  return (
    <DataTable
      caption={say('nav.datasets')}
      columns={own ? ownColumns : columns}
      items={items}
      itemKey={({ row }) => row.id}
      name="data-"
      {...(withFilter ? { filterLabel: say('data.filter') } : {})}
    />
  );
}
