'use client';

import { entryFromEvidence } from '#enclave/participant/index.ts';
import { EntryEditor, entryText } from '../_entries/entry-editor.tsx';
import { buildFacts } from '../_client/session/build-facts.ts';
import type { Review, ReviewQuestion } from '../_client/proofs/review-here.ts';
import { saveFile } from '../_proof/download.ts';
import { say } from '../_text/text.ts';
import { Button } from '../_ui/button.tsx';
import { CheckList } from '../_ui/check-list.tsx';
import { appraisedChecks } from './checks.ts';
import type { EntryText } from './entry-text.ts';

interface EntryTabProps {
  readonly question: ReviewQuestion;
  readonly review: Review;
  readonly entry: EntryText;
}

/** How long a proposed entry holds from the time that was asked for; whoever writes it decides. */
const entrySeconds = 90 * 86_400;

/** An entry to judge by: written here, pasted, or the narrowest one that takes this evidence. */
export function EntryTab({ question, review, entry }: EntryTabProps) {
  const { claims } = review.examined;
  const code = question.dropped.runtime?.code ?? buildFacts().worker;
  const narrowest = claims && entryFromEvidence(claims, code, question.at + entrySeconds);
  return (
    <div className="grid gap-4">
      <p className="max-w-measure text-table text-muted">{say('review.entry.what')}</p>
      <div className="flex flex-wrap gap-2">
        <Button
          disabled={narrowest === undefined}
          onClick={() => entry.write(entryText(narrowest))}
        >
          {say('review.entry.begin')}
        </Button>
        {entry.entries.length === 0 ? null : (
          <Button onClick={() => saveFile('entry.json', entry.text, 'application/json')}>
            {say('review.entry.download')}
          </Button>
        )}
      </div>
      {narrowest === undefined ? (
        <p className="text-table text-muted">{say('review.entry.begin.none')}</p>
      ) : null}
      <EntryEditor text={entry.text} problem={entry.problem} onChange={entry.write} />
      {review.appraisal === undefined ? null : (
        <CheckList title={say('review.entry.checks')} checks={appraisedChecks(review.appraisal)} />
      )}
    </div>
  );
}
