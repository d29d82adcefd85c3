// One job of a scenario: asked, answered by every owner as the scenario says, and believed only
// after its proof verified.

import type { VerifyReport } from '#enclave/participant/index.ts';
import {
  EnclaveError,
  PartyCard,
  readSigned,
  type Bytes,
  type Hash,
  type Result,
} from '#enclave/protocol/index.ts';
import { need, type ScenarioJob } from '#server/setup/scenario.ts';
import { ask, type Asked } from '../../_client/acts/ask.ts';
import { decide, readToDecide } from '../../_client/acts/decide.ts';
import { read } from '../../_client/acts/read.ts';
import { withdraw } from '../../_client/acts/withdraw.ts';
import type { OpenScenario } from './open-scenario.ts';
import { draftOf } from './scenario-rule.ts';

export interface Outcome {
  /** In the scenario. */
  readonly id: string;
  /** At the platform; undefined where the job was refused before anything was sent. */
  readonly job?: string;
  readonly jobHash: Hash | undefined;
  /** `verified`, `failed`, `unverified`, `refused` or `stopped`. */
  readonly ended: string;
  readonly codes: readonly string[];
  /** What the owners approved; empty if none did. */
  readonly sentence: string;
  readonly report?: VerifyReport;
  readonly bundle?: Bytes;
  readonly result?: Result;
  readonly file?: Uint8Array;
  readonly answersToResultMs?: number;
}

async function askJob(opened: OpenScenario, job: ScenarioJob, title: string): Promise<Asked> {
  const { platform, build, collaboration, expires, datasets } = opened;
  const parties = [...opened.parties.values()].map(({ party, name, card }) => ({
    ...{ party, name },
    card: readSigned(PartyCard, card),
  }));
  const about = draftOf(opened, datasets, job);
  const draft = { ...about, collaboration, expires, code: build.worker };
  return ask(await platform.deskOf(job.analyst, 'analyst'), { title, draft, parties });
}

/** Each owner answers as the scenario says. Gives back the sentence that was approved. */
async function answerAll(opened: OpenScenario, job: ScenarioJob, asked: Asked): Promise<string> {
  const { platform, parties, datasets } = opened;
  const owners = job.inputs.map((id) => need(datasets.get(id), `dataset ${id}`).owner.party);
  let sentence = '';
  for (const [id, { party }] of parties) {
    const answer = job.decisions[id] ?? 'silent';
    if (!owners.includes(party) || answer === 'silent') continue;
    const desk = await platform.deskOf(id, 'owner');
    const toDecide = await readToDecide(desk, asked.id, asked.jobHash);
    if (answer === 'deny') {
      await decide(desk, toDecide, { word: 'deny', reason: 'other' });
      continue;
    }
    const name = await decide(desk, toDecide, { word: 'approve' });
    sentence = toDecide.review.reviewed?.sentence ?? sentence;
    if (answer === 'withdraw') {
      await withdraw(desk, [{ kind: 'approval', name }], 'changed-my-mind');
    }
  }
  return sentence;
}

/** The first recipient reads. */
async function readAnswer({ platform }: OpenScenario, job: ScenarioJob, asked: Asked) {
  const desk = await platform.deskOf(job.recipients[0] ?? '', 'analyst');
  const answer = await read(desk, asked.id);
  const { proof } = answer;
  if (proof === undefined) return { ended: 'unverified' };
  const { report, bundle, end } = proof;
  if (end.end === 'failed') return { ended: 'failed', report, bundle };
  if (answer.kind !== 'open') return { ended: 'unverified', report, bundle };
  return { ended: 'verified', report, bundle, result: answer.result, file: answer.file };
}

/** Runs one job. A refusal is an outcome; only a broken scenario or machine throws. */
export async function runJob(
  opened: OpenScenario,
  job: ScenarioJob,
  title = job.id,
): Promise<Outcome> {
  try {
    const asked = await askJob(opened, job, title);
    const sentence = await answerAll(opened, job, asked);
    const answeredAt = Date.now();
    const began = { id: job.id, job: asked.id, jobHash: asked.jobHash, sentence };
    const end = await opened.platform.endOf(asked.id);
    if (end.end === 'refused') return { ...began, ended: 'refused', codes: end.codes };
    if (end.end === 'stopped') return { ...began, ended: 'stopped', codes: [end.code] };
    const answer = await readAnswer(opened, job, asked);
    return { ...began, codes: [], ...answer, answersToResultMs: Date.now() - answeredAt };
  } catch (error) {
    // What participant code refuses before anything is sent ends the job as well.
    if (!(error instanceof EnclaveError)) throw error;
    const nothing = { jobHash: undefined, sentence: '' };
    return { id: job.id, ...nothing, ended: 'refused', codes: [error.code] };
  }
}

/** Whether a job ended as its scenario expects: `verified`, `failed`, or one of its codes. */
export function endedAsExpected({ expect }: ScenarioJob, { ended, codes }: Outcome): boolean {
  return ended === expect || codes.includes(expect);
}
