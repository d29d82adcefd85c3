'use client';

// The three answers, the checks behind them, and what the evidence states, brought along and would
// need.

import {
  acceptableAnswer,
  earOf,
  type Answer,
  type Review,
  type ReviewQuestion,
} from '../_client/proofs/review-here.ts';
import { saveFile } from '../_proof/download.ts';
import { shortHash } from '../_text/format.ts';
import { say, type PlainMessageKey } from '../_text/text.ts';
import { Button } from '../_ui/button.tsx';
import { CheckList } from '../_ui/check-list.tsx';
import { EvidenceEdge } from '../_ui/evidence-edge.tsx';
import { Status, type StatusKind } from '../_ui/status.tsx';
import { Tabs } from '../_ui/tabs.tsx';
import { HexView } from '../(parley)/evidence/[hash]/evidence-tabs.tsx';
import { ChainTable } from './chain-table.tsx';
import { examinedChecks } from './checks.ts';
import { CompareTab } from './compare-tab.tsx';
import { EntryTab } from './entry-tab.tsx';
import type { EntryText } from './entry-text.ts';
import { FieldsTable } from './fields-table.tsx';
import { archiveOf } from './files.ts';

interface VerdictProps {
  readonly question: ReviewQuestion;
  readonly review: Review;
  readonly since: number;
  readonly entry: EntryText;
}

const kinds: Readonly<Record<Answer, StatusKind>> = {
  yes: 'verified',
  no: 'failed',
  'not-checked': 'not-checked',
};

const boundWords = {
  yes: 'review.bound.yes',
  no: 'review.bound.no',
  'not-checked': 'review.bound.not',
} as const satisfies Record<Answer, PlainMessageKey>;

const acceptableWords = {
  yes: 'review.acceptable.yes',
  no: 'review.acceptable.no',
  'not-checked': 'review.acceptable.not',
} as const satisfies Record<Answer, PlainMessageKey>;

interface AnswerRowProps {
  readonly title: string;
  readonly answer: Answer;
  readonly why: string;
}

function AnswerRow({ title, answer, why }: AnswerRowProps) {
  return (
    <div className="grid gap-x-6 gap-y-1 py-3 sm:grid-cols-[180px_160px_1fr]">
      <dt className="text-body font-medium">{title}</dt>
      <dd>
        <Status kind={kinds[answer]} />
      </dd>
      <dd className="text-table break-words text-muted">{why}</dd>
    </div>
  );
}

const yesNo = (isSo: boolean) => say(isSo ? 'review.yes' : 'review.no');

function authenticWords({ examined: { claims, fault }, authenticNow }: Review): string {
  const first =
    claims === undefined
      ? say('review.authentic.no', { line: fault?.line.id ?? '' })
      : claims.namedAnchor === undefined
        ? say('review.authentic.yes')
        : say('review.authentic.named', { key: shortHash(claims.namedAnchor) });
  const dates = { then: yesNo(claims !== undefined), now: yesNo(authenticNow) };
  return `${first} ${say('review.then.now', dates)}`;
}

function Answers({ review }: { readonly review: Review }) {
  const { examined, bound, appraisal } = review;
  const taken = acceptableAnswer(appraisal);
  // An entry that takes everything but a line that nobody could check has not taken it whole.
  const isOpen = taken === 'yes' && appraisal?.accepted !== true;
  return (
    <EvidenceEdge kind={examined.claims === undefined ? 'none' : 'verified'}>
      <dl className="divide-y">
        <AnswerRow
          title={say('review.answer.authentic')}
          answer={examined.claims === undefined ? 'no' : 'yes'}
          why={authenticWords(review)}
        />
        <AnswerRow title={say('review.answer.bound')} answer={bound} why={say(boundWords[bound])} />
        <AnswerRow
          title={say('review.answer.acceptable')}
          answer={isOpen ? 'not-checked' : taken}
          why={say(isOpen ? 'review.acceptable.open' : acceptableWords[taken])}
        />
      </dl>
    </EvidenceEdge>
  );
}

interface ChecksTabProps {
  readonly examined: Review['examined'];
  readonly ms: number;
}

function ChecksTab({ examined, ms }: ChecksTabProps) {
  return (
    <div className="grid gap-3">
      <CheckList
        title={say('review.checks', { ms: ms.toFixed(0) })}
        checks={examinedChecks(examined)}
      />
      {examined.claims === undefined ? (
        <p className="text-table text-muted">{say('review.stopped')}</p>
      ) : null}
    </div>
  );
}

/** Requests since the file was chosen, as the browser counted them; the page's own files apart. */
function requestsSince(since: number) {
  const entries = performance.getEntriesByType('resource');
  const recent = entries.filter(({ startTime }) => startTime >= since);
  const own = recent.filter(({ name }) =>
    /^\/(_next\/static\/|icon\.svg$)/.test(new URL(name).pathname),
  );
  return { n: recent.length - own.length, own: own.length };
}

export function Verdict({ question, review, since, entry }: VerdictProps) {
  const { examined, facts, ms } = review;
  const at = new Date(question.at * 1000).toISOString();
  const more = entry.text.trim() === '' ? '' : ' --policy entry.json';
  const command = say('review.terminal', { format: question.format, at, more });
  const ear = earOf(review, question);
  return (
    <>
      <Answers review={review} />
      <div className="flex flex-wrap items-center justify-between gap-4">
        <p role="status" className="text-table text-muted">
          {say('review.quiet', requestsSince(since))}
        </p>
        <div className="flex flex-wrap gap-2">
          {ear === undefined ? null : (
            <Button onClick={() => saveFile('ear.json', ear, 'application/json')}>
              {say('review.ear')}
            </Button>
          )}
          <Button
            onClick={() =>
              saveFile('evidence.zip', archiveOf(question, entry.text, command), 'application/zip')
            }
          >
            {say('review.bundle')}
          </Button>
        </div>
      </div>
      <Tabs
        label={say('review.title')}
        tabs={[
          {
            id: 'checks',
            label: say('review.tab.checks'),
            content: <ChecksTab examined={examined} ms={ms} />,
          },
          {
            id: 'fields',
            label: say('review.tab.fields'),
            content: <FieldsTable claims={examined.claims} />,
          },
          {
            id: 'chain',
            label: say('review.tab.chain'),
            content: <ChainTable facts={facts} />,
          },
          {
            id: 'entry',
            label: say('review.tab.entry'),
            content: <EntryTab question={question} review={review} entry={entry} />,
          },
          {
            id: 'compare',
            label: say('review.tab.compare'),
            content: <CompareTab question={question} review={review} entry={entry} />,
          },
          {
            id: 'raw',
            label: say('review.tab.raw'),
            content: <HexView bytes={question.dropped.raw} />,
          },
        ]}
      />
      <p className="border-t pt-4 text-table text-muted">
        {say('common.terminal')}: <code className="text-code break-all">{command}</code>
      </p>
    </>
  );
}
