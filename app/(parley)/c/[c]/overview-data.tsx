'use client';

import { useQuery } from '@tanstack/react-query';
import { say } from '#app/_text/text.ts';
import { useTRPC } from '#app/_trpc/trpc.tsx';
import { LinkText } from '#app/_ui/link-text.tsx';
import { Section } from '#app/_ui/section.tsx';
import { Loaded } from '../../_shared/loaded.tsx';
import { policiesIn } from '../../_shared/signed-facts.ts';
import { DatasetTable } from '../../_shared/dataset-table.tsx';
import { NoDatasets } from '../../_shared/no-datasets.tsx';

/** What is on the table, and the strictest of the rules in force. */
export function OverviewData({ collaboration }: { readonly collaboration: string }) {
  const trpc = useTRPC();
  const datasets = useQuery(trpc.dataset.list.queryOptions({ collaboration }));
  const rules = policiesIn(datasets.data?.documents ?? []);
  const inForce = (datasets.data?.datasets ?? []).flatMap((row) =>
    row.policy === null || row.withdrawnAt !== null ? [] : (rules.get(row.policy) ?? []),
  );
  const smallest = Math.max(0, ...inForce.map((rule) => rule.thresholds.entitiesMin));
  return (
    <Section
      title={say('nav.datasets')}
      note={
        inForce.length === 0 ? undefined : say('data.strictest', { n: inForce.length, k: smallest })
      }
      actions={
        <LinkText href={`/c/${collaboration}/datasets`} className="text-table">
          {say('data.all')}
        </LinkText>
      }
    >
      <Loaded query={datasets}>
        {(found) => (found.datasets.length === 0 ? <NoDatasets /> : <DatasetTable found={found} />)}
      </Loaded>
    </Section>
  );
}
