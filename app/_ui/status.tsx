import {
  Ban,
  CircleDashed,
  EyeOff,
  FlaskConical,
  Hourglass,
  KeyRound,
  Lock,
  Pause,
  PenLine,
  ShieldCheck,
  ShieldX,
  type LucideIcon,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { say } from '../_text/text.ts';
import { cx } from './class-names.ts';
import { Icon } from './icon.tsx';

export type StatusKind =
  | 'verified'
  | 'failed'
  | 'not-checked'
  | 'simulated'
  | 'named-root'
  | 'waiting'
  | 'refused'
  | 'suppressed'
  | 'sealed'
  | 'signed'
  | 'paused';

interface Look {
  readonly icon: LucideIcon;
  readonly ink: string;
  readonly chip: string;
}

const looks: Readonly<Record<StatusKind, Look>> = {
  verified: {
    icon: ShieldCheck,
    ink: 'text-verified',
    chip: 'border-verified-line bg-verified-soft',
  },
  failed: { icon: ShieldX, ink: 'text-refused', chip: 'border-refused-line bg-refused-soft' },
  'not-checked': {
    icon: CircleDashed,
    ink: 'text-suppressed',
    chip: 'border-suppressed-line bg-suppressed-soft',
  },
  simulated: {
    icon: FlaskConical,
    ink: 'text-simulated',
    chip: 'border-simulated-line hatch-simulated',
  },
  'named-root': {
    icon: KeyRound,
    ink: 'text-attention',
    chip: 'border-attention-line bg-attention-soft',
  },
  waiting: {
    icon: Hourglass,
    ink: 'text-attention',
    chip: 'border-attention-line bg-attention-soft',
  },
  refused: { icon: Ban, ink: 'text-refused', chip: 'border-refused-line bg-refused-soft' },
  suppressed: {
    icon: EyeOff,
    ink: 'text-suppressed',
    chip: 'border-suppressed-line hatch-suppressed',
  },
  sealed: { icon: Lock, ink: 'text-muted', chip: 'bg-sunken' },
  signed: { icon: PenLine, ink: 'text-muted', chip: 'bg-sunken' },
  paused: {
    icon: Pause,
    ink: 'text-attention',
    chip: 'border-attention-line bg-attention-soft',
  },
};

interface StatusProps {
  readonly kind: StatusKind;
  /** Says more than the word of the kind; it must still contain what the kind means. */
  readonly label?: ReactNode;
  /** Framed on its soft colour. Simulated and suppressed things are always framed and hatched. */
  readonly chip?: boolean;
}

/** A state as icon, word and colour together; none of the three stands alone. */
export function Status({ kind, label, chip = false }: StatusProps) {
  const look = looks[kind];
  const framed = chip || kind === 'simulated' || kind === 'suppressed';
  return (
    <span
      className={cx(
        'inline-flex items-center gap-1.5 text-table font-medium',
        look.ink,
        framed && cx('rounded-badge border px-1.5 text-caption leading-5', look.chip),
      )}
    >
      <Icon of={look.icon} className={framed ? 'size-3.5' : undefined} />
      {label ?? say(`status.${kind}`)}
    </span>
  );
}
