'use client';

import { BudgetMeter } from '../_ui/budget-meter.tsx';
import { Button } from '../_ui/button.tsx';
import { DiffView } from '../_ui/diff-view.tsx';
import { FingerprintWords } from '../_ui/fingerprint-words.tsx';
import { PolicySentence } from '../_ui/policy-sentence.tsx';
import { Section } from '../_ui/section.tsx';
import { say } from '../_text/text.ts';
import { chineseWords, words } from './samples.ts';

const nothing = () => undefined;

const Sentence = () => (
  <PolicySentence
    parts={[
      { value: 'Northbank and Harbour Credit' },
      ' will learn, for each ',
      { value: 'education' },
      ' group, how many customers the two have in common, rounded to ',
      { value: '5' },
      ', where a group has at least ',
      { value: '20' },
      ' people. Nobody receives rows or identifiers.',
    ]}
  />
);

function Meters() {
  return (
    <div className="grid max-w-[520px] gap-6">
      <BudgetMeter
        label="customers_2026q3"
        used={4}
        reserved={2}
        total={20}
        jobsLeft={14}
        threshold={{ used: 6, total: 20 }}
      />
      <BudgetMeter label="bureau_hits" used={17} reserved={1} total={20} jobsLeft={2} />
      <BudgetMeter label="cards_2026" used={20} reserved={0} total={20} jobsLeft={0} />
      <BudgetMeter label="loans_2026" used={3} reserved={0} total={20} jobsLeft={17} unlicensed />
    </div>
  );
}

export function Decisions() {
  return (
    <>
      <Section title="Sentence and decision">
        <Sentence />
        <div className="mt-6 flex gap-2">
          <Button size="large">{say('approve.no')}</Button>
          <Button size="large">{say('approve.yes')}</Button>
        </div>
      </Section>
      <Section title="Differences">
        <DiffView
          caption="Compared with 9 Nov"
          rows={[
            { field: 'people per group', before: '20', after: '20', effect: 'same' },
            { field: 'grouping', before: 'province', after: 'education', effect: 'new' },
            { field: 'receivers', before: 'Harbour', after: 'Northbank, Harbour', effect: 'wider' },
            { field: 'rounding', before: '1', after: '5', effect: 'narrower' },
          ]}
        />
      </Section>
      <Section title="Budget">
        <Meters />
      </Section>
      <Section title="Fingerprint words">
        <div className="grid gap-6">
          <FingerprintWords
            party="Harbour Credit"
            words={words}
            chineseWords={chineseWords}
            state={{ kind: 'never' }}
            onMatch={nothing}
            onDiffer={nothing}
          />
          <FingerprintWords
            party="Meridian"
            words={words}
            state={{ kind: 'compared', time: '9 Oct 2026' }}
          />
          <FingerprintWords
            party="Meridian"
            words={words}
            state={{ kind: 'changed', signedByEarlier: false }}
          />
        </div>
      </Section>
    </>
  );
}
