// SIMULATED AND BARE. The worker where no sandbox works: measured as what it is, not as the other
// one.

import { join } from 'node:path';
import { runSimulatedWorker } from './simulated-worker.ts';

runSimulatedWorker({
  agentBundle: __filename,
  engineBundle: join(__dirname, 'engine-bare-simulated.cjs'),
  withoutSandbox: true,
});
