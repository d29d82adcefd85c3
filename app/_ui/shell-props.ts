import type { ReactNode } from 'react';
import type { Role } from '#server/domain/permissions.ts';

/** What the frame of a signed-in page shows. */
export interface ShellProps {
  /** `words`: the three recognition words, a label only. */
  readonly organisation: { readonly name: string; readonly words?: string | undefined };
  readonly person: { readonly label: string; readonly roles: readonly Role[] };
  readonly collaborations: readonly { readonly id: string; readonly name: string }[];
  readonly current?: string | undefined;
  readonly inboxCount: number;
  /** Whether what the page shows rests on simulated parts. */
  readonly simulated: boolean;
  readonly breadcrumb: readonly { readonly label: string; readonly href?: string | undefined }[];
  /** What opens the command menu. */
  readonly search?: ReactNode;
  /** A form or button. */
  readonly signOut: ReactNode;
  readonly children: ReactNode;
}
