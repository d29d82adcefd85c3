// The demonstration over a running platform: each party does by participant code, through the
// platform's own procedures, what its people would do; every job is believed only after its proof
// verified.

import {
  composeJob,
  firstVisit,
  nextGrant,
  pinParty,
  sealClientState,
  seeHead,
  signApproval,
  signRegistration,
  simulatedWorker,
  thresholdPolicy,
  type ClientState,
  type Party,
  type PartySecrets,
  type VerifiedBroker,
} from '#enclave/participant/index.ts';
import {
  Collaboration,
  concatBytes,
  makeDocument,
  sorted,
  toBase64Url,
  type Doc,
  type Hash,
  type UsagePolicy,
  type Result,
} from '#enclave/protocol/index.ts';
import type { TemplateRegistry } from '#enclave/templates/index.ts';
import {
  draftOf,
  foundPartyWithSecrets,
  sealOne,
  termsOf,
  type Basics,
  type SealedOne,
} from '#app/_cli/lab/world.ts';
import type { EnclaveCode } from '#server/setup/enclave-code.ts';
import { need, type ScenarioJob, type Scenario } from '#server/setup/scenario.ts';
import type { Api } from '../../_client/session/api.ts';
import { aliasOf } from '../../_client/tables/table-of.ts';
import { encodeKeyFile, wrapWithPassphrase } from '../../_client/session/key-file.ts';
import { verifyBrokerHere } from '../../_client/session/member.ts';
import { reviewMaterial } from '../../_client/jobs/review.ts';
import { openVerified, proofOf, verifyProof } from '../../_client/proofs/read-result.ts';
import { apiOf, signIn, type Session } from '../session.ts';
import { uploadSealed } from '../upload.ts';

export interface DemoAccount {
  readonly email: string;
  readonly partyId: string;
  readonly roles: readonly string[];
}

export interface SeedContext {
  readonly url: string;
  readonly people: readonly DemoAccount[];
  readonly password: string;
  readonly passphrase: string;
  readonly registry: TemplateRegistry;
  readonly code: EnclaveCode;
  /** Of the scenario's files. */
  readonly folder: string;
  readonly onStage: (text: string) => void;
}

export interface SeededJob {
  readonly id: string;
  readonly title: string;
  readonly sentence: string;
  readonly answer: string;
  readonly result: Result;
  readonly approvalToResultMs: number;
}

interface Desk {
  readonly account: DemoAccount;
  readonly session: Session;
  readonly api: Api;
}

interface Member {
  readonly party: Party;
  readonly secrets: PartySecrets;
  readonly desks: readonly Desk[];
}

interface Seed extends SeedContext {
  readonly scenario: Scenario;
  readonly members: ReadonlyMap<string, Member>;
  readonly collaboration: Hash;
  readonly basics: Basics;
}

interface Registered extends SealedOne {
  readonly policy: Doc<UsagePolicy>;
}

/** The passphrase is printed at every start: there is nothing that slow hashing would protect. */
const demonstrationLogWork = 12;
const titles: Readonly<Record<string, string>> = {
  overlap: 'Overlap by region',
  multi_lending: 'Multi-lending',
};

function deskOf({ desks }: Member, role: string): Desk {
  return need(
    desks.find((one) => one.account.roles.includes(role)),
    `desk with the role ${role}`,
  );
}

async function openDesks(context: SeedContext, partyId: string): Promise<readonly Desk[]> {
  const accounts = context.people.filter((one) => one.partyId === partyId);
  return Promise.all(
    accounts.map(async (account) => {
      const session = await signIn(context.url, account.email, context.password);
      return { account, session, api: apiOf(session) };
    }),
  );
}

/** Keys and card of each party; every desk gets the party's key file, wrapped. */
async function openMembers(context: SeedContext, scenario: Scenario) {
  const members = new Map<string, Member>();
  for (const one of scenario.parties) {
    const { party, secrets } = await foundPartyWithSecrets(one);
    const desks = await openDesks(context, one.id);
    const publisher = need(desks[0], `desk of ${one.id}`);
    await publisher.api.organisation.publishCard.mutate({ card: party.card });
    const plain = encodeKeyFile({ card: party.card, secrets, passkeys: [] });
    for (const { api } of desks) {
      const file = await wrapWithPassphrase(plain, context.passphrase, demonstrationLogWork);
      await api.me.addKeyFile.mutate({
        kind: 'passphrase',
        label: 'Demonstration',
        file: toBase64Url(file),
      });
    }
    members.set(one.id, { party, secrets, desks });
  }
  return members;
}

