import type { OutputTable } from '#enclave/protocol/index.ts';
import { say } from '#app/_text/text.ts';
import { readValue } from '../result-cells.ts';
import type { ResultView } from './result-view.ts';

interface Bar {
  readonly label: string;
  /** Percent; absent where it cannot be said. */
  readonly rate: number | undefined;
}

/** The rates of each segment beside each other: one group of bars for each. */
function groupsOf(
  rows: readonly { readonly key: readonly string[]; readonly rate: Bar['rate'] }[],
) {
  const groups = new Map<string, Bar[]>();
  for (const { key, rate } of rows) {
    const [label = '', ...segment] = key;
    const name = segment.join(' · ');
    groups.set(name, [...(groups.get(name) ?? []), { label, rate }]);
  }
  return [...groups];
}

function Bars({
  name,
  bars,
  most,
}: {
  readonly name: string;
  readonly bars: readonly Bar[];
  readonly most: number;
}) {
  return (
    <div className="grid content-start gap-2">
      {name === '' ? null : <p className="text-table font-medium">{name}</p>}
      {bars.map(({ label, rate }) => (
        <div key={label} className="grid grid-cols-[96px_1fr] items-center gap-3 text-table">
          <span className="truncate text-muted">{label}</span>
          {rate === undefined ? (
            <span className="text-muted">{say('result.cell.notMeasurable')}</span>
          ) : (
            <span className="flex min-w-0 items-center gap-2">
              <span
                className="h-4 min-w-px bg-data-1"
                style={{ width: `calc((100% - 64px) * ${String(rate / most)})` }}
              />
              <span>{`${rate.toFixed(1)} %`}</span>
            </span>
          )}
        </div>
      ))}
    </div>
  );
}

/** Bad rates as bars, grouped by segment: what people look at first. */
export const view: ResultView = ({ outputs, words }) => {
  const [table] = outputs.answer.tables;
  const at = table?.columns.findIndex(({ name }) => name === 'badRate') ?? -1;
  const rows: { key: OutputTable['rows'][number]['key']; rate: Bar['rate'] }[] = (
    table?.rows ?? []
  ).map(({ key, values }) => {
    const cell = readValue(values[at] ?? 'not measurable', 'percent');
    return { key, rate: typeof cell === 'object' ? cell.size : undefined };
  });
  const most = Math.max(1, ...rows.map(({ rate }) => rate ?? 0));
  return (
    <figure className="m-0 grid gap-4">
      <figcaption className="text-caption">{words.answers['badRate']}</figcaption>
      <div className="grid gap-x-12 gap-y-6 sm:grid-cols-2">
        {groupsOf(rows).map(([name, bars]) => (
          <Bars key={name} name={name} bars={bars} most={most} />
        ))}
      </div>
    </figure>
  );
};
