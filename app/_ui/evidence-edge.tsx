import type { ReactNode } from 'react';
import { cx } from './class-names.ts';

/** Who says so: this browser, nobody yet, a simulation, or only the platform. */
export type EdgeKind = 'verified' | 'unchecked' | 'simulated' | 'none';

const edges: Readonly<Record<EdgeKind, string>> = {
  verified: 'edge-verified pl-3.5',
  unchecked: 'edge-unchecked pl-3.5',
  simulated: 'edge-simulated pl-3',
  none: '',
};

interface EvidenceEdgeProps {
  readonly kind: EdgeKind;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

export function EvidenceEdge({ kind, className, children }: EvidenceEdgeProps) {
  return <div className={cx(edges[kind], className)}>{children}</div>;
}
