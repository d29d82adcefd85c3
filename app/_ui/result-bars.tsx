import { say } from '../_text/text.ts';
import { cx } from './class-names.ts';
import { Status } from './status.tsx';
import { Cell, HeadCell, Row, RowHead, Table, TableBody, TableHead } from './table.tsx';

/**
 * A number with its text. Held back: small, empty or zero, which are not told apart; not
 * measurable: it would need a number that was held back.
 */
export type ResultCell =
  { readonly size: number; readonly text: string } | 'suppressed' | 'not measurable';

export interface ResultGroup {
  readonly label: string;
  /** Of the bar. */
  readonly value: ResultCell;
  /** Beside it, one for each of `heads`. */
  readonly cells: readonly ResultCell[];
}

interface ResultBarsProps {
  /** Names the table. */
  readonly caption: string;
  /** The chart in one sentence: its accessible name. */
  readonly summary: string;
  readonly groupHead: string;
  readonly valueHead: string;
  readonly heads: readonly string[];
  readonly groups: readonly ResultGroup[];
  /** False where a chart of its own stands above. */
  readonly hasBars?: boolean;
  /** Whether a total would have been expected, so that its absence is explained. */
  readonly noTotal?: boolean;
}

const barsMax = 20;
/** More columns beside the bars would not fit. */
const headsBeside = 3;

function Bars({
  summary,
  valueHead,
  groups,
}: Pick<ResultBarsProps, 'summary' | 'valueHead' | 'groups'>) {
  const values = groups.map(({ value }) => (typeof value === 'object' ? value.size : 0));
  const largest = Math.max(1, ...values);
  return (
    <div
      role="img"
      aria-label={summary}
      className="grid grid-cols-[fit-content(40%)_1fr] content-start gap-x-4"
    >
      <p className="col-start-2 flex h-9 items-end py-2 text-caption text-muted">{valueHead}</p>
      {groups.slice(0, barsMax).map((group) => (
        <div
          key={group.label}
          className="col-span-2 grid h-11 grid-cols-subgrid items-center text-table"
        >
          <span className="truncate">{group.label}</span>
          {typeof group.value === 'object' ? (
            <span className="flex min-w-0 items-center gap-2">
              <span
                className="h-4 min-w-px bg-data-1"
                style={{ width: `calc((100% - 56px) * ${group.value.size / largest})` }}
              />
              <span className="text-muted">{group.value.text}</span>
            </span>
          ) : (
            <span className="h-4 w-24 border border-suppressed-line hatch-suppressed" />
          )}
        </div>
      ))}
    </div>
  );
}

function Value({ cell }: { readonly cell: ResultCell }) {
  if (typeof cell === 'object') return cell.text;
  return cell === 'suppressed' ? (
    <Status kind="suppressed" />
  ) : (
    <span className="text-muted">{say('result.cell.notMeasurable')}</span>
  );
}

function Values(props: Omit<ResultBarsProps, 'summary' | 'noTotal' | 'hasBars'>) {
  const { caption, groupHead, valueHead, heads, groups } = props;
  return (
    <Table caption={caption}>
      <TableHead>
        <tr>
          <HeadCell className="first-letter:uppercase">{groupHead}</HeadCell>
          <HeadCell numeric>{valueHead}</HeadCell>
          {heads.map((head) => (
            <HeadCell key={head} numeric>
              {head}
            </HeadCell>
          ))}
        </tr>
      </TableHead>
      <TableBody>
        {groups.map((group) => (
          <Row key={group.label}>
            <RowHead>{group.label}</RowHead>
            <Cell numeric className="font-medium">
              <Value cell={group.value} />
            </Cell>
            {group.cells.map((cell, place) => (
              <Cell key={heads[place]} numeric>
                <Value cell={cell} />
              </Cell>
            ))}
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}

/** Bars and their table twin, row beside row. A held-back value is hatched and named, never 0. */
export function ResultBars({
  summary,
  noTotal = false,
  hasBars = true,
  ...table
}: ResultBarsProps) {
  // A wide table needs the width of the page; its bars stand above it then.
  const isBeside = hasBars && table.heads.length <= headsBeside;
  return (
    <div>
      <div className={cx('grid gap-x-12 gap-y-6', isBeside && 'lg:grid-cols-2')}>
        {hasBars ? (
          <Bars summary={summary} valueHead={table.valueHead} groups={table.groups} />
        ) : null}
        <Values {...table} />
      </div>
      {noTotal ? <p className="mt-3 text-table text-muted">{say('result.noTotal')}</p> : null}
    </div>
  );
}
