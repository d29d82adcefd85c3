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
import {
  startBroker,
  startWorkers,
  type EnclaveProgram,
  type ProcessSettings,
  type RunningProcess,
} from '#server/setup/processes.ts';
import type { Scenario, ScenarioJob } from '#server/setup/scenario.ts';
import { openScenario, type OpenScenario } from '../scenario/open-scenario.ts';
import { runJob, type Outcome } from '../scenario/run-job.ts';
import { openProcedures, type LabProcedures } from './lab-procedures.ts';
import { labScenarioPlatform } from './lab-scenario.ts';
import { openLabPlatform, type BrokerSeat, type LabPlatform } from './platform.ts';

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
  readonly host: LabPlatform;
  readonly procedures: LabProcedures;
  readonly world: OpenScenario;
  /** How processes are started here, and where the broker's state lies. */
  readonly settings: ProcessSettings;
  readonly brokerSeat: BrokerSeat;
  readonly broker: RunningProcess;
  run(job: ScenarioJob): Promise<Outcome>;
  close(): Promise<void>;
}

const workers = 2;

async function openPeople(scenario: Scenario, host: LabPlatform, options: LabOptions) {
  const { bundles, withoutSandbox, registry, worker, folder, onStage } = options;
  const measured = await measureEnclaves(bundles, withoutSandbox);
  const build = {
    registry,
    broker: [measured.broker],
    worker: worker?.code ?? measured.worker,
  };
  const entry = worker?.entry ?? simulatedWorker(build.worker);
  onStage('broker and workers are up as processes of their own');
  const procedures = openProcedures(host);
  const platform = labScenarioPlatform(procedures, build);
  const context = { platform, build, entry, folder, onStage };
  return { procedures, world: await openScenario(scenario, context) };
}

/** Brings everything up to the first job. The caller closes the lab. */
export async function openLab(scenario: Scenario, options: LabOptions): Promise<Lab> {
  const { bundles, onProcessLine: onLine, withoutSandbox } = options;
  const stateFolder = mkdtempSync(join(tmpdir(), 'parley-lab-'));
  const host = await openLabPlatform(options.relay);
  const settings: ProcessSettings = {
    bundles,
    stateFolder,
    platformUrl: host.door.url,
    withoutSandbox,
    worker: options.worker?.program,
    onLine,
  };
  const brokerSeat = host.addBroker('broker');
  const broker = startBroker(settings, brokerSeat.token);
  const pool = startWorkers(settings, host.workerToken, workers);
  const close = async () => {
    await Promise.all([broker.stop(), pool.stop()]);
    await host.door.close();
    rmSync(stateFolder, { recursive: true, force: true });
  };
  try {
    const died = Promise.race([broker.died, pool.died]);
    const people = await Promise.race([openPeople(scenario, host, options), died]);
    return {
      ...{ host, ...people, settings, brokerSeat, broker },
      run: (job) => Promise.race([runJob(people.world, job), pool.died]),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
