import type { LucideIcon } from 'lucide-react';
import { cx } from './class-names.ts';
import { Icon } from './icon.tsx';

interface BandProps {
  readonly label: string;
  readonly icon: LucideIcon;
  readonly words: string;
  readonly className: string;
  readonly wordsClassName?: string;
}

/** Across the page, above everything that rests on what it says. It cannot be dismissed. */
export function Band({ label, icon, words, className, wordsClassName }: BandProps) {
  return (
    <aside
      aria-label={label}
      className={cx('border-y px-4 py-1.5 text-table font-medium sm:px-8', className)}
    >
      <p className={cx('flex w-fit items-start gap-2 rounded-badge px-1', wordsClassName)}>
        <Icon of={icon} className="mt-0.5" />
        {words}
      </p>
    </aside>
  );
}
