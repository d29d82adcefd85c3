'use client';

// Where a job stands; the words are in `app/_text`. The platform's hint: it carries no edge.

import { CircleSlash, FileText, LoaderCircle, type LucideIcon } from 'lucide-react';
import { formatTime } from '../../_text/format.ts';
import { say } from '../../_text/text.ts';
import { Icon } from '../../_ui/icon.tsx';
import { Status, type StatusKind } from '../../_ui/status.tsx';
import { useTimeZone } from '../../_ui/time-zone.ts';
import { denyWord } from './deny-words.ts';
import { deniedBy, jobWord, waitsFor, type ListedJob } from './job-facts.ts';

type Look = { readonly kind: StatusKind } | { readonly icon: LucideIcon };

const looks: Readonly<Record<ListedJob['state'], Look>> = {
  DRAFT: { icon: FileText },
  SUBMITTED: { kind: 'signed' },
  AWAITING_APPROVALS: { kind: 'waiting' },
  QUEUED: { kind: 'waiting' },
  ATTESTING: { icon: LoaderCircle },
  RUNNING: { icon: LoaderCircle },
  DELIVERED: { kind: 'sealed' },
  DENIED: { kind: 'refused' },
  REFUSED: { kind: 'refused' },
  FAILED: { kind: 'failed' },
  CANCELLED: { icon: CircleSlash },
  EXPIRED: { kind: 'refused' },
};

function line(job: ListedJob, zone: string): string {
  const party = waitsFor(job) || say('jobs.owners');
  switch (job.state) {
    case 'AWAITING_APPROVALS':
      return job.cause.length > 0
        ? say('state.AWAITING_APPROVALS.restarted', { party })
        : say('state.AWAITING_APPROVALS', {
            party,
            time: formatTime(new Date(job.stateSince), zone),
          });
    case 'QUEUED':
      return say('jobs.queued');
    case 'RUNNING':
      return say('jobs.running');
    case 'FAILED':
      return say('jobs.failed');
    case 'DENIED':
      return say('state.DENIED', {
        party: deniedBy(job),
        reason: denyWord(job.cause[0]) ?? say('jobs.noReason'),
      });
    case 'CANCELLED':
      return say('state.CANCELLED', { person: job.organisation.name });
    case 'DRAFT':
    case 'SUBMITTED':
    case 'ATTESTING':
    case 'DELIVERED':
    case 'REFUSED':
    case 'EXPIRED':
      return say(`state.${job.state}`);
  }
}

interface JobStatusProps {
  readonly job: ListedJob;
  /** In tables that say who is awaited and since when beside it. */
  readonly short?: boolean;
}

export function JobStatus({ job, short = false }: JobStatusProps) {
  const zone = useTimeZone();
  const look = looks[job.state];
  const label = short ? jobWord(job) : line(job, zone);
  if ('kind' in look) return <Status kind={look.kind} label={label} />;
  return (
    <span className="inline-flex items-center gap-1.5 text-table font-medium text-muted">
      <Icon of={look.icon} />
      {label}
    </span>
  );
}
