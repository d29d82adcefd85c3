'use client';

import type { Outputs } from '../../../../../../../enclave-jobs/protocol/index.ts';
import { formatCount } from '../../../../../../_text/format.ts';
import { say } from '../../../../../../_text/text.ts';
import { EmptyState } from '../../../../../../_ui/empty-state.tsx';
import { ResultBars, type ResultGroup } from '../../../../../../_ui/result-bars.tsx';

type OutputTable = Outputs['tables'][number];

/** The measure that the question is about stands in the bars: the last one. */
function groupsOf({ rows }: OutputTable): readonly ResultGroup[] {
  return rows.map(({ key, cells }) => {
    const main = cells.at(-1);
    return {
      label: key.join(' · '),
      value: main === undefined || main === 'suppressed' ? 'few' : main,
      cells: cells.map((cell) =>
        cell === 'suppressed' ? say('result.page.suppressedWord') : formatCount(cell),
      ),
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
      valueHead={table.measures.at(-1) ?? ''}
      heads={table.measures}
      groups={groupsOf(table)}
      noTotal={table.rows.some(({ cells }) => cells.includes('suppressed'))}
    />
  ));
}
