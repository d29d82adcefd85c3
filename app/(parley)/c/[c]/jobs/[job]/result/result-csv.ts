import type { VerifyReport } from '#enclave/participant/index.ts';
import type { AnswerValue, Cell, Outputs } from '#enclave/protocol/index.ts';
import { csvOf } from '#app/_proof/download.ts';
import { say } from '#app/_text/text.ts';

/** What a number carries along when it leaves the page: the band that stood above it. */
function bandOf(evidence: VerifyReport['evidence']): readonly (readonly string[])[] {
  if (evidence === 'simulated') return [[say('sim.banner')]];
  return evidence === 'named-root' ? [[say('named.banner')]] : [];
}

/** As the enclave wrote it. */
function plainCell(cell: Cell): string {
  if (cell === 'suppressed') return cell;
  return 'count' in cell ? String(cell.count) : cell.sum;
}

function plainValue(value: AnswerValue): string {
  return value === 'not measurable' ? value : value.decimal;
}

/** All tables below each other, under the band of the machines that made them. */
export function resultCsv(outputs: Outputs, evidence: VerifyReport['evidence']): string {
  const { tables, answer } = outputs;
  const counts = tables.flatMap(({ name, dimensions, measures, rows: lines }) => [
    [name],
    [...dimensions, ...measures.map((one) => one.name)],
    ...lines.map(({ key, cells }) => [...key, ...cells.map(plainCell)]),
    [],
  ]);
  const answers = answer.tables.flatMap(({ name, dimensions, columns, rows: lines }) => [
    [name],
    [...dimensions, ...columns.map((one) => `${one.name} (${one.unit})`)],
    ...lines.map(({ key, values }) => [...key, ...values.map(plainValue)]),
    [],
  ]);
  const rows = [...counts, ...answers];
  return csvOf([...bandOf(evidence), ...rows]);
}
