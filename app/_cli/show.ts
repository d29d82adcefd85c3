// Tables and reports for a terminal.

import {
  verdictNames,
  type CheckState,
  type VerifyReport,
  type VerifyStep,
} from '#enclave/participant/index.ts';
import type { AnswerValue, Cell, Outputs } from '#enclave/protocol/index.ts';
import { say } from '../_text/text.ts';

const withheld = '·';

function pad(text: string, width: number, right: boolean): string {
  return right ? text.padStart(width) : text.padEnd(width);
}

interface TextTable {
  readonly name: string;
  readonly dimensions: readonly string[];
  readonly columns: readonly string[];
  readonly rows: readonly { readonly key: readonly string[]; readonly cells: readonly string[] }[];
}

function cellText(cell: Cell): string {
  if (cell === 'suppressed') return withheld;
  return 'count' in cell ? cell.count.toLocaleString('en') : cell.sum;
}

function answerText(value: AnswerValue): string {
  return value === 'not measurable' ? withheld : value.decimal;
}

function tableText({ dimensions, columns, rows, name }: TextTable): string {
  const head = [...dimensions, ...columns];
  const body = rows.map(({ key, cells }) => [...key, ...cells]);
  const widths = head.map((title, c) =>
    Math.max(title.length, ...body.map((row) => (row[c] ?? '').length)),
  );
  const line = (cells: readonly string[]) =>
    `    ${cells.map((cell, c) => pad(cell, widths[c] ?? 0, c >= dimensions.length)).join('   ')}`;
  return [`  ${name}`, line(head), ...body.map(line)].join('\n');
}

function tablesOf({ tables, answer }: Outputs): readonly TextTable[] {
  const counts = tables.map(({ name, dimensions, measures, rows }) => ({
    ...{ name, dimensions, columns: measures.map((one) => one.name) },
    rows: rows.map(({ key, cells }) => ({ key, cells: cells.map(cellText) })),
  }));
  const answers = answer.tables.map(({ name, dimensions, columns, rows }) => ({
    ...{ name, dimensions, columns: columns.map((one) => `${one.name}, ${one.unit}`) },
    rows: rows.map(({ key, values }) => ({ key, cells: values.map(answerText) })),
  }));
  return [...counts, ...answers];
}

const textWidth = 100;

/** A sentence in lines that a terminal shows whole. */
export function wrapText(text: string, indent: string): string {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line.length + word.length < textWidth) lines[lines.length - 1] = `${line} ${word}`.trim();
    else lines.push(word);
  }
  return lines.map((line) => `${indent}${line}`).join('\n');
}

/** Outputs as text; withheld cells are a dot, whatever the reason. */
export function outputsText(outputs: Outputs, suppressedCells: number): string {
  const tables = tablesOf(outputs).map(tableText).join('\n');
  const note =
    suppressedCells === 0
      ? '  every cell could leave; counts are rounded to 5'
      : `  ${withheld} withheld: ${suppressedCells} cells (small, absent or zero, which are not told apart); others rounded to 5`;
  return `${tables}\n${note}`;
}

const marks: Readonly<Record<CheckState, string>> = {
  passed: '✓',
  failed: '✗',
  'not checked': '–',
};

function stepText({ state, about, code }: VerifyStep): string {
  const why = state === 'passed' ? '' : `  [${code ?? state}]`;
  return `      ${marks[state]} ${about}${why}`;
}

/** Beside the answer: nobody reads a proof and misses what its machines were. */
const evidenceWords: Readonly<Record<VerifyReport['evidence'], string>> = {
  simulated: ' (SIMULATED attestation: it protects nothing)',
  'named-root': ' (by a root that a rule NAMED, not by a maker of hardware)',
  hardware: '',
  'not checked': ' (hardware: not checked)',
};

/** What "attested" means where it is not a maker's word. */
const attestedWords: Readonly<Partial<Record<VerifyReport['evidence'], string>>> = {
  simulated: say('sim.verdict'),
  'named-root': say('named.verdict'),
};

const answers = {
  verified: 'VERIFIED against your verified partners',
  consistent: 'CONSISTENT in itself; without your verified partners it could be of a made-up world',
  failed: 'NOT VERIFIED',
} as const;

/** The four verdicts with their steps. */
export function reportText(report: VerifyReport): string {
  const lines: string[] = [];
  for (const name of verdictNames) {
    const verdict = report.verdicts[name];
    const words = say(`verdict.${name}.name`);
    if (verdict === 'no pins') {
      lines.push(`    – ${words}: no verified partners given`);
      continue;
    }
    const label = name === 'attested' ? (attestedWords[report.evidence] ?? words) : words;
    const also = verdict.state === 'not checked' ? ': not checked' : '';
    lines.push(`    ${marks[verdict.state]} ${label}${also}`, ...verdict.steps.map(stepText));
  }
  if (report.at !== undefined) {
    const time = new Date(report.at.time * 1000).toISOString();
    lines.push(
      `    released at ${time}, says the ${report.at.source}; ${report.today ?? ''}`.trimEnd(),
    );
  }
  if (report.status === 'failed') lines.push('  the job itself FAILED: there is no result');
  lines.push(`  ${answers[report.answer]}${evidenceWords[report.evidence]}`);
  return lines.join('\n');
}
