'use client';

import { useQuery } from '@tanstack/react-query';
import { say } from '../../_text/text.ts';
import { useTRPC } from '../../_trpc/trpc.tsx';
import { Section } from '../../_ui/section.tsx';
import { JobRows } from '../_shared/job-rows.tsx';

/** Own datasets that the key broker which serves now has no key to. Said by the platform. */
export function NewBroker() {
  const trpc = useTRPC();
  const datasets = useQuery(trpc.dataset.list.queryOptions({}));
  const waiting = (datasets.data?.datasets ?? []).filter(
    ({ needsGrant, withdrawnAt, versions: [newest] }) =>
      needsGrant && withdrawnAt === null && newest?.blob !== null,
  );
  if (waiting.length === 0) return null;
  return (
    <Section title={say('broker.new.home')} note={say('broker.new.home.note')}>
      <JobRows
        rows={waiting.map(({ id, name }) => ({
          id,
          title: name,
          href: `/datasets/${id}/policy/edit`,
          action: say('broker.new.review'),
          line: say('data.needsGrant'),
        }))}
      />
    </Section>
  );
}
