'use client';

import type { TableProblem } from '#enclave/participant/index.ts';
import { csvOf, saveFile } from '#app/_proof/download.ts';
import { say } from '#app/_text/text.ts';
import { Button } from '#app/_ui/button.tsx';
import { ProblemSummary } from '#app/_ui/problem-summary.tsx';

const shownMax = 10;

function words({ row, column, message }: TableProblem): string {
  return say('register.problem', { row, column: String(column ?? ''), words: message });
}

/** Every fault by row and column; they stay on this device, because they may quote a value. */
export function Problems({
  problems,
  total,
  file,
}: {
  readonly problems: readonly TableProblem[];
  readonly total: number;
  readonly file: string;
}) {
  const [first, ...others] = problems.slice(0, shownMax).map((one) => ({ message: words(one) }));
  if (first === undefined) return null;
  const download = () =>
    saveFile(
      `${file}.problems.csv`,
      csvOf([
        ['row', 'column', 'code', 'message'],
        ...problems.map(({ row, column, code, message }) => [
          String(row),
          String(column ?? ''),
          code,
          message,
        ]),
      ]),
      'text/csv',
    );
  return (
    <div className="flex flex-col gap-3">
      <ProblemSummary title={say('register.problems')} problems={[first, ...others]} />
      <div className="flex flex-wrap items-center gap-4 text-table text-muted">
        <span>{say('register.problems.more', { n: total })}</span>
        <span>{say('register.problems.local')}</span>
        <Button size="small" onClick={download}>
          {say('register.problems.download')}
        </Button>
      </div>
    </div>
  );
}
