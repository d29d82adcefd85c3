import type { Outputs } from '#enclave/protocol/index.ts';
import { csvOf } from '#app/_proof/download.ts';
import { say } from '#app/_text/text.ts';

/** All tables below each other; what is simulated says so in its first line. */
export function resultCsv({ tables }: Outputs, simulated: boolean): string {
  const rows = tables.flatMap(({ name, dimensions, measures, rows: lines }) => [
    [name],
    [...dimensions, ...measures],
    ...lines.map(({ key, cells }) => [...key, ...cells.map(String)]),
    [],
  ]);
  return csvOf([...(simulated ? [[say('sim.banner')]] : []), ...rows]);
}
