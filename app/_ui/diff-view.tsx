import { say } from '../_text/text.ts';
import { cx } from './class-names.ts';
import { Details } from './details.tsx';
import { Cell, HeadCell, Row, RowHead, Table, TableBody, TableHead } from './table.tsx';

/** `lower`: a number that others rely on falls, which is a decision of its own. */
export type DiffEffect = 'narrower' | 'same' | 'wider' | 'lower' | 'new';

export interface DiffRow {
  readonly field: string;
  /** Several things stand in a line each. */
  readonly before?: string | undefined;
  readonly after: string;
  readonly effect: DiffEffect;
}

const signs: Readonly<Record<DiffEffect, string>> = {
  lower: '\u2193',
  wider: '+',
  new: '+',
  narrower: '\u2212',
  same: '=',
};

const order: readonly DiffEffect[] = ['lower', 'wider', 'new', 'narrower'];

function Rows({ caption, rows }: { readonly caption: string; readonly rows: readonly DiffRow[] }) {
  return (
    <Table caption={caption} stacked>
      <TableHead>
        <tr>
          <HeadCell>{say('diff.field')}</HeadCell>
          <HeadCell>{say('diff.before')}</HeadCell>
          <HeadCell>{say('diff.after')}</HeadCell>
          <HeadCell>{say('diff.effect')}</HeadCell>
        </tr>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <Row key={row.field}>
            <RowHead>{row.field}</RowHead>
            <Cell
              label={say('diff.before')}
              className="min-w-24 wrap-anywhere whitespace-pre-line text-muted"
            >
              {row.before}
            </Cell>
            <Cell label={say('diff.after')} className="min-w-24 wrap-anywhere whitespace-pre-line">
              {row.after}
            </Cell>
            <Cell
              label={say('diff.effect')}
              className={cx(
                'whitespace-nowrap',
                row.effect === 'same' ? 'text-muted' : 'font-semibold',
              )}
            >
              <span aria-hidden className="mr-1.5 inline-block w-2 text-code">
                {signs[row.effect]}
              </span>
              {say(`diff.${row.effect}`)}
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}

interface DiffViewProps {
  /** What is compared with what. */
  readonly caption: string;
  readonly rows: readonly DiffRow[];
}

/**
 * Differences of meaning: what falls first, then what is wider, unchanged folded, effects as words.
 */
export function DiffView({ caption, rows }: DiffViewProps) {
  const changed = order.flatMap((effect) => rows.filter((row) => row.effect === effect));
  const same = rows.filter((row) => row.effect === 'same');
  return (
    <div className="grid gap-2">
      {changed.length === 0 ? null : <Rows caption={caption} rows={changed} />}
      {same.length === 0 ? null : (
        <Details summary={say('diff.unchanged', { n: same.length })}>
          <Rows caption={caption} rows={same} />
        </Details>
      )}
    </div>
  );
}
