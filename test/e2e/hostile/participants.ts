// What honest people's programs do at their desks, by participant code over HTTP; and what came of
// it, in one word that a table can name.

import { vi } from 'vitest';
import { composeJob, signApproval, signDenial, type JobDraft } from '#enclave/participant/index.ts';
import type { JobEnd } from '#enclave/channel/index.ts';
import { EnclaveError, type Outputs } from '#enclave/protocol/index.ts';
import { buildFacts, builtTemplates } from '#app/_client/session/build-facts.ts';
import {
  remember,
  requireCompared,
  verifyBrokerHere,
  withHead,
} from '#app/_client/session/member.ts';
import { checkProof } from '#app/_client/proofs/check-proof.ts';
import { partiesOf } from '#app/_client/jobs/preflight.ts';
import { openVerified } from '#app/_client/proofs/read-result.ts';
import { reviewMaterial } from '#app/_client/jobs/review.ts';
import { readTable, readersOf, usableIn } from '#app/_client/tables/table-of.ts';
import { need } from '#server/setup/scenario.ts';
import { openWords, type CanaryWorld, type PartyName } from '../canary-world.ts';

const now = () => Math.floor(Date.now() / 1000);

async function draftHere({ desks, collaboration }: CanaryWorld): Promise<JobDraft> {
  const registry = builtTemplates();
  const table = usableIn(await readTable(desks.bureau.api, collaboration));
  const of = (owner: string) =>
    need(
      table.datasets.find((one) => one.ownerName === owner),
      `dataset of ${owner}`,
    );
  const inputs = [of('Alder Bank'), of('Birch Credit')] as const;
  const [left, right] = inputs;
  const requester = table.parties.filter((one) => one.name === 'Meridian Bureau');
  return {
    collaboration,
    template: need(
      registry.refs.find((ref) => ref.id === 'overlap'),
      'overlap',
    ),
    params: { left: left.alias, right: right.alias, segment: openWords.column },
    inputs: inputs.map(({ alias, manifest, policy }) => ({ alias, manifest, policy })),
    code: buildFacts().worker,
    entitiesMin: Math.max(...inputs.map(({ policy }) => policy.value.thresholds.entitiesMin)),
    recipients: requester.flatMap(readersOf),
    expires: now() + 86_400,
  };
}

/** The bureau asks for the overlap of two lenders; the id of the job. */
export async function ask(world: CanaryWorld): Promise<string> {
  const { api, member: open } = world.desks.bureau;
  const member = await open();
  const broker = await verifyBrokerHere(api, member.memory);
  const draft = await draftHere(world);
  requireCompared(member, partiesOf(draft));
  const { signed } = await composeJob(
    globalThis.crypto,
    builtTemplates(),
    broker,
    member.party,
    draft,
  );
  const { id } = await api.job.submit.mutate({ title: 'Asked again', jobSpec: signed });
  await remember(api, member, withHead(member.memory, broker));
  return id;
}

/** An owner reads the job from what the platform shows, and signs. Throws what the review found. */
export async function decide(
  world: CanaryWorld,
  owner: PartyName,
  job: string,
  decision: 'approve' | 'deny' = 'approve',
): Promise<void> {
  const { api, member: open } = world.desks[owner];
  const member = await open();
  const { party, memory } = member;
  const broker = await verifyBrokerHere(api, memory);
  const material = await api.job.material.query({ job });
  const context = { broker, registry: builtTemplates(), owner: party, memory, at: now() };
  const { reviewed, fault, job: read, ownDatasets } = await reviewMaterial(material, context);
  await remember(api, member, withHead(memory, broker));
  if (decision === 'deny') {
    const approval = await signDenial(globalThis.crypto, broker, party, read, ownDatasets);
    await api.job.decide.mutate({ job, approval, reason: 'other' });
    return;
  }
  if (reviewed === undefined) throw faultOfReview(fault);
  const approval = await signApproval(globalThis.crypto, broker, party, reviewed, 'approve');
  await api.job.decide.mutate({ job, approval });
}

function faultOfReview(fault: { readonly code: string; readonly place: string } | undefined) {
  return new ReviewRefused(fault?.code ?? 'no fault told');
}

/** What an owner's program said instead of offering a signature. */
export class ReviewRefused extends Error {}

export async function askAndApprove(world: CanaryWorld): Promise<string> {
  const job = await ask(world);
  await decide(world, 'alder', job);
  await decide(world, 'birch', job);
  return job;
}

const endsWithinMs = 30_000;

export function endOf({ desks }: CanaryWorld, job: string): Promise<JobEnd> {
  return vi.waitFor(
    async () => {
      const { end } = await desks.bureau.api.job.material.query({ job });
      if (end === null) throw new Error('the job did not end in time');
      return end;
    },
    { timeout: endsWithinMs, interval: 50 },
  );
}

/** "delivered", or who refused and with what. */
export async function outcomeOf(world: CanaryWorld, job: string): Promise<string> {
  const end = await endOf(world, job);
  if (end.end === 'refused') return `broker ${[...end.codes].sort().join(' ')}`;
  if (end.end === 'stopped') return `worker ${end.code}`;
  return end.end;
}

/** What a program of a participant refused with. */
export async function refusalOf(work: () => Promise<unknown>): Promise<string> {
  try {
    await work();
    return 'accepted';
  } catch (error) {
    if (error instanceof EnclaveError) return error.code;
    if (error instanceof ReviewRefused) return error.message;
    throw error;
  }
}

/**
 * The bureau's program reads an answer: the proof with its own pins first, the file second. Throws
 * the code of what is wrong, the failed verdicts for a proof that does not hold.
 */
export async function readAnswer({ desks, proxy }: CanaryWorld, job: string): Promise<Outputs> {
  const { api, session, member: open } = desks.bureau;
  const member = await open();
  const proof = await checkProof(api, member, job);
  if (proof?.end.end !== 'delivered') throw new ReviewRefused('no answer');
  const { answer, verdicts } = proof.report;
  if (answer !== 'verified') {
    const failed = Object.entries(verdicts).filter(
      ([, verdict]) => verdict !== 'no pins' && verdict.state !== 'passed',
    );
    throw new ReviewRefused([answer, ...failed.map(([name]) => name)].join(' '));
  }
  const { cookie } = session;
  const response = await fetch(new URL(`/api/results/${job}`, proxy.url), { headers: { cookie } });
  const file = new Uint8Array(await response.arrayBuffer());
  const { identity } = member.party.keys;
  return (await openVerified(file, identity, proof.material, proof.end)).outputs;
}
