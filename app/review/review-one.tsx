'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import {
  entriesOf,
  isHex,
  reviewHere,
  type DroppedEvidence,
  type ReviewQuestion,
} from '../_client/proofs/review-here.ts';
import { say } from '../_text/text.ts';
import { ProblemSummary } from '../_ui/problem-summary.tsx';
import { Skeleton } from '../_ui/skeleton.tsx';
import { QuestionForm, timeOf, type Asked } from './question-form.tsx';
import { Verdict } from './verdict.tsx';

interface ReviewOneProps {
  readonly dropped: DroppedEvidence;
  /** When the file was chosen, by the page's own clock. */
  readonly since: number;
}

const nowText = () => new Date().toISOString().slice(0, 16);

export function ReviewOne({ dropped, since }: ReviewOneProps) {
  const [asked, setAsked] = useState<Asked>(() => ({
    format: dropped.format,
    endorsements: [],
    at: nowText(),
    reportData: '',
  }));
  const [entryText, setEntryText] = useState('');
  const { entries, problem } = entriesOf(entryText);
  const at = timeOf(asked.at);
  const { format, endorsements, reportData } = asked;
  const question: ReviewQuestion | undefined =
    format === undefined || at === undefined || !isHex(reportData)
      ? undefined
      : { dropped, format, endorsements, at, reportData, entries };
  const review = useQuery({
    queryKey: ['review', since, format, endorsements, at, reportData, entryText],
    queryFn: () => (question === undefined ? null : reviewHere(question)),
    staleTime: Infinity,
    retry: false,
    placeholderData: (before) => before,
  });
  return (
    <>
      <QuestionForm asked={asked} onChange={setAsked} />
      {review.error === null ? null : (
        <ProblemSummary problems={[{ message: say('review.failed') }]} />
      )}
      {question === undefined ? (
        <p className="text-body text-muted">{say('review.noFormat')}</p>
      ) : review.data === undefined || review.data === null ? (
        <Skeleton rows={6} />
      ) : (
        <Verdict
          question={question}
          review={review.data}
          since={since}
          entry={{ text: entryText, problem, entries, write: setEntryText }}
        />
      )}
    </>
  );
}
