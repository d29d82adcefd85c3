import { formatClock } from '../_text/format.ts';
import { cx } from './class-names.ts';
import type { Lane, TimelineEvent } from './timeline-events.ts';

const marks: Readonly<Record<TimelineEvent['mark'], string>> = {
  step: 'rounded-full bg-text',
  check: 'rounded-full border-[1.5px] border-text bg-canvas',
  stop: 'bg-refused',
};

interface TimelineLanesProps {
  readonly lanes: readonly Lane[];
  readonly events: readonly TimelineEvent[];
  readonly zone: string;
}

/** A drawing of the log below it, so it is hidden from screen readers and from narrow screens. */
export function TimelineLanes({ lanes, events, zone }: TimelineLanesProps) {
  const columns = { gridTemplateColumns: `152px repeat(${events.length}, minmax(0, 1fr))` };
  return (
    <div aria-hidden className="hidden border-t border-line-strong pt-2 md:block">
      <div className="grid text-caption text-faint" style={columns}>
        <span />
        {events.map((event) => (
          <span key={event.id}>{formatClock(new Date(event.at), zone)}</span>
        ))}
      </div>
      {lanes.map((lane) => (
        <div key={lane.id} className="grid h-11 items-center" style={columns}>
          <span className="truncate pr-4 text-table font-medium">{lane.label}</span>
          {events.map((event) => (
            <span key={event.id} className="relative flex h-full items-center">
              <span className="absolute inset-x-0 top-1/2 border-t" />
              {event.lane === lane.id ? (
                <span className="relative flex max-w-full min-w-0 items-center gap-2 bg-canvas pr-2">
                  <span className={cx('size-2 shrink-0', marks[event.mark])} />
                  <span
                    className={cx('truncate text-table', event.mark === 'stop' && 'text-refused')}
                  >
                    {event.short}
                  </span>
                </span>
              ) : null}
            </span>
          ))}
        </div>
      ))}
    </div>
  );
}
