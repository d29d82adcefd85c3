'use client';

import { Button } from '../_ui/button.tsx';

/** Ends the session and forgets the keys that this browser was unlocked with. */
export function SignOut({ label }: { readonly label: string }) {
  const leave = async () => {
    // Fetched when somebody leaves: no page needs them before.
    const [{ forgetDevice }, { signOut }] = await Promise.all([
      import('../_client/session/vault.ts'),
      import('next-auth/react'),
    ]);
    await forgetDevice();
    await signOut({ callbackUrl: '/sign-in' });
  };
  return (
    <Button
      variant="quiet"
      size="small"
      className="shrink-0 whitespace-nowrap"
      onClick={() => void leave()}
    >
      {label}
    </Button>
  );
}
