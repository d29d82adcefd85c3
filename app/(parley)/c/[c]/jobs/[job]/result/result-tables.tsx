'use client';

import type { Outputs } from '#enclave/protocol/index.ts';
import { say, type PlainMessageKey } from '#app/_text/text.ts';
import { EmptyState } from '#app/_ui/empty-state.tsx';
import { ResultBars, type ResultGroup } from '#app/_ui/result-bars.tsx';

type OutputTable = Outputs['tables'][number];

const measureNames: Readonly<Record<string, PlainMessageKey>> = {
  both: 'result.measure.both',
  leftOnly: 'result.measure.leftOnly',
  rightOnly: 'result.measure.rightOnly',
  persons: 'result.measure.persons',
  good: 'result.measure.good',
  bad: 'result.measure.bad',
  unlabelled: 'result.measure.unlabelled',
};

function measureName(measure: string): string {
  const key = measureNames[measure];
  return key === undefined ? measure : say(key);
}

/** The measure that the question is about stands in the bars. */
function mainMeasure({ measures }: OutputTable): number {
  const shared = measures.indexOf('both');
  return shared < 0 ? 0 : shared;
}

function withoutMain<T>(items: readonly T[], main: number): readonly T[] {
  return items.filter((_, i) => i !== main);
}

function groupsOf(table: OutputTable): readonly ResultGroup[] {
  const main = mainMeasure(table);
  return table.rows.map(({ key, cells }) => {
    const value = cells[main];
    return {
      label: key.join(' · '),
      value: value ?? 'suppressed',
      cells: withoutMain(cells, main),
    };
  });
}

const isShown = ({ rows }: OutputTable) =>
  rows.some(({ cells }) => cells.some((cell) => cell !== 'suppressed'));

export function ResultTables({ outputs }: { readonly outputs: Outputs }) {
  if (!outputs.tables.some(isShown)) {
    return (
      <EmptyState
        what={say('result.page.nothing')}
        why={say('result.page.nothing.next')}
        action={null}
      />
    );
  }
  return outputs.tables.map((table) => (
    <ResultBars
      key={table.name}
      caption={say('result.page.table', { name: table.name })}
      summary={say('result.page.summary', { title: table.name, rows: table.rows.length })}
      groupHead={table.dimensions.join(' · ')}
      valueHead={measureName(table.measures[mainMeasure(table)] ?? '')}
      heads={withoutMain(table.measures, mainMeasure(table)).map(measureName)}
      groups={groupsOf(table)}
      noTotal={table.rows.some(({ cells }) => cells.includes('suppressed'))}
    />
  ));
}
