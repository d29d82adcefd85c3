// SIMULATED. The engine process with one waiver: where no sandbox works, `--without-sandbox` lets it run
// bare. It then says so in place of every proof.

import { inspectSandbox, runEngineProcess } from '../worker/index.ts';
import { compiledTemplates } from './template-digests.ts';

const [, , plaintextFolder = '', waiver] = process.argv;
const options = { registry: compiledTemplates(), plaintextFolder };
const bare = {
  ...options,
  proveSandbox: async () => [
    { id: 'network' as const, holds: false, about: 'NO SANDBOX: waived for the simulated mode' },
    ...(await inspectSandbox()),
  ],
};
runEngineProcess(waiver === '--without-sandbox' ? bare : options).catch(() => process.exit(1));
