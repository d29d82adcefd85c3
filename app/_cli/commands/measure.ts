import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureFiles } from '../../../enclave-jobs/attestation/measure.ts';
import { brokerFiles, workerFiles } from '../../../enclave-jobs/launch/measured-files.ts';
import { compiledTemplates } from '../../../enclave-jobs/launch/template-digests.ts';
import { exitCodes, print, printJson, type Command } from '../command.ts';
import { bundleFolder } from '../files.ts';

const help = `parley measure [--json]

Prints the code identities of this build: for broker and worker the SHA-256 of every measured file
and of the list, and the digest of every template. The bundles are byte-identical from any folder;
the list also holds the runtime binary and the engine's library, which differ between machines.

Examples:
  parley measure
  parley measure --json > measured.json`;

async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { json: { type: 'boolean', default: false } },
  });
  const at = (name: string) => join(bundleFolder(), name);
  const broker = await measureFiles(brokerFiles(at('broker-simulated.cjs')));
  const worker = await measureFiles(workerFiles(at('worker-simulated.cjs'), at('engine.cjs')));
  const templates = compiledTemplates().refs;
  if (values.json) {
    printJson({ simulated: { broker, worker }, templates });
    return exitCodes.ok;
  }
  for (const [role, { code, files }] of Object.entries({ broker, worker })) {
    print(`${role} (simulated)  ${code}`);
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
