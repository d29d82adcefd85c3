// A first domain for a column. Declared domains stand in the manifest, which every member reads, so
// a proposal must not publish what one person brought along: the exact minimum and maximum, the
// longest text, the first day, or a value that hardly anybody has.

import {
  fromUnits,
  integerMax,
  scaleOf,
  sorted,
  textLengthMax,
  toUnits,
  type Domain,
} from '../../protocol/index.ts';
import { readValue, type ColumnType } from './values.ts';

/**
 * A list of values is readable up to here, and longer lists are identifiers more often than groups.
 */
const enumValuesMax = 64;
/** Rows per value on average: below that a list of values is a list of people. */
const rowsPerValueMin = 20;

function floorTo(value: bigint, unit: bigint): bigint {
  const rest = ((value % unit) + unit) % unit;
  return value - rest;
}

/** The bounds widened to multiples of the range's power of ten, ten at least. */
function widen(values: readonly bigint[]): { min: bigint; max: bigint } {
  let min = values[0] ?? 0n;
  let max = min;
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  const digits = (max - min).toString().length;
  const unit = 10n ** BigInt(Math.max(1, digits - 1));
  const from = floorTo(min, unit);
  const to = -floorTo(-max, unit);
  return { min: from, max: from === to ? to + unit : to };
}

function numberDomain(kind: 'int' | 'decimal', texts: readonly string[]): Domain {
  const decimals = texts.map((text) => String(readValue(kind, text) ?? 0n));
  // Two fixed values say nothing about anybody, and 0 to 10 would be no label.
  if (kind === 'int' && decimals.every((d) => d === '0' || d === '1')) {
    return { kind, min: '0', max: '1', step: '1' };
  }
  const scale = decimals.reduce((most, d) => Math.max(most, scaleOf(d)), 0);
  const { min, max } = widen(decimals.map((d) => toUnits(d, scale)));
  const limit = BigInt(integerMax);
  const clamp = (n: bigint) =>
    kind === 'decimal' ? n : n > limit ? limit : n < -limit ? -limit : n;
  return {
    kind,
    min: fromUnits(clamp(min), scale),
    max: fromUnits(clamp(max), scale),
    step: fromUnits(1n, scale),
  };
}

function dateDomain(texts: readonly string[]): Domain {
  const years = texts.map((text) => text.slice(0, 4)).sort();
  return {
    kind: 'date',
    min: `${years[0] ?? '2000'}-01-01`,
    max: `${years.at(-1) ?? '2000'}-12-31`,
  };
}

/** What a manifest can hold as a value of an enum. */
function isDeclarable(text: string): boolean {
  return !/[\p{Cc}]/u.test(text) && text.normalize('NFC') === text;
}

function textDomain(texts: readonly string[], filled: number, isKey: boolean): Domain {
  const isFew = texts.length <= enumValuesMax && filled >= rowsPerValueMin * texts.length;
  if (!isKey && texts.length > 0 && isFew && texts.every(isDeclarable)) {
    return { kind: 'enum', values: sorted(texts) };
  }
  const longest = texts.reduce((most, text) => Math.max(most, text.length), 0);
  let maxLength = 8;
  while (maxLength < longest && maxLength < textLengthMax) maxLength *= 2;
  return { kind: 'text', maxLength };
}

export interface ColumnValues {
  /** The different values that are not empty; all of them are of the column's type. */
  readonly distinct: readonly string[];
  readonly filled: number;
  /** Identifiers never become an enum. */
  readonly isKey: boolean;
}

/** A domain that holds every value and publishes none that only few rows have. */
export function proposeDomain(type: ColumnType, values: ColumnValues): Domain {
  switch (type) {
    case 'int':
    case 'decimal':
      return numberDomain(type, values.distinct);
    case 'date':
      return dateDomain(values.distinct);
    case 'text':
      return textDomain(values.distinct, values.filled, values.isKey);
  }
}
