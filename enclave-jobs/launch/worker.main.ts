// The production worker: evidence of the TEE whose interface is named to it. Without one it does
// not start.

import { join } from 'node:path';
import { collectEvidence, openCollector } from '../attestation/collect/index.ts';
import { measureFiles } from '../attestation/measure.ts';
import { engineLibraryFolders, workerFiles } from './measured-files.ts';
import { readHardwareSettings } from './settings.ts';
import { serveOneJob } from './worker-loop.ts';

const engineBundle = join(__dirname, 'engine.cjs');

async function serve(): Promise<void> {
  const { platformUrl, platformToken, stateFolder, tee, toolPath } = readHardwareSettings(
    process.env,
  );
  if (tee === undefined) {
    throw new Error('no TEE named by PARLEY_TEE: the worker does not start (docs/attestation.md)');
  }
  const collector = openCollector(tee, toolPath);
  const { code } = await measureFiles(workerFiles(__filename, engineBundle));
  await serveOneJob(
    { url: platformUrl, token: platformToken },
    {
      code,
      engineBundle,
      libraries: engineLibraryFolders(engineBundle),
      collect: (runtime) => collectEvidence(collector, runtime, join(stateFolder, 'endorsements')),
      withoutSandbox: false,
    },
  );
}

// Only a served job is success: a loop that runs dry must not look like one.
process.exitCode = 1;
serve().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`worker: ${error instanceof Error ? error.message : 'failed'}\n`);
    process.exit(1);
  },
);
