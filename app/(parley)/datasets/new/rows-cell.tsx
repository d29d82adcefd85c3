import { reducersFor } from '#enclave/participant/index.ts';
import type { KnownReducer } from '#enclave/protocol/index.ts';
import { say } from '#app/_text/text.ts';
import { Select } from '#app/_ui/select.tsx';
import type { ColumnChoice } from './columns.ts';

interface RowsCellProps {
  readonly column: ColumnChoice;
  readonly onChoose: (reducer: KnownReducer) => void;
}

/** Where several rows of a person differ, only the owner knows which value counts. */
export function RowsCell({ column, onChoose }: RowsCellProps) {
  const { role, type, reducers = [] } = column;
  if (role === 'out') return null;
  const ways = reducersFor({ role, type });
  return (
    <div className="mt-2">
      <Select
        aria-label={say('register.rows.of', { column: column.name })}
        value={reducers[0] ?? ''}
        placeholder={say('register.rows')}
        choices={ways.map((value) => ({ value, label: say(`register.rows.${value}`) }))}
        onChange={(event) => {
          const way = ways.find((one) => one === event.target.value);
          if (way !== undefined) onChoose(way);
        }}
      />
    </div>
  );
}
