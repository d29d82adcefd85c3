// Released cells and answers as people read them: tables of counts with the numbers that follow
// from them beside, under the words of their question.

import type { Answer, AnswerValue, Cell, Outputs, OutputTable } from '#enclave/protocol/index.ts';
import { formatCount } from '#app/_text/format.ts';
import type { TemplateWords } from '#app/_text/templates/template-words.ts';
import type { ResultCell } from '#app/_ui/result-bars.tsx';

/** Of a question that this build does not know, the names stand as the enclave wrote them. */
type Words = Pick<TemplateWords, 'measures' | 'answers' | 'dimensions'> | undefined;

export interface ReadColumn {
  /** As the enclave names it. */
  readonly name: string;
  readonly label: string;
}

export interface ReadTable {
  readonly name: string;
  readonly dimensions: readonly string[];
  readonly columns: readonly ReadColumn[];
  readonly rows: readonly {
    readonly key: readonly string[];
    readonly cells: readonly ResultCell[];
  }[];
}

export function readCell(cell: Cell): ResultCell {
  if (cell === 'suppressed') return cell;
  return 'count' in cell
    ? { size: cell.count, text: formatCount(cell.count) }
    : { size: Number(cell.sum), text: cell.sum };
}

export function readValue(value: AnswerValue, unit: string): ResultCell {
  if (value === 'not measurable') return value;
  const size = Number(value.decimal);
  if (unit === 'percent') return { size, text: `${size.toFixed(1)} %` };
  return { size, text: unit === 'persons' ? formatCount(size) : value.decimal };
}

type AnswerTable = Answer['tables'][number];

const rowsOf = ({ rows }: OutputTable | AnswerTable) => JSON.stringify(rows.map(({ key }) => key));

function readOutput(table: OutputTable, answers: readonly AnswerTable[], words: Words): ReadTable {
  return {
    name: table.name,
    dimensions: table.dimensions.map((name) => words?.dimensions[name] ?? name),
    columns: [
      ...table.measures.map(({ name }) => ({ name, label: words?.measures[name] ?? name })),
      ...answers.flatMap(({ columns }) =>
        columns.map(({ name }) => ({ name, label: words?.answers[name] ?? name })),
      ),
    ],
    rows: table.rows.map(({ key, cells }, at) => ({
      key,
      cells: [
        ...cells.map(readCell),
        ...answers.flatMap(({ columns, rows }) =>
          (rows[at]?.values ?? []).map((value, c) => readValue(value, columns[c]?.unit ?? '')),
        ),
      ],
    })),
  };
}

/** Each table of counts, with the answers about the same rows as further columns. */
export function readOutputs({ tables, answer }: Outputs, words: Words): readonly ReadTable[] {
  return tables.map((table) => {
    const about = answer.tables.filter((one) => rowsOf(one) === rowsOf(table));
    return readOutput(table, about, words);
  });
}
