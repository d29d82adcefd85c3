import type { LucideIcon } from 'lucide-react';
import { cx } from './class-names.ts';

interface IconProps {
  readonly of: LucideIcon;
  readonly className?: string | undefined;
}

/** A 16 px line icon. It never speaks: a word stands beside it or in the label of its control. */
export function Icon({ of: Drawing, className }: IconProps) {
  return <Drawing aria-hidden size={16} strokeWidth={1.5} className={cx('shrink-0', className)} />;
}
