import { Button } from '../_ui/button.tsx';
import { JobTimeline } from '../_ui/job-timeline.tsx';
import { RefusalExplanation } from '../_ui/refusal-explanation.tsx';
import { ResultBars, type ResultCell } from '../_ui/result-bars.tsx';
import { ResultNumber } from '../_ui/result-number.tsx';
import { Section } from '../_ui/section.tsx';
import { explain } from '../_text/explain.ts';
import { say } from '../_text/text.ts';
import { events, lanes } from './samples.ts';

const count = (size: number): ResultCell => ({ size, text: size.toLocaleString('en') });

function Numbers() {
  return (
    <div className="grid gap-6 sm:grid-cols-2 lg:grid-cols-4">
      <ResultNumber
        label="Shared customers"
        edge="verified"
        result={{ kind: 'shown', value: '8,125', how: say('result.exact', { base: 5 }) }}
      />
      <ResultNumber
        label="Information value"
        edge="simulated"
        result={{ kind: 'shown', value: '0.87 ± 0.02', how: say('result.interval') }}
      />
      <ResultNumber
        label="Codes 0, 6"
        edge="verified"
        result={{ kind: 'suppressed', reason: 'few' }}
      />
      <ResultNumber label="Shared customers" edge="unchecked" result={{ kind: 'waiting' }} />
    </div>
  );
}

export function Outcomes() {
  return (
    <>
      <Section title="Timeline">
        <JobTimeline head="Refused by the key broker, 14:31" lanes={lanes} events={events} />
      </Section>
      <Section title="Refusals">
        <div className="grid gap-4">
          <RefusalExplanation
            explanation={explain('POLICY_DENIES', {
              owner: 'Northbank',
              what: 'grouping by city',
              nearest: 'province',
            })}
            whose="Northbank, rule v5 of customers"
            nearest="province"
            action={<Button>Use province</Button>}
          />
          <RefusalExplanation explanation={explain('QUORUM')} />
          <RefusalExplanation explanation={explain('RESULT_ALTERED')} />
        </div>
      </Section>
      <Section title="Result numbers">
        <Numbers />
      </Section>
      <Section title="Result bars" note="Counts to 5, groups of 20 people or more.">
        <ResultBars
          caption="Overlap by education"
          summary="Of seven education groups, University has most shared customers, 3,855."
          groupHead="Group"
          valueHead="Shared"
          heads={['Northbank', 'Harbour']}
          groups={[
            { label: 'Graduate school', value: count(2815), cells: [count(6380), count(4685)] },
            { label: 'University', value: count(3855), cells: [count(8565), count(6345)] },
            { label: 'High school', value: count(1315), cells: [count(2980), count(2205)] },
            { label: 'Code 4', value: count(40), cells: [count(75), count(60)] },
            { label: 'Code 5', value: count(90), cells: [count(175), count(135)] },
            { label: 'Codes 0, 6', value: 'suppressed', cells: [count(25), 'suppressed'] },
          ]}
          noTotal
        />
      </Section>
    </>
  );
}
