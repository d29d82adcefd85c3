'use client';

import Link from 'next/link';
import type { ReactNode } from 'react';
import { questionOf } from '#app/_text/templates/words-of.ts';
import { listed } from '../../_text/format.ts';
import { say } from '../../_text/text.ts';
import { Button } from '../../_ui/button.tsx';
import { Status } from '../../_ui/status.tsx';
import { Time } from '../../_ui/time.tsx';
import { jobHref, ownDatasets, waitsFor, type ListedJob } from '../_shared/job-facts.ts';
import { useMe } from '../_shared/use-me.ts';

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-caption text-faint">{name}</dt>
      <dd className="text-table break-words">{children}</dd>
    </div>
  );
}

/** One decision that waits: who asks what of which data, since when and until when. */
export function ApprovalCard({ job }: { readonly job: ListedJob }) {
  const { party, can } = useMe();
  const href = jobHref(job, '/approve');
  return (
    <li className="grid gap-x-8 gap-y-3 py-5 sm:grid-cols-[1fr_auto]">
      <div className="grid min-w-0 gap-1">
        <p className="text-table text-muted">
          {say('inbox.asks', { party: job.organisation.name })}
        </p>
        <h2 className="text-section">
          <Link href={href} className="rounded-badge hover:underline hover:underline-offset-[3px]">
            {job.title}
          </Link>
        </h2>
        <p className="max-w-measure text-body">{questionOf(job.template)}</p>
        {job.cause.length === 0 ? null : <Status kind="waiting" label={say('inbox.again')} />}
        <dl className="mt-2 flex flex-wrap gap-x-10 gap-y-2">
          <Fact name={say('inbox.yourData')}>{listed(ownDatasets(job, party))}</Fact>
          <Fact name={say('jobs.waitsFor')}>{waitsFor(job)}</Fact>
          <Fact name={say('inbox.waitsSince')}>
            <Time at={job.stateSince} />
          </Fact>
          <Fact name={say('inbox.expires')}>
            {job.expiresAt === null ? say('inbox.noExpiry') : <Time at={job.expiresAt} />}
          </Fact>
        </dl>
      </div>
      {can('owner') ? (
        <div className="self-center">
          <Button asChild>
            <Link href={href}>{say('inbox.review')}</Link>
          </Button>
        </div>
      ) : null}
    </li>
  );
}
