// Shares of released counts, in integer arithmetic: the same cells give the same text everywhere.

import type { AnswerColumn, AnswerValue, Cell } from '../../protocol/index.ts';

/** The longest percentage is "100.0". */
export function percentColumn(name: string): AnswerColumn {
  return { name, unit: 'percent', width: 5 };
}

/**
 * `part` of all `parts` in percent, one digit after the point, halves rounded up. Not measurable if
 * one of the cells was withheld, or if nobody is in them.
 */
export function percentOf(part: Cell, parts: readonly Cell[]): AnswerValue {
  const counts = parts.flatMap((cell) => (hasCount(cell) ? [cell.count] : []));
  if (!hasCount(part) || counts.length < parts.length) return 'not measurable';
  const whole = counts.reduce((sum, count) => sum + count, 0);
  if (whole === 0) return 'not measurable';
  const tenths = Math.floor((part.count * 2000 + whole) / (2 * whole));
  return { decimal: tenths % 10 === 0 ? String(tenths / 10) : decimalOf(tenths) };
}

/** Whether the cell was released, with how many persons. */
export function hasCount(cell: Cell): cell is { count: number } {
  return cell !== 'suppressed' && 'count' in cell;
}

function decimalOf(tenths: number): string {
  return `${String(Math.floor(tenths / 10))}.${String(tenths % 10)}`;
}
