// What the two simulated workers share: measure, take one job, run it, exit. Simulated entries
// only.

import { join } from 'node:path';
import { measureFiles } from '../attestation/measure.ts';
import { openSimulatedPlatformFolder } from '../attestation/simulated/platform-folder.ts';
import { engineLibraryFolders, workerFiles } from './measured-files.ts';
import { readSettings } from './settings.ts';
import { serveOneJob } from './worker-loop.ts';

export interface SimulatedWorkerFiles {
  readonly agentBundle: string;
  readonly engineBundle: string;
  readonly withoutSandbox: boolean;
}

async function serve({ agentBundle, engineBundle, withoutSandbox }: SimulatedWorkerFiles) {
  const { platformUrl, platformToken, stateFolder } = readSettings(process.env);
  const platform = await openSimulatedPlatformFolder(join(stateFolder, 'simulated-tee'));
  const { code } = await measureFiles(workerFiles(agentBundle, engineBundle));
  process.stderr.write('SIMULATED worker: it protects nothing.\n');
  if (withoutSandbox) process.stderr.write('NO SANDBOX asked for: rows may meet the network.\n');
  await serveOneJob(
    { url: platformUrl, token: platformToken },
    {
      code,
      engineBundle,
      libraries: engineLibraryFolders(engineBundle),
      collect: (runtime) => platform.collect(runtime, Math.floor(Date.now() / 1000)),
      withoutSandbox,
    },
  );
}

/** Serves one job and exits: 0 served, 1 could not. */
export function runSimulatedWorker(files: SimulatedWorkerFiles): void {
  // Only a served job is success: a loop that runs dry must not look like one.
  process.exitCode = 1;
  serve(files).then(
    () => process.exit(0),
    (error: unknown) => {
      process.stderr.write(`worker: ${error instanceof Error ? error.message : 'failed'}\n`);
      process.exit(1);
    },
  );
}
