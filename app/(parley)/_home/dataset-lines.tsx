import Link from 'next/link';
import { say } from '../../_text/text.ts';
import { DatasetState } from '../_shared/dataset-state.tsx';

interface DatasetLinesProps {
  readonly rows: readonly {
    readonly id: string;
    readonly name: string;
    readonly withdrawnAt: Date | null;
    readonly needsGrant: boolean;
    readonly versions: readonly {
      readonly version: number;
      readonly blob: string | null;
      readonly erasedAt: Date | null;
    }[];
  }[];
}

/** One line per dataset: its name, newest version, and whether a question could use it now. */
export function DatasetLines({ rows }: DatasetLinesProps) {
  return (
    <ul className="divide-y border-y">
      {rows.map((row) => (
        <li
          key={row.id}
          className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 py-2.5"
        >
          <span className="text-body">
            <Link
              href={`/datasets/${row.id}`}
              className="rounded-badge font-medium hover:underline hover:underline-offset-[3px]"
            >
              {row.name}
            </Link>{' '}
            <span className="text-table text-muted">
              {say('data.versionShort', { n: row.versions[0]?.version ?? 0 })}
            </span>
          </span>
          <DatasetState
            withdrawnAt={row.withdrawnAt}
            needsGrant={row.needsGrant}
            version={row.versions[0]}
          />
        </li>
      ))}
    </ul>
  );
}
