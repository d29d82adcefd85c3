import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { compiledTemplates } from '#enclave/launch/template-digests.ts';

import { ProcessError } from '#server/setup/processes.ts';
import {
  ScenarioError,
  readScenario,
  scenarioJsonSchema,
  type Scenario,
} from '#server/setup/scenario.ts';
import { UsageError, exitCodes, note, print, printJson, type Command } from '../command.ts';
import { bundleFolder, readInput, textOf } from '../files.ts';
import { openLab } from '../lab/run-lab.ts';
import { pinsOfAll } from '../scenario/open-scenario.ts';
import { endedAsExpected, type Outcome } from '../scenario/run-job.ts';
import { outputsText, reportText, wrapText } from '../show.ts';

const help = `parley lab run SCENARIO [--json] [--out DIR] [--without-sandbox]
parley lab schema

Runs a scenario on your own CSV files: seals them, has every owner verify the broker, signs, approves or
denies as the scenario says, and runs each job on real broker and worker processes over an in-memory
platform. Prints each job's verified outputs or the code it was refused with. docs/lab.md explains the
file; "lab schema" prints its JSON Schema.

  --out DIR            keep proof bundles, sealed results and pins there
  --json               one JSON document instead of text
  --without-sandbox    where neither bubblewrap nor unshare works: run the engine bare. SIMULATED only,
                       and said on every line: rows could meet the network.

Exit codes: 0 every job ended as the scenario expects, 1 some did not, 2 the scenario or a file is wrong.

Examples:
  parley lab run lab/scenario.json
  parley lab run lab/scenario.json --json --out proofs`;

export interface LabRun {
  readonly out: string | undefined;
  readonly json: boolean;
  readonly withoutSandbox: boolean;
}

function outcomeText({ id, ended, codes, sentence, result, report }: Outcome): string {
  const lines = [`\n${id}: ${ended.toUpperCase()} ${codes.join(', ')}`.trimEnd()];
  if (sentence !== '') lines.push(wrapText(sentence, '  '));
  if (result !== undefined) {
    lines.push(outputsText(result.outputs, result.disclosure.suppressedCells));
  }
  if (report !== undefined) lines.push('  proof', reportText(report));
  return lines.join('\n');
}

function keep(out: string, outcome: Outcome): string | undefined {
  if (outcome.bundle === undefined) return undefined;
  const path = join(out, `${outcome.id}.bundle.json`);
  writeFileSync(path, outcome.bundle);
  if (outcome.file !== undefined)
    writeFileSync(join(out, `${outcome.id}.result.age`), outcome.file);
  return path;
}

function jsonOf(outcome: Outcome, bundle: string | undefined) {
  const { id, jobHash, ended, codes, sentence, result, report } = outcome;
  return {
    ...{ id, jobHash, ended, codes, sentence },
    outputs: result?.outputs,
    suppressedCells: result?.disclosure.suppressedCells,
    ...{ report, bundle },
  };
}

const advice = `On Linux, installing bubblewrap is the usual cure. For a look with made-up data only, add
--without-sandbox: the engine then runs bare.`;

/** What this machine cannot run is said with what to do about it. */
async function inWords<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof ProcessError) throw new UsageError(`${error.message}\n${advice}`);
    throw error;
  }
}

/** Runs a scenario whose files lie in `folder`. Returns the exit code. */
export async function runScenario(
  scenario: Scenario,
  folder: string,
  options: LabRun,
): Promise<number> {
  const say = options.json ? note : print;
  const { withoutSandbox, out } = options;
  if (withoutSandbox) note('WITHOUT SANDBOX: the engine runs bare; use made-up data only.');
  const lab = await inWords(
    openLab(scenario, {
      registry: compiledTemplates(),
      bundles: bundleFolder(),
      folder,
      withoutSandbox,
      onStage: (text) => say(`· ${text}`),
      onProcessLine: (line) => note(`  ${line}`),
    }),
  );
  try {
    if (out !== undefined) {
      mkdirSync(out, { recursive: true });
      writeFileSync(join(out, 'pins.json'), JSON.stringify(pinsOfAll(lab.world), null, 2));
    }
    const told: unknown[] = [];
    let asExpected = true;
    for (const job of scenario.jobs) {
      say(`· job ${job.id}: submitted, asking its owners`);
      const outcome = await inWords(lab.run(job));
      const path = out === undefined ? undefined : keep(out, outcome);
      told.push(jsonOf(outcome, path));
      const expected = endedAsExpected(job, outcome);
      asExpected &&= expected;
      if (!options.json) print(outcomeText(outcome));
      if (path !== undefined) say(`  bundle: ${path}`);
      if (!expected) note(`job ${job.id} should have ended as ${job.expect}`);
    }
    if (options.json) printJson({ simulated: true, jobs: told });
    return asExpected ? exitCodes.ok : exitCodes.no;
  } finally {
    await lab.close();
  }
}

async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      out: { type: 'string' },
      'without-sandbox': { type: 'boolean', default: false },
    },
  });
  const [verb, path] = positionals;
  if (verb === 'schema') {
    printJson(scenarioJsonSchema());
    return exitCodes.ok;
  }
  if (verb !== 'run' || path === undefined)
    throw new UsageError('lab knows "run SCENARIO" and "schema"');
  try {
    const scenario = readScenario(textOf(readInput(path), path));
    return await runScenario(scenario, dirname(resolve(path)), {
      out: values.out,
      json: values.json,
      withoutSandbox: values['without-sandbox'],
    });
  } catch (error) {
    if (error instanceof ScenarioError) throw new UsageError(error.message);
    throw error;
  }
}

export const lab: Command = { name: 'lab', summary: 'run a scenario on your own files', help, run };
