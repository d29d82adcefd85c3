'use client';

import type { CardLowering } from '#enclave/participant/index.ts';
import { say } from '../../_text/text.ts';
import { Field } from '../../_ui/field.tsx';
import { Input } from '../../_ui/input.tsx';

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
  return (
    <div className="w-full max-w-[420px]">
      <Field label={say('orgKeys.lower')} help={say('orgKeys.lower.told')}>
        {(control) => (
          <Input
            {...control}
            value={typed}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => onType(event.target.value)}
          />
        )}
      </Field>
    </div>
  );
}
