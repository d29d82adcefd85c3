import {
  EnclaveError,
  canonicalBytes,
  classMinFloor,
  entitiesMinFloor,
  hashOf,
  type Cell,
  type Hash,
  type Outputs,
} from '../protocol/index.ts';
import type { RawTable } from '../templates/index.ts';
import { cellsToWithhold, type Thresholds } from './suppress.ts';

/** Released counts are multiples of this. */
export const roundingBase = 5;

export interface Disclosed {
  readonly outputs: Outputs;
  /** Goes inside the sealed result only. */
  readonly suppressedCells: number;
}

function round(count: number): number {
  return Math.round(count / roundingBase) * roundingBase;
}

/** Raises what policies and job ask for to the compiled floors. */
export function effectiveThresholds(asked: Thresholds): Thresholds {
  return {
    entitiesMin: Math.max(entitiesMinFloor, asked.entitiesMin),
    classMin: Math.max(classMinFloor, asked.classMin),
  };
}

/** Names the rules and numbers that decided; equal for equal parameters, whatever the data. */
export function rulesetName(thresholds: Thresholds): Hash {
  return hashOf(canonicalBytes({ ruleset: 'threshold/1', ...thresholds, roundingBase }));
}

/**
 * The only way out for numbers. Counts that may leave are rounded; all others, suppressed, absent
 * or zero, are one mark. No total is ever computed. Throws FIREWALL on a table that is not a grid.
 */
export function releaseTables(tables: readonly RawTable[], asked: Thresholds): Disclosed {
  const thresholds = effectiveThresholds(asked);
  let suppressedCells = 0;
  const outputs = tables.map((table) => {
    const withheld = cellsToWithhold(table, thresholds);
    return {
      name: table.name,
      dimensions: [...table.dimensions],
      measures: [...table.measures],
      rows: table.rows.map((row, r) => {
        if (row.cells.length < table.measures.length) throw new EnclaveError('FIREWALL', 'grid');
        const cells = row.cells.slice(0, table.measures.length).map((cell, c): Cell => {
          if (withheld[r]?.[c] !== true && Number.isSafeInteger(cell.count))
            return round(cell.count);
          suppressedCells += 1;
          return 'suppressed';
        });
        return { key: [...row.key], cells };
      }),
    };
  });
  return { outputs: { tables: outputs }, suppressedCells };
}
