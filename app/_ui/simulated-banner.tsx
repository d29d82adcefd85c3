import { FlaskConical } from 'lucide-react';
import { say } from '../_text/text.ts';
import { Icon } from './icon.tsx';

/** On every page that rests on simulated parts. It cannot be dismissed. */
export function SimulatedBanner() {
  return (
    <aside
      aria-label={say('sim.chip')}
      className="hatch-simulated border-y border-simulated-line px-4 py-1.5 text-table font-medium text-simulated sm:px-8"
    >
      <p className="flex w-fit items-start gap-2 rounded-badge bg-simulated-soft px-1">
        <Icon of={FlaskConical} className="mt-0.5" />
        {say('sim.banner')}
      </p>
    </aside>
  );
}
