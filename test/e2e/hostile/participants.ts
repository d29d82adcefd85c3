// What honest people's programs do at their desks, by participant code over HTTP; and what came of
// it, in one word that a table can name.

import { vi } from 'vitest';
import { composeJob, type JobDraft } from '#enclave/participant/index.ts';
import type { JobEnd } from '#enclave/channel/index.ts';
import { EnclaveError, type Outputs } from '#enclave/protocol/index.ts';
import { ask as askNow } from '#app/_client/acts/ask.ts';
import { decide as decideNow, readToDecide } from '#app/_client/acts/decide.ts';
import { verifyBrokerAt } from '#app/_client/acts/desk.ts';
import { read } from '#app/_client/acts/read.ts';
import { buildFacts, builtTemplates } from '#app/_client/session/build-facts.ts';
import { readTable, readersOf, usableIn, type TableParty } from '#app/_client/tables/table-of.ts';
import { need } from '#server/setup/scenario.ts';
import { openWords, type CanaryWorld, type PartyName } from '../canary-world.ts';

interface Drafted {
  readonly draft: JobDraft;
  readonly parties: readonly TableParty[];
}

async function draftHere({ desks, collaboration }: CanaryWorld): Promise<Drafted> {
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
  const draft = {
    collaboration,
    template: need(
      registry.refs.find((ref) => ref.id === 'overlap'),
      'overlap',
    ),
    params: { left: left.alias, right: right.alias, segment: openWords.column },
    inputs: inputs.map(({ alias, manifest, policy }) => ({ alias, manifest, policy })),
    code: buildFacts().worker,
    recipients: requester.flatMap(readersOf),
    expires: Math.floor(Date.now() / 1000) + 86_400,
  };
  return { draft, parties: table.parties };
}

/** The bureau asks for the overlap of two lenders; the id of the job. */
export async function ask(world: CanaryWorld): Promise<string> {
  const { draft, parties } = await draftHere(world);
  const desk = await world.desks.bureau.open();
  return (await askNow(desk, { title: 'Asked again', draft, parties })).id;
}

/** The same by a program that colludes: it signs what no rule allows. */
export async function askUnjudged(world: CanaryWorld): Promise<string> {
  const { api, open } = world.desks.bureau;
  const desk = await open();
  const { draft } = await draftHere(world);
  const broker = await verifyBrokerAt(desk);
  const { party } = desk.member;
  const { registry } = desk.build;
  const { signed } = await composeJob(globalThis.crypto, registry, broker, party, draft);
  return (await api.job.submit.mutate({ title: 'Asked again', jobSpec: signed })).id;
}

/** An owner reads the job from what the platform shows, and signs. Throws what the review found. */
export async function decide(
  world: CanaryWorld,
  owner: PartyName,
  job: string,
  word: 'approve' | 'deny' = 'approve',
): Promise<void> {
  const desk = await world.desks[owner].open();
  const toDecide = await readToDecide(desk, job);
  await decideNow(desk, toDecide, word === 'deny' ? { word, reason: 'other' } : { word });
}

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
    if (error instanceof AnswerRefused) return error.message;
    throw error;
  }
}

/** A program of a participant that shows no answer. */
class AnswerRefused extends Error {}

/**
 * The bureau's program reads an answer: the proof with its own pins first, the file second. Throws
 * the code of what is wrong, the failed verdicts for a proof that does not hold.
 */
export async function readAnswer({ desks }: CanaryWorld, job: string): Promise<Outputs> {
  const answered = await read(await desks.bureau.open(), job);
  if (answered.kind === 'open') return answered.result.outputs;
  if (answered.kind !== 'unproven') throw new AnswerRefused('no answer');
  const { answer, verdicts } = answered.proof.report;
  const failed = Object.entries(verdicts).filter(
    ([, verdict]) => verdict !== 'no pins' && verdict.state !== 'passed',
  );
  throw new AnswerRefused([answer, ...failed.map(([name]) => name)].join(' '));
}
