import { ArrowDown, ArrowUp } from 'lucide-react';
import { Icon } from './icon.tsx';
import { HeadCell } from './table.tsx';

interface SortHeadProps {
  readonly id: string;
  readonly head: string;
  readonly numeric: boolean;
  /** The table's order as `id` or `-id`; `undefined` if this column cannot be sorted by. */
  readonly sorted: string | undefined;
  readonly onSort: (next: string) => void;
}

/** A column head that sorts: numbers start with the largest, words with the first. */
export function SortHead({ id, head, numeric, sorted, onSort }: SortHeadProps) {
  if (sorted === undefined) return <HeadCell numeric={numeric}>{head}</HeadCell>;
  const up = sorted === id;
  const down = sorted === `-${id}`;
  const first = numeric ? `-${id}` : id;
  const second = numeric ? id : `-${id}`;
  return (
    <HeadCell numeric={numeric} aria-sort={up ? 'ascending' : down ? 'descending' : 'none'}>
      <button
        type="button"
        onClick={() => onSort(sorted === first ? second : first)}
        className="inline-flex items-center gap-1 rounded-badge transition-colors hover:text-text"
      >
        {head}
        {up || down ? <Icon of={up ? ArrowUp : ArrowDown} className="size-3" /> : null}
      </button>
    </HeadCell>
  );
}
