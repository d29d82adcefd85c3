// What tests of templates share: a job's reading, people in files, and cells as if all could leave.

import type { OutputTable, Params } from '#enclave/protocol/index.ts';
import type { PreparedTemplate, RawTable, TemplateJob } from '#enclave/templates/index.ts';
import { countPlainly, type FileRow, type Files } from '#test/support/reference-engine.ts';
import { refOf, testRegistry } from '#test/support/templates.ts';

const registry = testRegistry();

export function prepare(id: string, params: Params, job: TemplateJob): PreparedTemplate {
  return registry.get(refOf(id)).prepare(params, job);
}

/** Persons under keys that begin with `prefix`, one row each. */
export function people(n: number, prefix: string, cells: FileRow[1] = {}): FileRow[] {
  return Array.from({ length: n }, (_, i) => [`${prefix}${String(i)}`, cells]);
}

export function counts(
  id: string,
  params: Params,
  job: TemplateJob,
  files: Files,
): RawTable | undefined {
  return countPlainly(prepare(id, params, job).plan, files)[0];
}

/** Counts as if all of them could leave. */
export function asReleased(
  id: string,
  params: Params,
  job: TemplateJob,
  files: Files,
): OutputTable[] {
  return countPlainly(prepare(id, params, job).plan, files).map((table) => ({
    ...{ name: table.name, dimensions: [...table.dimensions] },
    measures: table.measures.map(({ name, kind }) => ({
      ...{ name, kind, unit: 'persons', step: '5', width: 16 },
    })),
    rows: table.rows.map(({ key: own, cells }) => ({
      key: [...own],
      cells: cells.slice(0, table.measures.length).map(({ count }) => ({ count })),
    })),
  }));
}
