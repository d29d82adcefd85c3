// A broker in this process over a store that the test may open, two owners with sealed files, a
// clock.

import { createHash } from 'node:crypto';
import { verifierSet } from '#enclave/attestation/index.ts';
import { openSimulatedPlatform, simulatedVerifier } from '#enclave/attestation/simulated/index.ts';
import { Broker, type BrokerEnvironment } from '#enclave/broker/index.ts';
import {
  foundParty,
  freshPartySecrets,
  readCsv,
  sealDataset,
  simulatedWorker,
  thresholdPolicy,
  verifyBroker,
  type Party,
  type SealedDataset,
  type VerifiedBroker,
} from '#enclave/participant/index.ts';
import {
  LogEntry,
  concatBytes,
  encodeMessage,
  hashOf,
  readBrokerAnswer,
  readSigned,
  utf8,
  type BrokerAnswer,
  type BrokerRequest,
  type Doc,
  type Head,
  type SignedDocument,
  type UsagePolicy,
} from '#enclave/protocol/index.ts';
import { signDocument } from '#enclave/signing/sign.ts';
import { testRegistry } from '#test/support/templates.ts';
import {
  memoryBrokerStateStore,
  type BrokerStateMemory,
} from '#server/storage/memory-broker-state-store.ts';

export const crypto = globalThis.crypto;
export const named = (text: string) => hashOf(utf8(text));
export const start = 1_780_000_000;
export const brokerCode = named('broker code');
export const workerCode = named('worker code');
const template = { id: 'overlap', version: 1, digest: named('overlap') };

export const sha256 = (bytes: Uint8Array) =>
  concatBytes(createHash('sha256').update(bytes).digest());

export type Submittable = Extract<BrokerRequest, { kind: 'submit' }>['what'];

/** `accepted`, or the codes. */
export function wordOf(answer: BrokerAnswer): string {
  return answer.kind === 'refused' ? answer.codes.join() : answer.kind;
}

export interface Seat {
  readonly memory: BrokerStateMemory;
  readonly clock: { now: number };
  readonly env: BrokerEnvironment;
}

export async function aSeat(change: Partial<BrokerEnvironment> = {}): Promise<Seat> {
  const memory: BrokerStateMemory = { secret: null, records: [] };
  const clock = { now: start };
  const platform = await openSimulatedPlatform(crypto, {
    chipSeed: new Uint8Array(32).fill(1),
    sealingKey: new Uint8Array(32).fill(2),
  });
  const env: BrokerEnvironment = {
    crypto,
    platform,
    store: memoryBrokerStateStore(memory),
    verifiers: verifierSet(simulatedVerifier),
    registry: testRegistry({ overlap: template.digest }),
    code: brokerCode,
    assurance: 'simulated',
    narrowers: [],
    report: () => undefined,
    now: () => clock.now,
    ...change,
  };
  return { memory, clock, env };
}

/** A running broker with short ways to talk to it. */
export class Talk {
  readonly broker: Broker;
  constructor(broker: Broker) {
    this.broker = broker;
  }

  async ask(request: BrokerRequest): Promise<BrokerAnswer> {
    return readBrokerAnswer(await this.broker.handle(encodeMessage(request)));
  }

  async submit(what: Submittable, document: SignedDocument): Promise<string> {
    return wordOf(await this.ask({ kind: 'submit', what, document }));
  }

  async log(): Promise<readonly Doc<LogEntry>[]> {
    const answer = await this.ask({ kind: 'log', from: 0 });
    if (answer.kind !== 'log') throw new Error(answer.kind);
    return answer.entries.map((one) => readSigned(LogEntry, one));
  }

  async lines(): Promise<number> {
    return (await this.log()).length;
  }

  /** As every participant does: evidence, Genesis, the whole log. */
  verify(at = start, ...headsSeen: readonly (Head | undefined)[]): Promise<VerifiedBroker> {
    return verifyBroker((request) => this.broker.handle(request), {
      crypto,
      verifiers: verifierSet(simulatedVerifier),
      acceptedCode: [brokerCode],
      assurance: 'simulated',
      at,
      headsSeen: headsSeen.filter((head) => head !== undefined),
    });
  }
}

export async function boot(env: BrokerEnvironment): Promise<Talk> {
  return new Talk(await Broker.boot(env));
}

async function party(name: string, holders = 1, quorum = 1): Promise<Party> {
  return foundParty(crypto, { name, quorum, secrets: await freshPartySecrets(crypto, holders) });
}

export const aParty = party;

function csv(prefix: string) {
  const rows = Array.from({ length: 1200 }, (_, i) => `${prefix}${i},${i % 2 === 0 ? 'n' : 's'}`);
  return utf8(`person,region\n${rows.join('\n')}\n`);
}

export function seal(owner: Party, prefix = 'P', previous?: SealedDataset): Promise<SealedDataset> {
  return sealDataset(crypto, sha256, owner, readCsv(csv(prefix)), {
    columns: [
      {
        name: 'person',
        type: 'text',
        role: 'entityKey',
        reducers: [],
        domain: { kind: 'text', maxLength: 16 },
      },
      {
        name: 'region',
        type: 'text',
        role: 'dimension',
        reducers: ['only'],
        domain: { kind: 'enum', values: ['n', 's'] },
      },
    ],
    entityKey: { column: 'person', domain: 'test-person' },
    normaliser: 'exact/1' as const,
    assurance: 'simulated',
    client: 'independent',
    ...(previous === undefined ? {} : { previous: previous.manifest }),
  });
}

export interface People {
  readonly alder: Party;
  /** Two of three holders must sign. */
  readonly birch: Party;
  readonly alderFile: SealedDataset;
  readonly birchFile: SealedDataset;
}

let people: Promise<People> | undefined;

/** Keys and files are slow to make and do not matter: one set for all tests of a file. */
export function thePeople(): Promise<People> {
  people ??= (async () => {
    const [alder, birch] = [await party('Alder Bank'), await party('Birch Credit', 3, 2)];
    return { alder, birch, alderFile: await seal(alder), birchFile: await seal(birch, 'Q') };
  })();
  return people;
}

export function signAs(owner: Party, type: string, doc: Doc<unknown>): Promise<SignedDocument> {
  return signDocument(type, doc, ...owner.keys.approvers);
}

export function aPolicy(
  file: SealedDataset,
  owner: Party,
  previous?: Doc<UsagePolicy>,
  jobsMax = 2,
): Doc<UsagePolicy> {
  return thresholdPolicy(
    file.manifest,
    {
      collaboration: named('room'),
      brokers: [named('any broker')],
      enclaves: [simulatedWorker(workerCode)],
      analysts: [owner.party],
      receivers: [owner.party],
      partners: [],
      templates: [{ ref: template, params: {} }],
      grids: [],
      entitiesMin: 20,
      classMin: 5,
      jobsMax,
      releaseTickSeconds: 1,
      expires: start + 86_400,
    },
    previous,
  );
}

/** A broker that knows both owners and their manifests. */
export async function serving(seat: Seat): Promise<Talk> {
  const { alder, birch, alderFile, birchFile } = await thePeople();
  const talk = await boot(seat.env);
  for (const one of [alder, birch]) await talk.submit('card', one.card);
  await talk.submit('manifest', await signAs(alder, 'DatasetManifest', alderFile.manifest));
  await talk.submit('manifest', await signAs(birch, 'DatasetManifest', birchFile.manifest));
  return talk;
}
