import { say } from '../_text/text.ts';
import { EvidenceEdge, type EdgeKind } from './evidence-edge.tsx';
import { Status } from './status.tsx';

/** Why a value is held back, in the classes of the output firewall. */
export type SuppressionReason = 'few' | 'dominant' | 'reveals';

export type ResultValue =
  | { readonly kind: 'waiting' }
  /** `value` is formatted; `how` says exact, rounded or interval. */
  | { readonly kind: 'shown'; readonly value: string; readonly how: string }
  | { readonly kind: 'suppressed'; readonly reason: SuppressionReason }
  | { readonly kind: 'not-measurable' };

interface ResultNumberProps {
  readonly label: string;
  readonly edge: EdgeKind;
  readonly result: ResultValue;
}

function Value({ result }: { readonly result: ResultValue }) {
  switch (result.kind) {
    case 'waiting':
      return <Status kind="waiting" label={say('result.waiting')} />;
    case 'shown':
      return <span className="text-display">{result.value}</span>;
    case 'suppressed':
      return <Status kind="suppressed" />;
    case 'not-measurable':
      return <span className="text-body text-muted">{say('result.notMeasurable')}</span>;
  }
}

const how = (result: ResultValue): string | undefined => {
  if (result.kind === 'shown') return result.how;
  if (result.kind === 'suppressed') return say(`result.suppressed.${result.reason}`);
  return result.kind === 'waiting' ? say('result.opening') : undefined;
};

/** One number with its kind beside it. Pass `waiting` until all four verdicts are in. */
export function ResultNumber({ label, edge, result }: ResultNumberProps) {
  return (
    <EvidenceEdge kind={edge}>
      <p className="text-caption text-muted">{label}</p>
      <p className="flex min-h-12 items-center">
        <Value result={result} />
      </p>
      <p className="min-h-5 text-table text-muted">{how(result)}</p>
    </EvidenceEdge>
  );
}
