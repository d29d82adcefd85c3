import {
  EnclaveError,
  canonicalBytes,
  hashOf,
  roundingBase,
  suppressed,
  type Cell,
  type Hash,
  type MeasureKind,
  type OutputTable,
} from '../protocol/index.ts';
import type { GroupMinima, RawTable } from '../templates/index.ts';
import { cellsToWithhold } from './suppress.ts';

export interface Disclosed {
  readonly tables: readonly OutputTable[];
  /** Goes inside the sealed result only. */
  readonly suppressedCells: number;
}

function round(count: number): number {
  return Math.round(count / roundingBase) * roundingBase;
}

/** Names the rules and numbers that decided; equal for equal parameters, whatever the data. */
export function rulesetName({ entitiesMin, classMin }: GroupMinima): Hash {
  const ruleset = { ruleset: 'threshold/1', entitiesMin, classMin, roundingBase };
  return hashOf(canonicalBytes(ruleset));
}

/** Digits of the largest integer that every reader represents exactly. */
const countWidth = String(Number.MAX_SAFE_INTEGER).length;

/** How a measure of this kind is written. Throws FIREWALL for a kind without rules. */
function writtenAs(
  kind: MeasureKind,
): Pick<OutputTable['measures'][number], 'unit' | 'step' | 'width'> {
  if (kind !== 'persons' && kind !== 'classes') throw new EnclaveError('FIREWALL', kind);
  return { unit: 'persons', step: String(roundingBase), width: countWidth };
}

/**
 * The only way out for numbers. Counts that may leave are rounded; all others, suppressed, absent
 * or zero, are one mark. No total is ever computed. Throws FIREWALL on a table that is not a grid,
 * and on a measure of a kind that has no rules here.
 */
export function releaseTables(raw: readonly RawTable[], minima: GroupMinima): Disclosed {
  let suppressedCells = 0;
  const tables = raw.map((table): OutputTable => {
    const measures = table.measures.map(({ name, kind }) => ({ name, kind, ...writtenAs(kind) }));
    const withheld = cellsToWithhold(table, minima);
    return {
      ...{ name: table.name, dimensions: [...table.dimensions], measures },
      rows: table.rows.map((row, r) => {
        if (row.cells.length < table.measures.length) throw new EnclaveError('FIREWALL', 'grid');
        const cells = row.cells.slice(0, table.measures.length).map((cell, c): Cell => {
          if (withheld[r]?.[c] !== true && Number.isSafeInteger(cell.count))
            return { count: round(cell.count) };
          suppressedCells += 1;
          return suppressed;
        });
        return { key: [...row.key], cells };
      }),
    };
  });
  return { tables, suppressedCells };
}
