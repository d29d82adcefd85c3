import type { ReactNode } from 'react';
import { EvidenceEdge, type EdgeKind } from './evidence-edge.tsx';

interface TrustSentenceProps {
  readonly kind: EdgeKind;
  /** What was checked, where, when and by which code. Once per page, under its title. */
  readonly children: ReactNode;
}

export function TrustSentence({ kind, children }: TrustSentenceProps) {
  return (
    <EvidenceEdge kind={kind} className="text-table text-muted">
      <p className="max-w-measure">{children}</p>
    </EvidenceEdge>
  );
}
