'use client';

import { formatRelative, formatTime } from '../_text/format.ts';
import { useTimeZone } from './time-zone.ts';

interface TimeProps {
  /** ISO 8601, or anything that `Date` reads exactly. */
  readonly at: string | Date;
  /** When given, the distance from it stands beside the absolute time. */
  readonly now?: string | Date | undefined;
}

export function Time({ at, now }: TimeProps) {
  const zone = useTimeZone();
  const time = new Date(at);
  return (
    <time dateTime={time.toISOString()} className="whitespace-nowrap">
      {formatTime(time, zone)}
      {now === undefined ? null : (
        <span className="text-faint"> ({formatRelative(time, new Date(now))})</span>
      )}
    </time>
  );
}
