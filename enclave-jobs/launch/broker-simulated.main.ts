// SIMULATED. The broker on a machine without a TEE: same broker, evidence that proves nothing.

import { join } from 'node:path';
import { measureFiles } from '../attestation/measure.ts';
import { simulatedWorldVerifiers } from '../attestation/simulated/index.ts';
import { openSimulatedPlatformFolder } from '../attestation/simulated/platform-folder.ts';
import { serveBroker } from './broker-loop.ts';
import { brokerFiles } from './measured-files.ts';
import { readSettings } from './settings.ts';
import { compiledTemplates } from './template-digests.ts';

async function main(): Promise<void> {
  const { platformUrl, platformToken, stateFolder } = readSettings(process.env);
  const platform = await openSimulatedPlatformFolder(join(stateFolder, 'simulated-tee'));
  const { code } = await measureFiles(brokerFiles(__filename));
  process.stderr.write('SIMULATED broker: it protects nothing.\n');
  await serveBroker(
    { url: platformUrl, token: platformToken },
    {
      platform,
      code,
      assurance: 'simulated',
      narrowers: [],
      registry: compiledTemplates(),
      verifiers: simulatedWorldVerifiers,
    },
  );
}

main().catch((error: unknown) => {
  process.stderr.write(`broker: ${error instanceof Error ? error.message : 'failed'}\n`);
  process.exit(1);
});
