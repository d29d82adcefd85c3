'use client';

import type { ReactNode } from 'react';
import { formatClock } from '#app/_text/format.ts';
import { say } from '#app/_text/text.ts';
import type { Member } from '#app/_client/session/member.ts';
import { Details } from '#app/_ui/details.tsx';
import { EvidenceEdge } from '#app/_ui/evidence-edge.tsx';
import { Hash } from '#app/_ui/hash.tsx';
import { Section } from '#app/_ui/section.tsx';
import { Time } from '#app/_ui/time.tsx';
import { useTimeZone } from '#app/_ui/time-zone.ts';
import { isEnded } from '#server/domain/job-state.ts';
import type { JobRead } from '../job-words.ts';
import { datasetNames } from './dataset-names.ts';
import { EvidencePanel } from './evidence-panel.tsx';
import { JobDifferences } from './job-differences.tsx';
import { LeakReport } from './leak-report.tsx';
import { ParameterTable } from './parameter-table.tsx';
import { ReviewFaultView } from './review-fault.tsx';
import type { ReviewForDecision } from './review-for-decision.ts';

export interface ReviewedJobViewProps {
  readonly job: JobRead;
  readonly member: Member;
  readonly decision: ReviewForDecision;
  /** Whether this organisation still has to decide. */
  readonly isOpen: boolean;
  /** What was decided, once it was: stands between the sentence and what explains it. */
  readonly children: ReactNode;
}

function Facts({ children }: { readonly children: ReactNode }) {
  return <div className="flex flex-wrap gap-x-6 gap-y-1 text-table text-muted">{children}</div>;
}

/** The sentence first and whole; then what explains it. */
export function ReviewedJobView({ job, member, decision, isOpen, children }: ReviewedJobViewProps) {
  const zone = useTimeZone();
  const { review, checkedAt } = decision;
  const { requester, reviewed, fault } = review;
  const datasetOf = datasetNames(review, job);
  return (
    <div className="grid gap-8 lg:grid-cols-[7fr_5fr] lg:gap-12">
      <div className="flex min-w-0 flex-col gap-8 [&>section]:mb-0">
        <header className="flex flex-col gap-4">
          <h1 className="text-section">{say('decide.asks', { requester, title: job.title })}</h1>
          <Facts>
            {isOpen ? (
              <span>
                {say('decide.waits')} <Time at={job.stateSince} />
              </span>
            ) : null}
            {isEnded(job.state) || job.expiresAt === null ? null : (
              <span>
                {say('decide.expires')} <Time at={job.expiresAt} />
              </span>
            )}
            <Hash value={review.job.name} />
          </Facts>
          {reviewed === undefined ? null : (
            <EvidenceEdge kind="verified" className="flex flex-col gap-3">
              <p className="text-table text-muted">
                {say('decide.rebuilt', { requester, time: formatClock(checkedAt, zone) })}
              </p>
              <p className="text-sentence" data-testid="sentence">
                {reviewed.sentence}
              </p>
              <p className="text-table text-muted">{say('approve.locale')}</p>
            </EvidenceEdge>
          )}
          {fault === undefined ? null : (
            <ReviewFaultView
              fault={fault}
              question={review.job.value.template.id}
              nameOf={review.nameOf}
            />
          )}
        </header>
        {children}
        <Section title={say('decide.differences')}>
          <JobDifferences decision={decision} datasetOf={datasetOf} />
        </Section>
        {/* A job whose question could not be read has no numbers to promise. */}
        {review.cells === 0 ? null : <LeakReport review={review} datasetOf={datasetOf} />}
        <Section title={say('decide.cost')}>
          <p className="max-w-measure text-body">
            {say('decide.cost.line', { max: review.rules[0]?.value.threshold.jobsMax ?? 0 })}
          </p>
        </Section>
        <div className="flex flex-col gap-1">
          <Details summary={say('decide.details')}>
            <ParameterTable job={review.job.value} datasetOf={datasetOf} />
          </Details>
          <Details summary={say('decide.bytes')}>
            <pre className="max-h-80 overflow-auto bg-sunken p-4 text-code whitespace-pre-wrap break-all">
              {new TextDecoder().decode(review.job.bytes)}
            </pre>
          </Details>
        </div>
      </div>
      <EvidencePanel member={member} decision={decision} />
    </div>
  );
}
