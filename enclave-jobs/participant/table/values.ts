// How a cell is read as a value. Decimals stay text and are compared as scaled integers: exact,
// always.

import { dateSchema, integerMax, type Column } from '../../protocol/index.ts';

export type ColumnType = Column['type'];

const intPattern = /^-?(0|[1-9][0-9]*)$/;
const decimalPattern = /^-?(0|[1-9][0-9]*)(\.[0-9]+)?$/;
/** DECIMAL(18, s) is the widest that DuckDB keeps in 64 bits. */
const decimalDigitsMax = 18;

/**
 * The canonical decimal text of `text`, which matches the pattern: no trailing zero, no minus zero.
 */
function canonicalDecimal(text: string): string {
  const short = text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  return short === '-0' ? '0' : short;
}

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

/** Digits after the point of a canonical decimal. */
export function scaleOf(decimal: string): number {
  const point = decimal.indexOf('.');
  return point < 0 ? 0 : decimal.length - point - 1;
}

/** A canonical decimal times 10^scale; `scale` is not less than its own. */
export function toUnits(decimal: string, scale: number): bigint {
  return BigInt(decimal.replace('.', '') + '0'.repeat(scale - scaleOf(decimal)));
}

/** The inverse of `toUnits`. */
export function fromUnits(units: bigint, scale: number): string {
  if (scale === 0) return units.toString();
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  const text = `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  return canonicalDecimal(units < 0n ? `-${text}` : text);
}
