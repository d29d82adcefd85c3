import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureFiles } from '#enclave/attestation/measure.ts';
import { brokerFiles, workerFiles } from '#enclave/launch/measured-files.ts';
import { compiledTemplates } from '#enclave/launch/template-digests.ts';
import { Evidence, parseDocument, type Hash } from '#enclave/protocol/index.ts';
import { exitCodes, print, printJson, type Command } from '../command.ts';
import { evidenceIn } from '../evidence-in.ts';
import { bundleFolder, readInput } from '../files.ts';

const help = `parley measure [--json]
parley measure --compare FILE [--json]

Prints the code identities of this build: for broker and worker the SHA-256 of every measured file
and of the list, and the digest of every template. The bundles are byte-identical from any folder;
the list also holds the runtime binary and the engine's library, which differ between machines.

--compare: FILE is evidence or a proof bundle. Says for each piece of evidence which program of this build
its code is, or that it is none of them. Whether the evidence is authentic, "parley evidence show" says.

Exit codes: 0; with --compare 1 if some code is not of this build; 2 wrong command line or file.

Examples:
  parley measure
  parley measure --compare bundle.json
  parley measure --json > measured.json`;

interface Compared {
  readonly title: string;
  readonly code: Hash;
  /** Name of the program; undefined if this build has none of this code. */
  readonly program: string | undefined;
}

async function measurePrograms() {
  const at = (name: string) => join(bundleFolder(), name);
  const [broker, simulated, worker] = await Promise.all([
    measureFiles(brokerFiles(at('broker-simulated.cjs'))),
    measureFiles(workerFiles(at('worker-simulated.cjs'), at('engine.cjs'))),
    measureFiles(workerFiles(at('worker.cjs'), at('engine.cjs'))),
  ]);
  return { simulated: { broker, worker: simulated }, hardware: { worker } };
}

type Programs = Awaited<ReturnType<typeof measurePrograms>>;

function programOf(code: Hash, { simulated, hardware }: Programs): string | undefined {
  const programs = [
    ['broker (simulated)', simulated.broker],
    ['worker (simulated)', simulated.worker],
    ['worker', hardware.worker],
  ] as const;
  return programs.find(([, measured]) => measured.code === code)?.[0];
}

function compare(path: string, programs: Programs, isJson: boolean): number {
  const compared: readonly Compared[] = evidenceIn(readInput(path)).map(({ title, bytes }) => {
    const { code } = parseDocument(Evidence, bytes).value.runtime;
    return { title, code, program: programOf(code, programs) };
  });
  if (isJson) printJson(compared);
  else {
    for (const { title, code, program } of compared) {
      print(`${title}  ${code}  ${program ?? 'NOT OF THIS BUILD'}`);
    }
  }
  return compared.every(({ program }) => program !== undefined) ? exitCodes.ok : exitCodes.no;
}

async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { compare: { type: 'string' }, json: { type: 'boolean', default: false } },
  });
  const programs = await measurePrograms();
  if (values.compare !== undefined) return compare(values.compare, programs, values.json);
  const templates = compiledTemplates().refs;
  if (values.json) {
    printJson({ ...programs, templates });
    return exitCodes.ok;
  }
  const { simulated, hardware } = programs;
  const named = {
    'broker (simulated)': simulated.broker,
    'worker (simulated)': simulated.worker,
    worker: hardware.worker,
  };
  for (const [name, { code, files }] of Object.entries(named)) {
    print(`${name}  ${code}`);
    for (const { file, sha256 } of files) print(`  ${sha256}  ${file}`);
  }
  print('templates');
  for (const { id, version, digest } of templates) print(`  ${digest}  ${id}/${version}`);
  return exitCodes.ok;
}

export const measure: Command = {
  name: 'measure',
  summary: 'print the code identities of this build',
  help,
  run,
};
