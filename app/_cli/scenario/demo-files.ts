import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateLenders } from '#server/setup/demo-data.ts';
import { demoScenario } from '#server/setup/demo-scenario.ts';
import type { Scenario } from '#server/setup/scenario.ts';

export const personsPerLender = 20_000;

/** The demonstration's scenario, with the made-up tables of its lenders written into `folder`. */
export function writeDemonstration(folder: string): Scenario {
  mkdirSync(folder, { recursive: true });
  const scenario = demoScenario();
  const lenders = scenario.datasets.length;
  const tables = generateLenders({ lenders, personsPerLender, seed: 2026 });
  scenario.datasets.forEach(({ file }, i) =>
    writeFileSync(join(folder, file), tables[i]?.csv ?? ''),
  );
  return scenario;
}
