// The one order of the acts, against a real broker: verified, remembered, and only then signed and
// handed in.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCsv, sealDataset, type ClientState, type Party } from '#enclave/participant/index.ts';
import {
  PartyCard,
  UsagePolicy,
  concatBytes,
  hashOf,
  makeDocument,
  readSigned,
  utf8,
} from '#enclave/protocol/index.ts';
import type { Signer } from '#enclave/signing/sign.ts';
import { ask, type Question } from '#app/_client/acts/ask.ts';
import { decide, readToDecide } from '#app/_client/acts/decide.ts';
import type { Desk } from '#app/_client/acts/desk.ts';
import { register } from '#app/_client/acts/register.ts';
import { setPolicy } from '#app/_client/acts/set-policy.ts';
import { sha256 } from '#app/_cli/registration/table-options.ts';
import type { RegisteredTable } from '#app/_cli/scenario/open-scenario.ts';
import { draftOf } from '#app/_cli/scenario/scenario-rule.ts';
import { need } from '#server/setup/scenario.ts';
import { lenderCsv, openTestLab, type TestLab } from '../support/lab-world.ts';

let t: TestLab;
beforeAll(async () => {
  t = await openTestLab();
});
afterAll(() => t.close());

type Event = 'kept' | 'signed' | 'handed in';

interface Mutation<Input, Answer> {
  readonly mutate: (input: Input) => Promise<Answer>;
}

function notingKeys(party: Party, events: Event[]): Party {
  const noted = (key: Signer): Signer => ({
    keyId: key.keyId,
    signatureOver: (message) => {
      events.push('signed');
      return key.signatureOver(message);
    },
  });
  const { approvers, analyst } = party.keys;
  const keys = { ...party.keys, approvers: approvers.map(noted), analyst: noted(analyst) };
  return { ...party, keys };
}

/** A desk that has seen no head yet, or those of `heads`, and notes what is done at it. */
async function notingDesk(
  id: string,
  events: Event[],
  keep: Desk['keep'],
  heads: ClientState['heads'] = [],
): Promise<Desk> {
  const desk = await t.lab.world.platform.deskOf(id, 'owner');
  const noted = <Input, Answer>({ mutate }: Mutation<Input, Answer>) => ({
    mutate: (input: Input) => {
      events.push('handed in');
      return mutate(input);
    },
  });
  const { dataset, policy, job, broker } = desk.platform;
  const { party, memory } = desk.member;
  return {
    ...desk,
    member: { party: notingKeys(party, events), memory: { ...memory, heads } },
    platform: {
      broker,
      dataset: { ...dataset, register: noted(dataset.register) },
      policy: { publish: noted(policy.publish) },
      job: { ...job, submit: noted(job.submit), decide: noted(job.decide) },
    },
    keep: async (state) => {
      await keep(state);
      events.push('kept');
    },
  };
}

const tableOf = (id: string): RegisteredTable => need(t.lab.world.datasets.get(id), id);

/** Overlap of alder and birch, as its scenario allows it. */
function question(reader = 'bureau'): Question {
  const { world } = t.lab;
  const { collaboration, expires, build, parties } = world;
  const job = t.job('overlap');
  const draft = draftOf(world, world.datasets, { ...job, recipients: [reader] });
  return {
    title: 'Overlap',
    draft: { ...draft, collaboration, expires, code: build.worker },
    parties: [...parties.values()].map(({ party, name, card }) => ({
      ...{ party, name },
      card: readSigned(PartyCard, card),
    })),
  };
}

/** The rule that follows on the one that a table was registered with. */
function ruleAfter({ policy }: RegisteredTable, change: Partial<UsagePolicy>) {
  const { type: _type, v: _v, ...terms } = policy.value;
  return makeDocument(UsagePolicy, { ...terms, seq: 2, previous: policy.name, ...change });
}

const stricter = (table: RegisteredTable) => {
  const thresholds = { ...table.policy.value.thresholds, entitiesMin: 40 };
  return ruleAfter(table, { thresholds });
};

async function registerAgain(desk: Desk): Promise<unknown> {
  const before = tableOf('alder');
  const { columns, entityKey, normaliser, assurance, client } = before.sealed.manifest.value;
  const previous = before.sealed.manifest;
  const draft = { columns, entityKey, normaliser, assurance, client, previous };
  const csv = readCsv(utf8(lenderCsv(0)));
  const sealed = await sealDataset(globalThis.crypto, sha256, before.owner, csv, draft);
  const { manifest, header, fileKey, noiseShare, digests } = sealed;
  return register(desk, {
    ...{ manifest, header, fileKey, noiseShare, digests: concatBytes(...digests) },
    ...{ name: 'again', collaboration: t.lab.world.collaboration, acceptsStranger: false },
    ruleFor: () => ruleAfter(before, { versions: [2] }),
  });
}

function setRule(desk: Desk, id: string, needsGrant: boolean): Promise<unknown> {
  const table = tableOf(id);
  const own = { manifest: table.sealed.manifest, policy: table.policy, needsGrant };
  return setPolicy(desk, own, stricter(table));
}

async function approveAnew(desk: Desk): Promise<unknown> {
  const analyst = await t.lab.world.platform.deskOf('bureau', 'analyst');
  const asked = await ask(analyst, question());
  return decide(desk, await readToDecide(desk, asked.id, asked.jobHash), { word: 'approve' });
}

const acts: readonly [string, string, (desk: Desk) => Promise<unknown>][] = [
  ['asks', 'bureau', (desk) => ask(desk, question())],
  ['decides', 'alder', approveAnew],
  ['registers', 'alder', registerAgain],
  ['sets a rule', 'birch', (desk) => setRule(desk, 'birch', false)],
  ['sets a rule with the key', 'cedar', (desk) => setRule(desk, 'cedar', true)],
];

describe.each(acts)('who %s', (_verb, id, act) => {
  it('has nothing signed and nothing handed in if the memory cannot be kept', async () => {
    const events: Event[] = [];
    const lost = () => Promise.reject(new Error('not kept'));
    await expect(act(await notingDesk(id, events, lost))).rejects.toThrow('not kept');
    expect(events).toEqual([]);
  });

  it('remembers, then signs, then hands in', async () => {
    const events: Event[] = [];
    const kept: ClientState[] = [];
    const keep = (state: ClientState) => Promise.resolve(kept.push(state));
    await act(await notingDesk(id, events, keep));
    const order = events.filter((event, i) => event !== events[i - 1]);
    expect(order).toEqual(['kept', 'signed', 'handed in']);
    expect(kept.map(({ heads }) => heads.length)).toEqual([1]);
  });
});

describe('who asks', () => {
  it('signs nothing that an owner’s rule refuses, and is told every line', async () => {
    const events: Event[] = [];
    const desk = await notingDesk('bureau', events, () => Promise.resolve());
    const refused = ask(desk, question('alder'));
    await expect(refused).rejects.toMatchObject({ code: 'RECEIVER_NOT_ALLOWED' });
    await expect(refused).rejects.toHaveProperty('lines.length');
    expect(events).toEqual([]);
  });

  it('does not make a broker known that nobody said yes to', async () => {
    const events: Event[] = [];
    const other = { broker: hashOf(utf8('another broker')), index: 7, entry: hashOf(utf8('line')) };
    const desk = await notingDesk('bureau', events, () => Promise.resolve(), [other]);
    await ask(desk, question());
    expect(events).toEqual(['signed', 'handed in']);
  });
});

it('leaves no canary anywhere', () => {
  expect(t.leaks()).toEqual([]);
});
