'use client';

import type { Member } from '#app/_client/session/member.ts';
import { say } from '#app/_text/text.ts';
import { LinkText } from '#app/_ui/link-text.tsx';
import { JobStatus } from '#app/(parley)/_shared/job-status.tsx';
import { isDecidable } from '#server/domain/job-state.ts';
import type { JobRead } from '../job-words.ts';
import type { ReviewForDecision } from './review-for-decision.ts';
import { WithdrawApproval } from './withdraw-approval.tsx';

interface Outcome {
  readonly words: string;
  /** The approval that this person's key is under. */
  readonly mine?: ReviewForDecision['signed'][number] | undefined;
}

/** Why there is nothing to decide here any more; undefined while there is. */
export function outcomeOf(
  { state, parts }: JobRead,
  { party }: Member,
  { signed }: ReviewForDecision,
): Outcome | undefined {
  const answered = parts.find((part) => part.organisation.party === party.party)?.decision;
  const own = party.keys.approvers.map((key) => key.keyId);
  const mine = signed.find(({ signers }) => signers.some((key) => own.includes(key)));
  if (answered === 'approve') return { words: say('decide.already.approve'), mine };
  if (answered === 'deny') return { words: say('decide.already.deny') };
  if (!isDecidable(state)) return { words: say('decide.ended'), mine };
  return mine === undefined ? undefined : { words: say('decide.already.signed'), mine };
}

interface DecisionOutcomeProps {
  readonly job: JobRead;
  readonly outcome: Outcome;
  readonly member: Member;
  readonly back: string;
  readonly onWithdrawn: () => void;
}

/** Stands before all that explains the job: whoever comes back sees first what was decided. */
export function DecisionOutcome({ job, outcome, member, back, onWithdrawn }: DecisionOutcomeProps) {
  const { words, mine } = outcome;
  return (
    <section
      aria-label={say('decide.outcome')}
      className="grid max-w-measure justify-items-start gap-2 border-y py-4"
    >
      <p className="text-body font-medium">{words}</p>
      <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-table">
        <JobStatus job={job} />
        <LinkText href={back}>{say('decide.done.next')}</LinkText>
      </p>
      {mine !== undefined && isDecidable(job.state) ? (
        <WithdrawApproval member={member} approval={mine.name} onDone={onWithdrawn} />
      ) : null}
    </section>
  );
}
