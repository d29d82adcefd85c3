import type { ReactNode } from 'react';
import { say } from '../_text/text.ts';
import { CheckList, type Check } from './check-list.tsx';
import { Details } from './details.tsx';
import { EvidenceEdge, type EdgeKind } from './evidence-edge.tsx';
import { Status, type StatusKind } from './status.tsx';

export type VerdictName = 'linked' | 'signed' | 'attested' | 'pinned';

export type VerdictState =
  'running' | 'verified' | 'consistent' | 'failed' | 'simulated' | 'named-root' | 'not-checked';

export interface Verdict {
  readonly name: VerdictName;
  readonly state: VerdictState;
  /**
   * What was found, in one line: "34 of 34 references resolve". With `failed`, the step it failed
   * at.
   */
  readonly finding?: string | undefined;
  readonly steps: readonly Check[];
  /** Of simulated evidence no step is green, whatever became of the verdict. */
  readonly isSimulated?: boolean;
}

const edges: Readonly<Record<VerdictState, EdgeKind>> = {
  running: 'unchecked',
  verified: 'verified',
  consistent: 'unchecked',
  failed: 'none',
  simulated: 'simulated',
  'named-root': 'unchecked',
  'not-checked': 'unchecked',
};

function verdictStatus(verdict: Verdict): { readonly kind: StatusKind; readonly label?: string } {
  switch (verdict.state) {
    case 'running':
      return { kind: 'waiting', label: say('proof.running') };
    case 'verified':
      return { kind: 'verified' };
    case 'consistent':
      return { kind: 'not-checked', label: say('proof.consistent') };
    case 'simulated':
      return { kind: 'simulated', label: say('sim.verdict') };
    case 'named-root':
      return { kind: 'named-root', label: say('named.verdict') };
    case 'not-checked':
      return { kind: 'not-checked' };
    case 'failed':
      return verdict.finding === undefined
        ? { kind: 'failed' }
        : { kind: 'failed', label: say('proof.failedAt', { step: verdict.finding }) };
  }
}

function VerdictRow({ verdict }: { readonly verdict: Verdict }) {
  const status = verdictStatus(verdict);
  return (
    <li className="py-3">
      <EvidenceEdge kind={edges[verdict.state]}>
        <div className="grid gap-x-6 gap-y-1 sm:grid-cols-[136px_1fr_auto]">
          <p className="text-body font-semibold">{say(`verdict.${verdict.name}.name`)}</p>
          <div>
            <p className="text-body">{say(`verdict.${verdict.name}`)}</p>
            {verdict.state === 'failed' || verdict.finding === undefined ? null : (
              <p className="text-table text-muted">{verdict.finding}</p>
            )}
          </div>
          <p>
            <Status {...status} />
          </p>
        </div>
        {verdict.steps.length === 0 ? null : (
          <Details
            open={verdict.state === 'failed'}
            summary={say('proof.steps')}
            className="mt-1 sm:ml-[160px]"
          >
            <CheckList
              title={say(`verdict.${verdict.name}`)}
              checks={verdict.steps}
              simulated={verdict.isSimulated === true || verdict.state === 'simulated'}
            />
          </Details>
        )}
      </EvidenceEdge>
    </li>
  );
}

interface ProofPanelProps {
  /** Always all four, in this order; they never merge into one tick. */
  readonly verdicts: readonly [Verdict, Verdict, Verdict, Verdict];
  /** Where the time in the proof comes from, and whether it is still so today. */
  readonly time?: ReactNode;
  /** What the four verdicts say together. */
  readonly conclusion?: string | undefined;
  readonly actions?: ReactNode;
}

export function ProofPanel({ verdicts, time, conclusion, actions }: ProofPanelProps) {
  return (
    <div>
      <ol className="divide-y border-y border-line-strong">
        {verdicts.map((verdict) => (
          <VerdictRow key={verdict.name} verdict={verdict} />
        ))}
      </ol>
      <div className="mt-4 flex flex-wrap items-start justify-between gap-4">
        <div className="max-w-measure text-body">
          {conclusion === undefined ? null : <p className="font-medium">{conclusion}</p>}
          {time === undefined ? null : <p className="text-muted">{time}</p>}
        </div>
        {actions === undefined ? null : <div className="flex flex-wrap gap-2">{actions}</div>}
      </div>
    </div>
  );
}