async function openCollaboration(scenario: Scenario, members: ReadonlyMap<string, Member>) {
  const document = makeDocument(Collaboration, {
    name: scenario.collaboration,
    parties: sorted([...members.values()].map(({ party }) => party.party)),
    nonce: toBase64Url(globalThis.crypto.getRandomValues(new Uint8Array(32))),
  });
  const [first, ...others] = [...members.values()];
  await need(first, 'party').desks[0]?.api.collaboration.create.mutate({
    document: toBase64Url(document.bytes),
  });
  const answer = { collaboration: document.name, answer: 'joined' as const };
  for (const member of others)
    await deskOf(member, 'admin').api.collaboration.answer.mutate(answer);
  return document.name;
}

function verify(seed: Pick<Seed, 'code'>, api: Api, memory?: ClientState): Promise<VerifiedBroker> {
  return verifyBrokerHere(api, memory, [seed.code.broker]);
}

/** The scenario's own names of datasets become the aliases that everybody uses in jobs. */
function renamed(job: ScenarioJob, aliases: ReadonlyMap<string, string>): ScenarioJob {
  const rename = (name: string) => aliases.get(name) ?? name;
  const params = Object.entries(job.params).map(
    ([name, value]) => [name, typeof value === 'string' ? rename(value) : value] as const,
  );
  return { ...job, inputs: job.inputs.map(rename), params: Object.fromEntries(params) };
}

interface RegisteredTable {
  readonly registered: ReadonlyMap<string, Registered>;
  readonly jobs: readonly ScenarioJob[];
}

async function registerAll(seed: Seed): Promise<RegisteredTable> {
  const { scenario, members, basics, collaboration } = seed;
  const sealed = new Map<string, SealedOne>();
  const aliases = new Map<string, string>();
  for (const dataset of scenario.datasets) {
    const { party } = need(members.get(dataset.owner), `party ${dataset.owner}`);
    const one = await sealOne(dataset, party, seed.folder);
    const alias = aliasOf(one.manifest.value.dataset);
    aliases.set(dataset.id, alias);
    sealed.set(alias, { owner: party, sealed: one });
  }
  const jobs = scenario.jobs.map((job) => renamed(job, aliases));
  const registered = new Map<string, Registered>();
  for (const [id, one] of sealed) {
    const rule = need(
      scenario.policies.find((entry) => aliases.get(entry.dataset) === id),
      `policy of ${id}`,
    );
    const dataset = need(
      scenario.datasets.find((entry) => entry.id === rule.dataset),
      `dataset ${rule.dataset}`,
    );
    const { api, session } = deskOf(need(members.get(dataset.owner), 'owner'), 'owner');
    const broker = await verify(seed, api);
    const policy = thresholdPolicy(
      one.sealed.manifest,
      termsOf(basics, broker, sealed, rule, jobs),
    );
    const { grantSeq } = nextGrant(firstVisit, one.sealed.manifest.name, one.sealed.noiseShare);
    const floors = { policySeqMin: policy.value.seq, cardSeqMin: 1, grantSeq };
    const signed = await signRegistration(broker, one.owner, one.sealed, policy, floors);
    await api.dataset.register.mutate({
      collaboration,
      name: `customers of ${one.owner.name}`,
      ...signed,
      digests: toBase64Url(concatBytes(...one.sealed.digests)),
    });
    await uploadSealed(session, one.sealed.manifest.name, one.sealed.file);
    registered.set(id, { ...one, policy });
  }
  return { registered, jobs };
}

/**
 * Everybody's memory: all words compared, as in a demonstration they may be, the head just seen,
 * and each owner's own grants.
 */
async function rememberAll(
  { members }: Seed,
  broker: VerifiedBroker,
  datasets: readonly Registered[],
): Promise<ClientState> {
  const now = Math.floor(Date.now() / 1000);
  const pinned = [...members.values()].reduce(
    (state, { party }) => pinParty(state, party.party, now),
    firstVisit,
  );
  const memory = seeHead(pinned, broker.head);
  for (const { party, desks } of members.values()) {
    const own = datasets.filter(({ owner }) => owner.party === party.party);
    const withGrants = own.reduce(
      (state, { sealed }) => nextGrant(state, sealed.manifest.name, sealed.noiseShare).state,
      memory,
    );
    for (const { api } of desks) {
      const file = await sealClientState(withGrants, party.keys.identity);
      await api.me.saveClientState.mutate({ revision: 0, file: toBase64Url(file) });
    }
  }
  return memory;
}

