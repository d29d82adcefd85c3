// Key cards that the platform makes up or keeps back, and memories that it withholds or makes up.

import {
  firstVisit,
  nextCard,
  pinParty,
  sealClientState,
  type Party,
} from '#enclave/participant/index.ts';
import {
  Approval,
  PartyCard,
  bytesOf,
  hashOf,
  makeDocument,
  parseDocument,
  readSigned,
  toBase64Url,
  type SignedDocument,
} from '#enclave/protocol/index.ts';
import { generateHybridKeys, openSealed, recipientOf, sealTo } from '#enclave/sealing/index.ts';
import { freshSigningKey, signDocument } from '#enclave/signing/sign.ts';
import { readPartners } from '#app/_client/parties/partners.ts';
import { openWords, type CanaryWorld } from '../canary-world.ts';
import { claimApproved, partsOf, readRow, withRow } from './administrator.ts';
import type { CaseGroup } from './case.ts';
import { ask, askAndApprove, decide, outcomeOf, readAnswer, refusalOf } from './participants.ts';

const crypto = globalThis.crypto;

/** A document in the platform's own list, for as long as `work` takes. */
async function withDocument<T>(
  { db }: CanaryWorld,
  [type, party, signed]: readonly [string, string, SignedDocument],
  work: (name: string) => Promise<T>,
): Promise<T> {
  const name = hashOf(bytesOf(signed.document));
  const put = `insert into "Document"(name, type, party, signed) values ($1, $2, $3, $4)`;
  await db.query(put, [name, type, party, JSON.stringify(signed)]);
  try {
    return await work(name);
  } finally {
    await db.query('delete from "Document" where name = $1', [name]);
  }
}

/**
 * The party's next card, with a key or a reader of the operator's, signed by nobody of the party.
 */
async function forgedCard(party: Party, change: 'approver' | 'reader') {
  const thief = await freshSigningKey(crypto);
  const { identity } = await generateHybridKeys();
  const approver = {
    keyId: thief.keyId,
    alg: 'ed25519' as const,
    publicKey: toBase64Url(thief.publicKey),
    independent: true,
    holder: 'holder-1',
  };
  const reader = { id: 'first', kind: 'hybrid' as const, recipient: await recipientOf(identity) };
  const additions = change === 'approver' ? { approvers: [approver] } : { recipients: [reader] };
  return { thief, card: await nextCard(party, additions, [thief]) };
}

/** What a member sees of a party on the page where words are compared. */
async function chainOf(world: CanaryWorld, party: string): Promise<string> {
  const { api, member } = world.desks.birch;
  const rooms = [{ id: world.collaboration, name: openWords.title }];
  const own = (await member()).party.party;
  const partners = await readPartners(api, rooms, own);
  return partners.find((one) => one.party === party)?.holds === true ? 'holds' : 'does not hold';
}

async function forgedApprover(world: CanaryWorld): Promise<string> {
  const { party } = await world.desks.alder.member();
  const { thief, card } = await forgedCard(party, 'approver');
  const job = await ask(world);
  await decide(world, 'birch', job);
  return withDocument(world, ['PartyCard', party.party, card], async () => {
    const seen = await chainOf(world, party.party);
    const review = await refusalOf(() => decide(world, 'birch', job));
    const [first, second] = await partsOf(world, job);
    const theirs = await readRow(world, 'Document', { name: second.approvals[0] });
    const { document } = theirs['signed'] as SignedDocument;
    const { type: _type, v: _v, ...fields } = parseDocument(Approval, bytesOf(document)).value;
    const { datasetId } = await readRow(world, 'JobPart', { jobId: job, alias: first.alias });
    const said = { party: party.party, card: hashOf(bytesOf(card.document)) };
    const lie = makeDocument(Approval, { ...fields, ...said, datasets: [datasetId as never] });
    const signed = await signDocument('Approval', lie, thief);
    return withDocument(world, ['Approval', party.party, signed], async (name) => {
      await claimApproved(world, job, { [first.alias]: name });
      return `chain ${seen}, partner ${review}, ${await outcomeOf(world, job)}`;
    });
  });
}

