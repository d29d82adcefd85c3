'use client';

import type { Outputs } from '#enclave/protocol/index.ts';
import type { AskedJob } from '#app/_client/jobs/read-asked.ts';
import { templateWords, withOwners } from '#app/_text/templates/words-of.ts';
import { say } from '#app/_text/text.ts';
import { EmptyState } from '#app/_ui/empty-state.tsx';
import { ResultBars } from '#app/_ui/result-bars.tsx';
import { readOutputs, type ReadTable } from './result-cells.ts';
import { registeredViews } from './views/registered.ts';

/** The number that the question is about stands in the bars. */
function withMainFirst(table: ReadTable, main: string | undefined): ReadTable {
  const at = Math.max(
    0,
    table.columns.findIndex(({ name }) => name === main),
  );
  const moved = <T,>(items: readonly T[]): readonly T[] => [
    ...items.slice(at, at + 1),
    ...items.filter((_, i) => i !== at),
  ];
  return {
    ...table,
    columns: moved(table.columns),
    rows: table.rows.map(({ key, cells }) => ({ key, cells: moved(cells) })),
  };
}

const isShown = ({ rows }: ReadTable) =>
  rows.some(({ cells }) => cells.some((cell) => typeof cell === 'object'));

interface ResultTablesProps {
  readonly asked: AskedJob;
  readonly outputs: Outputs;
}

export function ResultTables({ asked, outputs }: ResultTablesProps) {
  const { question, owners } = asked;
  const words = withOwners(templateWords(question), owners);
  const tables = readOutputs(outputs, words).map((one) => withMainFirst(one, words?.main));
  if (!tables.some(isShown)) {
    return (
      <EmptyState
        what={say('result.page.nothing')}
        why={say('result.page.nothing.next')}
        action={null}
      />
    );
  }
  const View = Object.hasOwn(registeredViews, question) ? registeredViews[question] : undefined;
  return (
    <>
      {View === undefined || words === undefined ? null : <View outputs={outputs} words={words} />}
      {tables.map((table) => (
        <ResultBars
          key={table.name}
          caption={say('result.page.table', { name: table.name })}
          summary={say('result.page.summary', { title: table.name, rows: table.rows.length })}
          groupHead={table.dimensions.join(' · ')}
          valueHead={table.columns[0]?.label ?? ''}
          heads={table.columns.slice(1).map(({ label }) => label)}
          groups={table.rows.map(({ key, cells: [first = 'suppressed', ...cells] }) => ({
            ...{ label: key.join(' · '), value: first, cells },
          }))}
          hasBars={View === undefined}
          noTotal={table.rows.some(({ cells }) => cells.includes('suppressed'))}
        />
      ))}
    </>
  );
}
