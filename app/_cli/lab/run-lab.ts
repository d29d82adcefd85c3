// The laboratory: an in-memory platform, a real broker process, real worker processes, and the
// people of a scenario. No shortcut: every job takes the path that it takes anywhere else.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simulatedWorker } from '#enclave/participant/index.ts';
import type { Hash, WorkerRequirements } from '#enclave/protocol/index.ts';
import type { TemplateRegistry } from '#enclave/templates/index.ts';
import type { Relay } from '#server/relay/relay.ts';
import { measureEnclaves } from '#server/setup/enclave-code.ts';
import { openLabPlatform, type BrokerSeat } from './platform.ts';
import {
  startBroker,
  startWorkers,
  type EnclaveProgram,
  type ProcessSettings,
  type RunningProcess,
} from '#server/setup/processes.ts';
import { runLabJob, type LabOutcome } from './run-lab-job.ts';
import type { ScenarioJob, Scenario } from '#server/setup/scenario.ts';
import { buildWorld, type World } from './world.ts';

export interface LabOptions {
  readonly registry: TemplateRegistry;
  /** Folder of the built enclave bundles. */
  readonly bundles: string;
  /** Folder that the scenario's file names are relative to. */
  readonly folder: string;
  readonly withoutSandbox: boolean;
  /** The platform's relay; an honest one by default. */
  readonly relay?: Relay;
  /** Workers on something else than the simulated platform, and what owners ask of them. */
  readonly worker?: LabWorker | undefined;
  readonly onStage: (text: string) => void;
  readonly onProcessLine: (line: string) => void;
}

export interface LabWorker {
  readonly program: EnclaveProgram;
  readonly code: Hash;
  readonly entry: WorkerRequirements;
}

export interface Lab {
  readonly world: World;
  /** How processes are started here, and where the broker's state lies. */
  readonly settings: ProcessSettings;
  readonly brokerSeat: BrokerSeat;
  readonly broker: RunningProcess;
  run(job: ScenarioJob): Promise<LabOutcome>;
  close(): Promise<void>;
}

const workers = 2;

/** Brings everything up to the first job. The caller closes the lab. */
export async function openLab(scenario: Scenario, options: LabOptions): Promise<Lab> {
  const { bundles, onStage, onProcessLine: onLine, withoutSandbox } = options;
  const stateFolder = mkdtempSync(join(tmpdir(), 'parley-lab-'));
  const platform = await openLabPlatform(options.relay);
  const settings: ProcessSettings = {
    bundles,
    stateFolder,
    platformUrl: platform.door.url,
    withoutSandbox,
    worker: options.worker?.program,
    onLine,
  };
  const brokerSeat = platform.addBroker('broker');
  const broker = startBroker(settings, brokerSeat.token);
  const pool = startWorkers(settings, platform.workerToken, workers);
  const close = async () => {
    await Promise.all([broker.stop(), pool.stop()]);
    await platform.door.close();
    rmSync(stateFolder, { recursive: true, force: true });
  };
  try {
    const measured = await measureEnclaves(bundles, withoutSandbox);
    const code = { ...measured, worker: options.worker?.code ?? measured.worker };
    const entry = options.worker?.entry ?? simulatedWorker(code.worker);
    onStage('broker and workers are up as processes of their own');
    const { registry, folder } = options;
    const died = Promise.race([broker.died, pool.died]);
    const building = buildWorld(scenario, { platform, registry, code, entry, folder, onStage });
    const world = await Promise.race([building, died]);
    return {
      world,
      settings,
      brokerSeat,
      broker,
      run: (job) => Promise.race([runLabJob(world, job), pool.died]),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
