'use client';

import type { CardLowering } from '#enclave/participant/index.ts';
import { say } from '../../_text/text.ts';
import { TypedWord } from '../../_ui/typed-word.tsx';

/** True once nothing is lowered, or the word for it stands there. */
export function isLowerSaid(lowers: readonly CardLowering[], typed: string): boolean {
  return lowers.length === 0 || typed.trim() === say('orgKeys.lower.word');
}

interface LowerCardProps {
  readonly lowers: readonly CardLowering[];
  readonly typed: string;
  readonly onType: (typed: string) => void;
}

/**
 * Asking for less than before is a decision of its own: it takes a typed word, as a wider rule
 * does.
 */
export function LowerCard({ lowers, typed, onType }: LowerCardProps) {
  if (lowers.length === 0) return null;
  const help = say('orgKeys.lower.told');
  return <TypedWord label={say('orgKeys.lower')} help={help} typed={typed} onType={onType} />;
}
