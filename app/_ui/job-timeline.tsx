'use client';

import { formatTime } from '../_text/format.ts';
import { say } from '../_text/text.ts';
import { Details } from './details.tsx';
import type { Lane, TimelineEvent } from './timeline-events.ts';
import { TimelineLanes } from './timeline-lanes.tsx';
import { useTimeZone } from './time-zone.ts';

interface JobTimelineProps {
  /** The state in words, with party and time: "Waits for Harbour Credit, since …". */
  readonly head: string;
  readonly lanes: readonly Lane[];
  /** Oldest first. */
  readonly events: readonly TimelineEvent[];
}

const shownMax = 12;

function EventRow({ event, zone }: { readonly event: TimelineEvent; readonly zone: string }) {
  return (
    <li
      id={event.id}
      className="grid gap-x-6 py-2 text-table target:bg-selected sm:grid-cols-[184px_1fr]"
    >
      <time dateTime={event.at} className="text-faint">
        {formatTime(new Date(event.at), zone)}
      </time>
      <div>
        <p>{say('timeline.actor', { actor: event.actor, what: event.what })}</p>
        {event.cause === undefined ? null : (
          <p className="text-muted">{say('timeline.cause', { cause: event.cause })}</p>
        )}
      </div>
    </li>
  );
}

/**
 * What the platform says happened: lanes to see it, a log to read it. It carries no evidence edge.
 */
export function JobTimeline({ head, lanes, events }: JobTimelineProps) {
  const zone = useTimeZone();
  const earlier = events.slice(0, -shownMax);
  const recent = events.slice(-shownMax);
  return (
    <div className="grid gap-4">
      <p className="text-section">{head}</p>
      <TimelineLanes lanes={lanes} events={recent.slice(-7)} zone={zone} />
      {earlier.length === 0 ? null : (
        <Details summary={say('timeline.earlier', { n: earlier.length })}>
          <ol className="divide-y">
            {earlier.map((event) => (
              <EventRow key={event.id} event={event} zone={zone} />
            ))}
          </ol>
        </Details>
      )}
      <div role="log" aria-label={say('timeline.title')}>
        <ol className="divide-y border-y">
          {recent.map((event) => (
            <EventRow key={event.id} event={event} zone={zone} />
          ))}
        </ol>
      </div>
    </div>
  );
}
