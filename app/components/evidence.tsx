import { Button } from '../_ui/button.tsx';
import { CheckList } from '../_ui/check-list.tsx';
import { EvidenceBadge } from '../_ui/evidence-badge.tsx';
import { ProofPanel } from '../_ui/proof-panel.tsx';
import { Section } from '../_ui/section.tsx';
import { Status, type StatusKind } from '../_ui/status.tsx';
import { TrustSentence } from '../_ui/trust-sentence.tsx';
import { say } from '../_text/text.ts';
import { checks, passing } from './samples.ts';

const kinds: readonly StatusKind[] = [
  'verified',
  'failed',
  'not-checked',
  'simulated',
  'waiting',
  'refused',
  'suppressed',
  'sealed',
  'signed',
  'paused',
];

function Badges() {
  return (
    <div className="divide-y border-y">
      <EvidenceBadge
        subject="Key broker"
        state={{ kind: 'verified', where: 'in this browser', age: '2 min ago' }}
      >
        <CheckList title="Key broker, Intel TDX" checks={passing} />
      </EvidenceBadge>
      <EvidenceBadge
        subject="Worker"
        state={{ kind: 'simulated', where: 'in this browser', age: '1 min ago' }}
      >
        <CheckList title="Worker, simulated" checks={passing} simulated />
      </EvidenceBadge>
      <EvidenceBadge subject="Worker" state={{ kind: 'failed', failed: 2, checks: 13 }} />
      <EvidenceBadge
        subject="Worker"
        state={{ kind: 'stale', where: 'in this browser', age: '41 min ago' }}
      />
      <EvidenceBadge subject="Worker" state={{ kind: 'checking' }} />
      <EvidenceBadge subject="Worker" state={{ kind: 'not-checked' }} />
      <EvidenceBadge subject="Worker" state={{ kind: 'idle' }} />
    </div>
  );
}

function Proofs() {
  return (
    <div className="grid gap-10">
      <ProofPanel
        verdicts={[
          {
            name: 'linked',
            state: 'verified',
            finding: '34 of 34 references resolve, nothing left over',
            steps: passing,
          },
          {
            name: 'signed',
            state: 'verified',
            finding: '11 signatures, decision re-run: same',
            steps: [],
          },
          {
            name: 'attested',
            state: 'simulated',
            finding: 'Worker evidence is simulated',
            steps: passing,
          },
          { name: 'pinned', state: 'verified', finding: '3 parties, 2 code identities', steps: [] },
        ]}
        conclusion="Linked, signed, pinned; simulated. It shows who agreed to what, and proves nothing about where it ran."
        time={say('time.host')}
        actions={<Button>Download bundle</Button>}
      />
      <ProofPanel
        verdicts={[
          { name: 'linked', state: 'verified', steps: [] },
          {
            name: 'signed',
            state: 'failed',
            finding: 'Signature of Harbour Credit',
            steps: checks,
          },
          { name: 'attested', state: 'running', steps: [] },
          { name: 'pinned', state: 'consistent', steps: [] },
        ]}
      />
    </div>
  );
}

export function Evidence() {
  return (
    <>
      <Section title="Status">
        <div className="grid gap-3">
          <p className="flex flex-wrap gap-x-6 gap-y-2">
            {kinds.map((kind) => (
              <Status key={kind} kind={kind} />
            ))}
          </p>
          <p className="flex flex-wrap gap-x-3 gap-y-2">
            {kinds.map((kind) => (
              <Status key={kind} kind={kind} chip />
            ))}
          </p>
        </div>
      </Section>
      <Section title="Trust sentence">
        <div className="grid gap-3">
          <TrustSentence kind="verified">{say('trust.checked', { time: '14:05' })}</TrustSentence>
          <TrustSentence kind="unchecked">{say('common.fromServer')}</TrustSentence>
          <TrustSentence kind="simulated">{say('trust.simulated')}</TrustSentence>
        </div>
      </Section>
      <Section title="Evidence badges">
        <Badges />
      </Section>
      <Section title="Check list">
        <CheckList title="Worker-b, Intel TDX" checks={checks} />
      </Section>
      <Section title="Proof panel">
        <Proofs />
      </Section>
    </>
  );
}
