// Which code the simulated broker and worker of this build are, as their hardware measures them.

import { join } from 'node:path';
import { measureFiles } from '#enclave/attestation/measure.ts';
import { brokerFiles, workerFiles } from '#enclave/launch/measured-files.ts';
import type { Hash } from '#enclave/protocol/index.ts';

export interface EnclaveCode {
  readonly broker: Hash;
  readonly worker: Hash;
}

/** `bundles`: the folder of the built enclave bundles. */
export async function measureEnclaves(
  bundles: string,
  withoutSandbox = false,
): Promise<EnclaveCode> {
  const bare = withoutSandbox ? '-bare-simulated' : '';
  const [broker, worker] = await Promise.all([
    measureFiles(brokerFiles(join(bundles, 'broker-simulated.cjs'))),
    measureFiles(
      workerFiles(
        join(bundles, `worker${bare === '' ? '-simulated' : bare}.cjs`),
        join(bundles, `engine${bare}.cjs`),
      ),
    ),
  ]);
  return { broker: broker.code, worker: worker.code };
}
