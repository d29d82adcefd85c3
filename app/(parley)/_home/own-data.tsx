'use client';

import { useQuery } from '@tanstack/react-query';
import { say } from '../../_text/text.ts';
import { useTRPC } from '../../_trpc/trpc.tsx';
import { LinkText } from '../../_ui/link-text.tsx';
import { Section } from '../../_ui/section.tsx';
import { Loaded } from '../_shared/loaded.tsx';
import { DatasetLines } from './dataset-lines.tsx';

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
            <DatasetLines rows={rows} />
          )
        }
      </Loaded>
    </Section>
  );
}
