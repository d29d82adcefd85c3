import { FlaskConical } from 'lucide-react';
import { say } from '../_text/text.ts';
import { Band } from './band.tsx';

/** On every page that rests on simulated parts. */
export function SimulatedBanner() {
  return (
    <Band
      label={say('sim.chip')}
      icon={FlaskConical}
      words={say('sim.banner')}
      className="hatch-simulated border-simulated-line text-simulated"
      wordsClassName="bg-simulated-soft"
    />
  );
}
