import { roles } from '#server/domain/permissions.ts';
import { PageHeader } from '../_ui/page-header.tsx';
import { Shell } from '../_ui/shell.tsx';
import { TrustSentence } from '../_ui/trust-sentence.tsx';
import { Button } from '../_ui/button.tsx';
import { say } from '../_text/text.ts';
import { Basics } from './basics.tsx';
import { Decisions } from './decisions.tsx';
import { Evidence } from './evidence.tsx';
import { Outcomes } from './outcomes.tsx';
import { Transfers } from './transfers.tsx';

/** Every component in every state, with sample values, for looking at. In `npm run dev` only. */
export default function ComponentsPage() {
  return (
    <Shell
      organisation={{ name: 'Northbank', words: 'lock-primary-gift' }}
      person={{ label: 'Analyst', roles }}
      collaborations={[
        { id: 'retail', name: 'Retail risk round' },
        { id: 'second', name: 'A collaboration whose name has forty letters' },
      ]}
      current="retail"
      inboxCount={3}
      simulated
      breadcrumb={[
        { label: 'Retail risk round', href: '/c/retail' },
        { label: 'Jobs', href: '/c/retail/jobs' },
        { label: 'Overlap by education' },
      ]}
      signOut={
        <Button variant="quiet" size="small">
          Sign out
        </Button>
      }
    >
      <PageHeader
        title="Overlap by education"
        facts={<span>Harbour Credit asks · expires 18:05</span>}
        trust={
          <TrustSentence kind="verified">
            Rebuilt in this browser from the signed job. {say('trust.checked', { time: '14:05' })}.
          </TrustSentence>
        }
        actions={
          <>
            <Button>Compare</Button>
            <Button variant="filled">Download with proof</Button>
          </>
        }
      />
      <Basics />
      <Evidence />
      <Decisions />
      <Outcomes />
      <Transfers />
    </Shell>
  );
}
