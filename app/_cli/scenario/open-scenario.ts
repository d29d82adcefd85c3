// The people of a scenario up to the first question, on any platform: parties are founded and
// joined, files sealed, and every dataset registered by its owner's own act.

import {
  firstVisit,
  foundParty,
  freshPartySecrets,
  pinParty,
  type Party,
  type Pins,
} from '#enclave/participant/index.ts';
import {
  concatBytes,
  type Doc,
  type UsagePolicy,
  type WorkerRequirements,
} from '#enclave/protocol/index.ts';
import { need, type Scenario, type ScenarioPolicy } from '#server/setup/scenario.ts';
import { register } from '../../_client/acts/register.ts';
import { makeCollaboration } from '../../_client/parties/make-collaboration.ts';
import type { OwnBuild } from '../../_client/session/build-facts.ts';
import type { FoundedParty, ScenarioPlatform } from './scenario-platform.ts';
import { ruleOf, type Basics, type SealedTable } from './scenario-rule.ts';
import { sealFile } from './seal-file.ts';

export interface ScenarioContext {
  readonly platform: ScenarioPlatform;
  readonly build: OwnBuild;
  /** What the owners' rules ask of a worker. */
  readonly entry: WorkerRequirements;
  /** Folder of the scenario, for the files it names. */
  readonly folder: string;
  readonly onStage: (text: string) => void;
}

export interface RegisteredTable extends SealedTable {
  readonly policy: Doc<UsagePolicy>;
}

export interface OpenScenario extends Omit<Basics, 'tables'> {
  readonly platform: ScenarioPlatform;
  readonly build: OwnBuild;
  /** By their id in the scenario. */
  readonly datasets: ReadonlyMap<string, RegisteredTable>;
}

const lifetimeSeconds = 30 * 86_400;
const nowSeconds = () => Math.floor(Date.now() / 1000);

async function found({
  name,
  holders,
  quorum,
}: Scenario['parties'][number]): Promise<FoundedParty> {
  const secrets = await freshPartySecrets(globalThis.crypto, holders);
  return { party: await foundParty(globalThis.crypto, { name, quorum, secrets }), secrets };
}

/** All parties here are one person's own, who need not compare words with herself. */
async function joinAll(
  scenario: Scenario,
  platform: ScenarioPlatform,
): Promise<ReadonlyMap<string, Party>> {
  const founded = new Map<string, FoundedParty>();
  for (const one of scenario.parties) founded.set(one.id, await found(one));
  const memory = [...founded.values()].reduce(
    (state, { party }) => pinParty(state, party.party, nowSeconds()),
    firstVisit,
  );
  for (const [id, one] of founded) await platform.join(id, one, memory);
  return new Map([...founded].map(([id, { party }]) => [id, party]));
}

function policyFor({ policies }: Scenario, dataset: string): ScenarioPolicy {
  return need(
    policies.find((one) => one.dataset === dataset),
    `policy of ${dataset}`,
  );
}

async function sealAll(
  scenario: Scenario,
  { platform, folder, onStage }: ScenarioContext,
  parties: ReadonlyMap<string, Party>,
): Promise<ReadonlyMap<string, SealedTable>> {
  const tables = new Map<string, SealedTable>();
  for (const dataset of scenario.datasets) {
    const owner = need(parties.get(dataset.owner), `party ${dataset.owner}`);
    const sealed = await sealFile(dataset, owner, folder);
    const alias = platform.aliasOf(dataset.id, sealed.manifest);
    tables.set(dataset.id, { alias, owner, sealed, thresholds: policyFor(scenario, dataset.id) });
    const { rowsRounded, entitiesRounded } = sealed.manifest.value;
    onStage(
      `${owner.name} sealed ${dataset.file}: about ${rowsRounded} rows, ${entitiesRounded} persons`,
    );
  }
  return tables;
}

async function registerAll(
  scenario: Scenario,
  platform: ScenarioPlatform,
  basics: Basics,
): Promise<ReadonlyMap<string, RegisteredTable>> {
  const datasets = new Map<string, RegisteredTable>();
  for (const { id, owner } of scenario.datasets) {
    const table = need(basics.tables.get(id), `dataset ${id}`);
    const { sealed } = table;
    const rule = policyFor(scenario, id);
    const { manifest, header, fileKey, noiseShare } = sealed;
    const { policy } = await register(await platform.deskOf(owner, 'owner'), {
      ...{ manifest, header, fileKey, noiseShare, digests: concatBytes(...sealed.digests) },
      collaboration: basics.collaboration,
      name: `customers of ${table.owner.name}`,
      ruleFor: (broker) => ruleOf(basics, broker, rule, scenario.jobs),
      acceptsStranger: false,
    });
    await platform.upload(owner, sealed);
    datasets.set(id, { ...table, policy });
  }
  return datasets;
}

/** The caller runs the jobs. Throws ScenarioError, and what an act refuses. */
export async function openScenario(
  scenario: Scenario,
  context: ScenarioContext,
): Promise<OpenScenario> {
  const { platform, build, entry, onStage } = context;
  const parties = await joinAll(scenario, platform);
  const ids = [...parties.values()].map((one) => one.party);
  const document = makeCollaboration(scenario.collaboration, ids);
  await platform.gather(document);
  onStage(`${parties.size} organisations made their keys and key lists`);
  const tables = await sealAll(scenario, context, parties);
  const expires = nowSeconds() + lifetimeSeconds;
  const collaboration = document.name;
  const basics = { registry: build.registry, entry, parties, collaboration, expires };
  const datasets = await registerAll(scenario, platform, { ...basics, tables });
  onStage(
    `${datasets.size} datasets registered: each owner verified the broker (SIMULATED attestation)`,
  );
  return { ...basics, platform, build, datasets };
}

/** Who reads proofs of this scenario believes these parties and this code. */
export function pinsOfAll({ parties, build }: OpenScenario): Pins {
  return {
    parties: [...parties.values()].map((one) => one.party),
    brokerCode: [...build.broker],
    workerCode: [build.worker],
  };
}
