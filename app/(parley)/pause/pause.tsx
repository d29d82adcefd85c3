'use client';

// Everything that others may do with one's data, stopped by one touch. What stops is said before.

import { useState } from 'react';
import { KeysProvider } from '../../_client/session/keys-context.tsx';
import { say } from '../../_text/text.ts';
import { EmptyState } from '../../_ui/empty-state.tsx';
import { LinkText } from '../../_ui/link-text.tsx';
import { PageHeader } from '../../_ui/page-header.tsx';
import { Section } from '../../_ui/section.tsx';
import { JobRows } from '../_shared/job-rows.tsx';
import { jobHref } from '../_shared/job-facts.ts';
import { JobStatus } from '../_shared/job-status.tsx';
import { Loaded } from '../_shared/loaded.tsx';
import { PlatformSays } from '../_shared/platform-says.tsx';
import { useMe } from '../_shared/use-me.ts';
import { PauseDialog } from './pause-dialog.tsx';
import { StoppedTable, UsedTable } from './pause-tables.tsx';
import { useOwnUse, type UsedDataset } from './use-own-use.ts';

export function Pause() {
  const { me, can } = useMe();
  if (me !== undefined && !can('owner')) {
    return (
      <EmptyState
        what={say('pause.ownersOnly')}
        why={say('pause.ownersOnly.why')}
        action={<LinkText href="/">{say('notFound.home')}</LinkText>}
      />
    );
  }
  return (
    <KeysProvider>
      <OwnUse />
    </KeysProvider>
  );
}

function OwnUse() {
  const { query, stopped } = useOwnUse();
  const [done, setDone] = useState<number>();
  const used = query.data ?? [];
  return (
    <>
      <PageHeader
        title={say('pause.title')}
        facts={<span>{say('pause.facts')}</span>}
        trust={<PlatformSays />}
        actions={used.length === 0 ? null : <PauseDialog used={used} onDone={setDone} />}
      />
      <p role="status" className={done === undefined ? 'sr-only' : 'mb-8 text-body font-medium'}>
        {done === undefined ? '' : say('pause.done', { n: done })}
      </p>
      <Loaded query={query} rows={4}>
        {(found) => (found.length === 0 ? <NothingInUse /> : <InUse used={found} />)}
      </Loaded>
      {stopped.length === 0 ? null : (
        <div className="mt-12">
          <Section
            title={say('pause.stopped')}
            note={`${say('pause.stopped.note')} ${say('pause.resume')}`}
          >
            <StoppedTable stopped={stopped} />
          </Section>
        </div>
      )}
    </>
  );
}

function NothingInUse() {
  return (
    <EmptyState
      what={say('pause.none.what')}
      why={say('pause.none.why')}
      action={<LinkText href="/datasets">{say('nav.datasets')}</LinkText>}
    />
  );
}

function InUse({ used }: { readonly used: readonly UsedDataset[] }) {
  const jobs = [
    ...new Map(used.flatMap((one) => one.waiting).map((job) => [job.id, job])).values(),
  ];
  return (
    <>
      <Section title={say('pause.datasets')} note={say('pause.datasets.note')}>
        <UsedTable used={used} />
      </Section>
      {jobs.length === 0 ? null : (
        <Section title={say('pause.jobs')}>
          <JobRows
            rows={jobs.map((job) => ({
              id: job.id,
              title: job.title,
              href: jobHref(job),
              line: <JobStatus job={job} />,
            }))}
          />
        </Section>
      )}
    </>
  );
}
