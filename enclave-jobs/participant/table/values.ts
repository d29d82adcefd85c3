// How a cell is read as a value. Decimals stay text and are compared as scaled integers: exact,
// always.

import { canonicalDecimal, dateSchema, integerMax, type Column } from '../../protocol/index.ts';

export type ColumnType = Column['type'];

const intPattern = /^-?(0|[1-9][0-9]*)$/;
const decimalPattern = /^-?(0|[1-9][0-9]*)(\.[0-9]+)?$/;
/** DECIMAL(18, s) is the widest that DuckDB keeps in 64 bits. */
const decimalDigitsMax = 18;

function readDecimal(text: string): string | undefined {
  if (!decimalPattern.test(text)) return undefined;
  const canonical = canonicalDecimal(text);
  return canonical.replace(/[-.]/g, '').length <= decimalDigitsMax ? canonical : undefined;
}

function readInt(text: string): bigint | undefined {
  if (!intPattern.test(text)) return undefined;
  return Math.abs(Number(text)) <= integerMax ? BigInt(text) : undefined;
}

/**
 * The value of a cell that is not empty, or undefined if it is not one of `type`. Strict: no
 * spaces, no plus, no exponent, no thousands mark, no leading zero, only days that exist.
 */
export function readValue(type: ColumnType, text: string): string | bigint | undefined {
  switch (type) {
    case 'text':
      return text;
    case 'int':
      return readInt(text);
    case 'decimal':
      return readDecimal(text);
    case 'date':
      return dateSchema.safeParse(text).success ? text : undefined;
  }
}
