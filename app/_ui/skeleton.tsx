import { say } from '../_text/text.ts';

interface SkeletonProps {
  readonly rows?: number;
}

/** Holds the place of rows that are on their way. It stands still. */
export function Skeleton({ rows = 3 }: SkeletonProps) {
  return (
    <div data-skeleton="" role="status" aria-label={say('skeleton.loading')} className="divide-y">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="flex h-11 items-center gap-6">
          <div className="h-3 rounded-badge bg-hover" style={{ width: `${38 - (row % 3) * 7}%` }} />
          <div className="h-3 w-24 rounded-badge bg-hover" />
          <div className="ml-auto h-3 w-14 rounded-badge bg-hover" />
        </div>
      ))}
    </div>
  );
}