async function submitJob(seed: Seed, datasets: ReadonlyMap<string, Registered>, lab: ScenarioJob) {
  const analyst = need(seed.members.get(lab.analyst), `party ${lab.analyst}`);
  const { api } = deskOf(analyst, 'analyst');
  const broker = await verify(seed, api);
  const composed = await composeJob(globalThis.crypto, seed.registry, broker, analyst.party, {
    ...draftOf(seed.basics, datasets, lab),
    collaboration: seed.collaboration,
    code: seed.code.worker,
    expires: seed.basics.expires,
    inputs: lab.inputs.map((alias) => {
      const { sealed, policy } = need(datasets.get(alias), `dataset ${alias}`);
      return { alias, manifest: sealed.manifest, policy };
    }),
  });
  const title = titles[lab.id] ?? lab.id;
  const { id } = await api.job.submit.mutate({ title, jobSpec: composed.signed });
  return { id, title, api, analyst };
}

/** One owner's review and approval, from what the platform shows that owner. */
async function approve(seed: Seed, owner: Member, job: string, memory: ClientState) {
  const { api } = deskOf(owner, 'owner');
  const broker = await verify(seed, api);
  const material = await api.job.material.query({ job });
  const review = await reviewMaterial(material, {
    broker,
    registry: seed.registry,
    owner: owner.party,
    memory,
    at: Math.floor(Date.now() / 1000),
  });
  const { reviewed, fault } = review;
  if (reviewed === undefined) throw new Error(`an owner's review ends in ${fault?.code ?? ''}`);
  const approval = await signApproval(globalThis.crypto, broker, owner.party, reviewed, 'approve');
  await api.job.decide.mutate({ job, approval });
  return reviewed.sentence;
}

async function untilEnded(api: Api, job: string) {
  for (;;) {
    const material = await api.job.material.query({ job });
    if (material.end !== null) return { ...material, end: material.end };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function runJob(
  seed: Seed,
  datasets: ReadonlyMap<string, Registered>,
  lab: ScenarioJob,
  memory: ClientState,
): Promise<SeededJob> {
  const { id, title, api, analyst } = await submitJob(seed, datasets, lab);
  const owners = new Set(
    lab.inputs.map((alias) => need(datasets.get(alias), `dataset ${alias}`).owner.party),
  );
  let sentence = '';
  for (const member of seed.members.values()) {
    if (owners.has(member.party.party)) sentence = await approve(seed, member, id, memory);
  }
  const approvedAt = Date.now();
  const material = await untilEnded(api, id);
  const { end } = material;
  if (end.end !== 'delivered') {
    const words = end.end === 'refused' ? end.codes.join(', ') : end.end;
    throw new Error(`the demonstration's job "${title}" ended: ${words}`);
  }
  const bundle = proofOf(material, end, await api.job.proofLog.query({ job: id }));
  const pins = {
    parties: [...seed.members.values()].map(({ party }) => party.party),
    brokerCode: [seed.code.broker],
    workerCode: [seed.code.worker],
  };
  const report = await verifyProof(bundle, pins, seed.registry);
  if (report.answer !== 'verified') throw new Error(`the proof of "${title}" does not verify`);
  const response = await fetch(new URL(`/api/results/${id}`, seed.url), {
    headers: { cookie: deskOf(analyst, 'analyst').session.cookie },
  });
  const file = new Uint8Array(await response.arrayBuffer());
  const result = await openVerified(file, analyst.party.keys.identity, material, end);
  const approvalToResultMs = Date.now() - approvedAt;
  return { id, title, sentence, answer: report.answer, result, approvalToResultMs };
}

/** Seeds and runs everything. Throws if a job does not end in a verified result. */
export async function seedDemo(
  context: SeedContext,
  scenario: Scenario,
): Promise<{ readonly collaboration: Hash; readonly jobs: readonly SeededJob[] }> {
  const members = await openMembers(context, scenario);
  context.onStage(`${members.size} organisations made their keys and key lists`);
  const collaboration = await openCollaboration(scenario, members);
  const { registry, code } = context;
  const parties = new Map([...members].map(([id, { party }]) => [id, party]));
  const expires = Math.floor(Date.now() / 1000) + 30 * 86_400;
  const entry = simulatedWorker(code.worker);
  const basics = { registry, parties, collaboration, code, entry, expires };
  const seed: Seed = { ...context, scenario, members, collaboration, basics };
  const { registered: datasets, jobs: questions } = await registerAll(seed);
  context.onStage(
    `${datasets.size} datasets sealed, keys handed over to the verified broker, uploaded`,
  );
  const anybody = need([...members.values()][0]?.desks[0], 'desk').api;
  const memory = await rememberAll(seed, await verify(seed, anybody), [...datasets.values()]);
  const jobs: SeededJob[] = [];
  for (const lab of questions) {
    const job = await runJob(seed, datasets, lab, memory);
    context.onStage(`${job.title}: ${job.answer.toUpperCase()} in this terminal`);
    jobs.push(job);
  }
  return { collaboration, jobs };
}
