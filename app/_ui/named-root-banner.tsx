import { KeyRound } from 'lucide-react';
import { say } from '../_text/text.ts';
import { Band } from './band.tsx';

/** On every proof whose machines rest on a root that a rule named. */
export function NamedRootBanner() {
  return (
    <Band
      label={say('named.chip')}
      icon={KeyRound}
      words={say('named.banner')}
      className="border-attention-line bg-attention-soft text-attention"
    />
  );
}
