// From the platform's rows to words: the headline of a job, its lanes, its events.

import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '#server/api/router.ts';
import { denyWord } from '#app/(parley)/_shared/deny-words.ts';
import { listed } from '#app/_text/format.ts';
import { explain } from '#app/_text/explain.ts';
import { say, type PlainMessageKey } from '#app/_text/text.ts';
import type { Lane, TimelineEvent } from '#app/_ui/timeline-events.ts';

export type JobRead = inferRouterOutputs<AppRouter>['job']['read'];

const eventWords: Readonly<Record<string, PlainMessageKey>> = {
  submitted: 'job.event.submitted',
  approved: 'job.event.approved',
  signed: 'job.event.signed',
  denied: 'job.event.denied',
  queued: 'job.event.queued',
  attesting: 'job.event.attesting',
  running: 'job.event.running',
  delivered: 'job.event.delivered',
  failed: 'job.event.failed',
  stopped: 'job.event.stopped',
  refused: 'job.event.refused',
  restarted: 'job.event.restarted',
  cancelled: 'job.event.cancelled',
  expired: 'job.event.expired',
  'broker replaced': 'job.event.broker replaced',
  'worker lost': 'job.event.worker lost',
};

const stops = ['denied', 'failed', 'stopped', 'refused', 'broker replaced', 'cancelled', 'expired'];

/** A person's reason or a code, in words. */
export function causeWords(cause: readonly string[]): string | undefined {
  if (cause.length === 0) return undefined;
  return cause
    .map((one) => {
      return denyWord(one) ?? `${explain(one).what} ${one}`;
    })
    .join(' ');
}

function waitedFor({ parts }: JobRead): readonly string[] {
  return [
    ...new Set(
      parts.filter((part) => part.decision === null).map((part) => part.organisation.name),
    ),
  ];
}

/** The state as one line that names who is awaited. */
export function headlineOf(job: JobRead): string {
  switch (job.state) {
    case 'AWAITING_APPROVALS':
      return job.cause.includes('LICENCE_MISSING')
        ? say('state.AWAITING_APPROVALS.restarted', { party: listed(waitedFor(job)) })
        : say('job.headline.waits', { names: listed(waitedFor(job)) });
    case 'QUEUED':
      return say('state.QUEUED', { n: 0 });
    case 'RUNNING':
      return say('state.RUNNING', { worker: say('job.lane.worker') });
    case 'DENIED':
      return say('state.DENIED', {
        party: job.parts.find((part) => part.decision === 'deny')?.organisation.name ?? '',
        reason: causeWords(job.cause) ?? say('deny.other'),
      });
    case 'CANCELLED':
      return say('state.CANCELLED', { person: job.organisation.name });
    case 'DRAFT':
    case 'SUBMITTED':
    case 'ATTESTING':
    case 'DELIVERED':
    case 'REFUSED':
    case 'FAILED':
    case 'EXPIRED':
      return say(`state.${job.state}`);
  }
}

const platformLanes: readonly Lane[] = [
  { id: 'broker', label: say('job.lane.broker') },
  { id: 'worker', label: say('job.lane.worker') },
  { id: 'platform', label: say('job.lane.platform') },
];

export function timelineOf(job: JobRead): {
  readonly lanes: readonly Lane[];
  readonly events: readonly TimelineEvent[];
} {
  const parties = [
    ...new Set([job.organisation.name, ...job.parts.map((part) => part.organisation.name)]),
  ];
  const lanes = [...parties.map((name) => ({ id: name, label: name })), ...platformLanes];
  const told = job.events.filter(({ kind }) => kind !== 'owners asked');
  const events = told.map(({ id, actor, kind, cause, at }): TimelineEvent => {
    const key = eventWords[kind];
    const what = say(key ?? 'job.event.other');
    return {
      id: String(id),
      lane: lanes.some((lane) => lane.id === actor) ? actor : 'platform',
      at: at.toISOString(),
      actor: lanes.find((lane) => lane.id === actor)?.label ?? actor,
      what,
      short: what,
      cause: causeWords(cause),
      mark: stops.includes(kind) ? 'stop' : kind === 'attesting' ? 'check' : 'step',
    };
  });
  return { lanes, events };
}
