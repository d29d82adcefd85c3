// What a session alone can do to a job: nothing that its party's card does not sign.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foundParty, freshPartySecrets, nextCard, type Party } from '#enclave/participant/index.ts';
import {
  Approval,
  PartyCard,
  bytesOf,
  hashSchema,
  makeDocument,
  parseDocument,
  toBase64Url,
  type SignedDocument,
} from '#enclave/protocol/index.ts';
import { freshSigningKey, signDocument, type Signer } from '#enclave/signing/sign.ts';
import { DomainError } from '#server/domain/errors.ts';
import { publishCard, readKeyChanges } from '#server/services/cards.ts';
import { dropPending } from '#server/services/co-sign.ts';
import { keepDocument } from '#server/services/documents.ts';
import { listFleet } from '#server/services/fleet.ts';
import { decideJob } from '#server/services/jobs.ts';
import { nothing, openPlatformWorld, type PlatformWorld } from '../../support/platform-world.ts';

const { crypto } = globalThis;
let world: PlatformWorld;
let party: Party;

beforeAll(async () => {
  world = await openPlatformWorld();
  const secrets = await freshPartySecrets(crypto, 3);
  party = await foundParty(crypto, { name: 'ours', quorum: 2, secrets });
  const { db } = world.platform;
  const card = await keepDocument(db, {
    type: 'PartyCard',
    party: party.party,
    signed: party.card,
  });
  await db.organisation.update({
    where: { id: world.ours.organisationId },
    data: { party: party.party, card },
  });
});
afterAll(() => world.close());

const owner = () => ({ ...world.ours.actor(['owner']), party: party.party });

let nonces = 0;

async function approvalBy(signer: Signer | undefined) {
  const { db } = world.platform;
  const job = await db.job.findUniqueOrThrow({ where: { id: world.ours.job } });
  const named = hashSchema.parse(nothing.hash);
  const doc = makeDocument(Approval, {
    decision: 'approve',
    jobHash: hashSchema.parse(job.jobHash),
    broker: named,
    party: party.party,
    card: party.cardName,
    datasets: [named],
    instance: named,
    headSeen: { broker: named, index: 0, entry: named },
    sentence: { locale: 'en', digest: named },
    rho: '0/1',
    expires: 1,
    nonce: toBase64Url(new Uint8Array(32).fill((nonces += 1))),
  });
  return signDocument('Approval', doc, ...(signer === undefined ? [] : [signer]));
}

const decisionOf = async () =>
  (await world.platform.db.jobPart.findFirstOrThrow({ where: { jobId: world.ours.job } })).decision;

describe('an approval', () => {
  it.each([
    ['by nobody', () => Promise.resolve(undefined)],
    ['by a stranger’s key', () => freshSigningKey(crypto)],
  ])('%s is not taken from a session', async (_, key) => {
    const approval = await approvalBy(await key());
    const decide = decideJob(world.platform, owner(), world.ours.job, approval, undefined);
    await expect(decide).rejects.toBeInstanceOf(DomainError);
    expect(await decisionOf()).toBeNull();
  });

  it('by one of two is kept, and decides nothing, however often that person signs', async () => {
    for (let again = 0; again < 2; again++) {
      const approval = await approvalBy(party.keys.approvers[0]);
      await decideJob(world.platform, owner(), world.ours.job, approval, undefined);
      expect(await decisionOf()).toBeNull();
    }
  });

  it('by a colleague as well decides', async () => {
    const approval = await approvalBy(party.keys.approvers[1]);
    await decideJob(world.platform, owner(), world.ours.job, approval, undefined);
    expect(await decisionOf()).toBe('approve');
  });
});

describe('a card', () => {
  const signedBy = (...at: readonly number[]) =>
    nextCard(
      party,
      { quorum: 3 },
      at.flatMap((one) => party.keys.approvers[one] ?? []),
    );
  const publish = async (card: SignedDocument) => publishCard(world.platform, owner(), card);

  it('with one of two signatures waits for a colleague', async () => {
    expect((await publish(await signedBy(0))).state).toBe('pending');
    const { pending } = await readKeyChanges(world.platform, owner());
    expect(pending.map((one) => one.signed.signatures.length)).toEqual([1]);
  });

  it('with the second one goes to the broker, both signatures under the same bytes', async () => {
    // There is no broker in this world: that it was asked is what is seen.
    await expect(publish(await signedBy(1))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('with a stranger’s signature is refused, and what waited stays', async () => {
    const stranger = await freshSigningKey(crypto);
    const { document } = await signedBy(0);
    const doc = parseDocument(PartyCard, bytesOf(document));
    const forged = await signDocument('PartyCard', doc, stranger);
    await expect(publish(forged)).rejects.toMatchObject({ code: 'BAD_INPUT' });
    expect((await readKeyChanges(world.platform, owner())).pending).toHaveLength(1);
  });

  it('that does not follow the newest one is refused', async () => {
    await expect(publish(party.card)).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('can be taken back, and not by others', async () => {
    const theirs = world.theirs.actor(['admin']);
    await expect(dropPending(world.platform, theirs, party.party)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await dropPending(world.platform, owner(), party.party);
    expect((await readKeyChanges(world.platform, owner())).pending).toEqual([]);
  });
});

describe('the fleet', () => {
  it('shows the same machines to everybody, and jobs and evidence to those whose they are', async () => {
    const { db } = world.platform;
    await db.workerSeat.create({ data: { name: 'worker-x', tokenHash: 'x' } });
    const { evidence } = world.theirs;
    await db.evidenceFile.update({ where: { name: evidence }, data: { worker: 'worker-x' } });
    const seen = async (tenant: PlatformWorld['ours']) =>
      (await listFleet(world.platform, tenant.actor(['admin']))).workers;
    expect(await seen(world.ours)).toMatchObject([{ name: 'worker-x', evidence: null, job: null }]);
    expect(await seen(world.theirs)).toMatchObject([
      { name: 'worker-x', evidence: { name: evidence } },
    ]);
  });
});
