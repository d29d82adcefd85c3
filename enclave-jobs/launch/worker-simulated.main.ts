// SIMULATED. One worker on a machine without a TEE: same worker, evidence that proves nothing.

import { join } from 'node:path';
import { runSimulatedWorker } from './simulated-worker.ts';

runSimulatedWorker({
  agentBundle: __filename,
  engineBundle: join(__dirname, 'engine.cjs'),
  withoutSandbox: false,
});
