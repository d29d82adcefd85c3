// The demonstration: a scenario over a running platform, every job of which has to end in an answer
// that this terminal verified.

import { simulatedWorker } from '#enclave/participant/index.ts';
import type { Hash, Result } from '#enclave/protocol/index.ts';
import type { TemplateRegistry } from '#enclave/templates/index.ts';
import type { EnclaveCode } from '#server/setup/enclave-code.ts';
import type { Scenario } from '#server/setup/scenario.ts';
import { openScenario, type OpenScenario } from '../scenario/open-scenario.ts';
import { runJob, type Outcome } from '../scenario/run-job.ts';
import { webPlatform, type WebPeople } from './web-platform.ts';

export interface SeedContext extends WebPeople {
  readonly registry: TemplateRegistry;
  readonly code: EnclaveCode;
  /** Of the scenario's files. */
  readonly folder: string;
  readonly onStage: (text: string) => void;
}

/** Verified: anything else is no demonstration. */
export interface SeededJob extends Outcome {
  readonly job: string;
  readonly title: string;
  readonly result: Result;
  readonly answersToResultMs: number;
}

const titles: Readonly<Record<string, string>> = {
  overlap: 'Overlap by region',
  multi_lending: 'Multi-lending',
};

async function runVerified(
  opened: OpenScenario,
  job: Scenario['jobs'][number],
): Promise<SeededJob> {
  const title = titles[job.id] ?? job.id;
  const outcome = await runJob(opened, job, title);
  const { job: id, result, answersToResultMs, ended, codes } = outcome;
  if (id === undefined || result === undefined || answersToResultMs === undefined) {
    throw new Error(`the demonstration's job "${title}" ended: ${ended} ${codes.join(', ')}`);
  }
  return { ...outcome, job: id, title, result, answersToResultMs };
}

/** Seeds and runs everything. Throws if a job does not end in a verified result. */
export async function seedDemo(
  context: SeedContext,
  scenario: Scenario,
): Promise<{ readonly collaboration: Hash; readonly jobs: readonly SeededJob[] }> {
  const { registry, code, folder, onStage } = context;
  const build = { registry, broker: [code.broker], worker: code.worker };
  const platform = webPlatform(context, build);
  const entry = simulatedWorker(code.worker);
  const opened = await openScenario(scenario, { platform, build, entry, folder, onStage });
  const jobs: SeededJob[] = [];
  for (const job of scenario.jobs) {
    const seeded = await runVerified(opened, job);
    onStage(`${seeded.title}: ${seeded.ended.toUpperCase()} in this terminal`);
    jobs.push(seeded);
  }
  return { collaboration: opened.collaboration, jobs };
}
