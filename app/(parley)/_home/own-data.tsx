'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { say } from '../../_text/text.ts';
import { useTRPC } from '../../_trpc/trpc.tsx';
import { LinkText } from '../../_ui/link-text.tsx';
import { Section } from '../../_ui/section.tsx';
import { DatasetState } from '../_shared/dataset-state.tsx';
import { Loaded } from '../_shared/loaded.tsx';

/** The organisation's own datasets, with what a question could use now. */
export function OwnData() {
  const trpc = useTRPC();
  const datasets = useQuery(trpc.dataset.list.queryOptions({}));
  return (
    <Section title={say('home.ownData')}>
      <Loaded query={datasets} rows={2}>
        {({ datasets: rows }) =>
          rows.length === 0 ? (
            <p className="border-y py-3 text-table text-muted">
              {say('home.ownData.none')} <LinkText href="/datasets/new">{say('data.add')}</LinkText>
            </p>
          ) : (
            <ul className="divide-y border-y">
              {rows.map((row) => (
                <li
                  key={row.id}
                  className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 py-2.5"
                >
                  <span className="text-body">
                    <Link
                      href={`/datasets/${row.id}`}
                      className="rounded-badge font-medium hover:underline hover:underline-offset-[3px]"
                    >
                      {row.name}
                    </Link>{' '}
                    <span className="text-table text-muted">
                      {say('data.versionShort', { n: row.versions[0]?.version ?? 0 })}
                    </span>
                  </span>
                  <DatasetState withdrawnAt={row.withdrawnAt} version={row.versions[0]} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Section>
  );
}
