// SIMULATED AND BARE. The engine process without a sandbox: it says so in place of a proof. Its
// code identity is its own, so that only a policy that names it can let it near a row.

import { runEngineProcess } from '../worker/index.ts';
import { compiledTemplates } from './template-digests.ts';

const [, , plaintextFolder = ''] = process.argv;
runEngineProcess({
  registry: compiledTemplates(),
  plaintextFolder,
  proveSandbox: () =>
    Promise.resolve([
      { id: 'network' as const, holds: false, about: 'NO SANDBOX: waived for the simulated mode' },
    ]),
}).catch(() => process.exit(1));
