import type { VerifyReport } from '#enclave/participant/index.ts';
import type { Outputs } from '#enclave/protocol/index.ts';
import { csvOf } from '#app/_proof/download.ts';
import { say } from '#app/_text/text.ts';

/** What a number carries along when it leaves the page: the band that stood above it. */
function bandOf(evidence: VerifyReport['evidence']): readonly (readonly string[])[] {
  if (evidence === 'simulated') return [[say('sim.banner')]];
  return evidence === 'named-root' ? [[say('named.banner')]] : [];
}

/** All tables below each other, under the band of the machines that made them. */
export function resultCsv({ tables }: Outputs, evidence: VerifyReport['evidence']): string {
  const rows = tables.flatMap(({ name, dimensions, measures, rows: lines }) => [
    [name],
    [...dimensions, ...measures],
    ...lines.map(({ key, cells }) => [...key, ...cells.map(String)]),
    [],
  ]);
  return csvOf([...bandOf(evidence), ...rows]);
}