async function forgedReader(world: CanaryWorld): Promise<string> {
  const { party } = await world.desks.bureau.member();
  const { card } = await forgedCard(party, 'reader');
  return withDocument(world, ['PartyCard', party.party, card], async () => {
    const job = await ask(world);
    const review = await refusalOf(() => decide(world, 'alder', job));
    const [first, second] = await partsOf(world, job);
    await claimApproved(world, job, { [first.alias]: null, [second.alias]: null });
    return `owner ${review}, ${await outcomeOf(world, job)}`;
  });
}

/** An owner adds a key; the platform goes on to show the card before. */
async function olderCard(world: CanaryWorld): Promise<string> {
  const { api, member } = world.desks.alder;
  const { party } = await member();
  const added = await freshSigningKey(crypto);
  const approver = {
    keyId: added.keyId,
    alg: 'ed25519' as const,
    publicKey: toBase64Url(added.publicKey),
    independent: true,
    holder: 'holder-1',
  };
  const card = await nextCard(party, { approvers: [approver] }, party.keys.approvers);
  const { card: name } = await api.organisation.publishCard.mutate({ card });
  const { seq } = readSigned(PartyCard, card).value;
  if (seq !== 2) throw new Error('another card than the second');
  return withRow(world, ['Document', { name }, { type: 'hidden' }], async () =>
    outcomeOf(world, await askAndApprove(world)),
  );
}

export const cardCases: CaseGroup = [
  'key cards',
  [
    {
      name: 'a card with another approver is made up for an owner, and approves in its name',
      outcome: 'chain does not hold, partner SIGNATURE, broker APPROVAL_INVALID',
      attack: forgedApprover,
    },
    {
      name: 'a card with another reader is made up for the requester, whose job does not name it',
      outcome: 'owner SIGNATURE, broker APPROVAL_MISSING',
      attack: forgedReader,
    },
    {
      name: 'an owner’s card of before is shown as its newest',
      outcome: 'broker APPROVAL_INVALID',
      attack: olderCard,
    },
  ],
];

/** While the bureau's memory is another, or none at all. */
async function withMemory<T>(
  world: CanaryWorld,
  file: Buffer | undefined,
  work: () => Promise<T>,
): Promise<T> {
  const { personId } = await world.desks.bureau.api.me.read.query();
  if (file !== undefined) return withRow(world, ['ClientState', { personId }, { file }], work);
  const row = await readRow(world, 'ClientState', { personId });
  await world.db.query('delete from "ClientState" where "personId" = $1', [personId]);
  try {
    return await work();
  } finally {
    const put = `insert into "ClientState"("personId", revision, file) values ($1, $2, $3)
      on conflict ("personId") do update set revision = $2, file = $3`;
    await world.db.query(put, [personId, row['revision'], row['file']]);
  }
}

const firstJob = ({ jobs }: CanaryWorld) => jobs[0]?.job ?? '';

async function memoryOf(world: CanaryWorld, name: 'alder'): Promise<Buffer> {
  const { personId } = await world.desks[name].api.me.read.query();
  return (await readRow(world, 'ClientState', { personId }))['file'] as Buffer;
}

/**
 * The platform knows every recipient, and what a memory looks like; it has no member's identity.
 */
async function madeUpMemory(world: CanaryWorld): Promise<string> {
  const { party, keys } = (await world.desks.bureau.member()).party;
  const own = await generateHybridKeys();
  const state = pinParty(firstVisit, party, 1);
  const written = await openSealed(
    await sealClientState(state, own.identity),
    own.identity,
    'result',
  );
  const file = await sealTo([keys.recipient], written);
  return withMemory(world, Buffer.from(file), () => refusalOf(() => ask(world)));
}

export const memoryCases: CaseGroup = [
  'memories',
  [
    {
      name: 'a member’s memory is withheld: nothing is signed for parties that it does not know',
      outcome: 'PARTY_UNPINNED',
      attack: (world) => withMemory(world, undefined, () => refusalOf(() => ask(world))),
    },
    {
      name: 'a member’s memory is withheld: no answer is read, because nothing is pinned',
      outcome: 'consistent',
      attack: (world) =>
        withMemory(world, undefined, () => refusalOf(() => readAnswer(world, firstJob(world)))),
    },
    {
      name: 'a memory is made up and sealed to its member',
      outcome: 'IDENTITY_WRONG',
      attack: madeUpMemory,
    },
    {
      name: 'another member’s memory is given',
      outcome: 'IDENTITY_WRONG',
      attack: async (world) =>
        withMemory(world, await memoryOf(world, 'alder'), () => refusalOf(() => ask(world))),
    },
  ],
];
