// A question is asked: judged by every owner's rule as the broker will judge it, then signed.

import { refusalsBy } from '#enclave/decision/index.ts';
import { TermsRefused, composeJob, type JobDraft } from '#enclave/participant/index.ts';
import type { Hash } from '#enclave/protocol/index.ts';
import { partiesOf, preflight } from '../jobs/preflight.ts';
import { requireCompared, withHead } from '../session/member.ts';
import type { TableParty } from '../tables/table-of.ts';
import { rememberAt, verifyBrokerAt, type Desk } from './desk.ts';

export interface Question {
  readonly title: string;
  readonly draft: JobDraft;
  /** With their cards in force. */
  readonly parties: readonly TableParty[];
  /** The draft at the platform whose place the job takes. */
  readonly draftId?: string | undefined;
}

export interface Asked {
  /** At the platform. */
  readonly id: string;
  readonly jobHash: Hash;
}

/**
 * Throws TermsRefused with every line of the judge, PARTY_UNPINNED, and what verifying or the
 * platform refuses. No key is sealed here, so that a new broker needs no yes; it is not remembered
 * as a known one either.
 */
export async function ask(
  desk: Desk,
  { title, draft, parties, draftId }: Question,
): Promise<Asked> {
  const { platform, member, build } = desk;
  const { registry } = build;
  const { party } = member;
  const broker = await verifyBrokerAt(desk);
  const at = Math.floor(Date.now() / 1000);
  const check = preflight(draft, { registry, broker, analyst: party.party, parties, at });
  if (!check.passed) {
    throw new TermsRefused(refusalsBy(check.lines)[0] ?? 'PARAMS', check.lines);
  }
  requireCompared(member, partiesOf(draft));
  await rememberAt(desk, withHead(member.memory, broker));
  const { job, signed } = await composeJob(globalThis.crypto, registry, broker, party, draft);
  const replaced = draftId === undefined ? {} : { draft: draftId };
  const { id } = await platform.job.submit.mutate({ title, jobSpec: signed, ...replaced });
  return { id, jobHash: job.name };
}
