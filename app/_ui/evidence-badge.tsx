import { LoaderCircle } from 'lucide-react';
import type { ReactNode } from 'react';
import { say } from '../_text/text.ts';
import { Details } from './details.tsx';
import { Icon } from './icon.tsx';
import { Status } from './status.tsx';

export type EvidenceState =
  | {
      readonly kind: 'verified' | 'simulated' | 'stale';
      readonly where: string;
      readonly age: string;
    }
  | { readonly kind: 'failed'; readonly failed: number; readonly checks: number }
  | { readonly kind: 'checking' | 'not-checked' | 'idle' };

function Word({ state }: { readonly state: EvidenceState }) {
  switch (state.kind) {
    case 'verified':
    case 'simulated':
      return <Status kind={state.kind} />;
    case 'stale':
      return <Status kind="waiting" label={say('evidence.stale')} />;
    case 'failed':
      return (
        <Status
          kind="failed"
          label={say('evidence.failedCount', { n: state.failed, m: state.checks })}
        />
      );
    case 'not-checked':
      return <Status kind="not-checked" />;
    case 'idle':
      return <Status kind="not-checked" label={say('evidence.idle')} />;
    case 'checking':
      return (
        <span className="inline-flex items-center gap-1.5 text-table font-medium text-muted">
          <Icon of={LoaderCircle} />
          {say('evidence.checking')}
        </span>
      );
  }
}

interface EvidenceBadgeProps {
  /** The part that is judged: key broker, worker. */
  readonly subject: string;
  readonly state: EvidenceState;
  /** The check list it opens. */
  readonly children?: ReactNode;
}

export function EvidenceBadge({ subject, state, children }: EvidenceBadgeProps) {
  const line = (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <span className="text-table font-medium text-text">{subject}</span>
      <Word state={state} />
      {'where' in state ? (
        <span className="text-table font-normal text-faint">
          {say('evidence.where', { where: state.where, age: state.age })}
        </span>
      ) : null}
    </span>
  );
  if (children === undefined) return <div className="flex min-h-10 items-center">{line}</div>;
  return (
    <Details summary={line} className="py-1.5">
      {children}
    </Details>
  );
}
