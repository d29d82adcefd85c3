import { KeyRound } from 'lucide-react';
import { say } from '../_text/text.ts';
import { Icon } from './icon.tsx';

/** On every proof whose machines rest on a root that a rule named. It cannot be dismissed. */
export function NamedRootBanner() {
  return (
    <aside
      aria-label={say('named.chip')}
      className="border-y border-attention-line bg-attention-soft px-4 py-1.5 text-table font-medium text-attention sm:px-8"
    >
      <p className="flex w-fit items-start gap-2 px-1">
        <Icon of={KeyRound} className="mt-0.5" />
        {say('named.banner')}
      </p>
    </aside>
  );
}
