// SIMULATED. One worker on a machine without a TEE: same worker, evidence that proves nothing. Exits
// after its job; 0 served or nothing to do, 1 could not start.

import { join } from 'node:path';
import { measureFiles } from '../attestation/measure.ts';
import { openSimulatedPlatformFolder } from '../attestation/simulated/platform-folder.ts';
import { engineLibraryFolders, workerFiles } from './measured-files.ts';
import { readSettings } from './settings.ts';
import { serveOneJob } from './worker-loop.ts';

// Only a served job is success: a loop that runs dry must not look like one.
process.exitCode = 1;

async function main(): Promise<void> {
  const { platformUrl, platformToken, stateFolder } = readSettings(process.env);
  const withoutSandbox = process.argv.includes('--without-sandbox');
  const engineBundle = join(__dirname, 'engine-simulated.cjs');
  const platform = await openSimulatedPlatformFolder(join(stateFolder, 'simulated-tee'));
  const { code } = await measureFiles(workerFiles(__filename, engineBundle));
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

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`worker: ${error instanceof Error ? error.message : 'failed'}\n`);
    process.exit(1);
  },
);
