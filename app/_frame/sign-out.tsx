'use client';

import { signOut } from 'next-auth/react';
import { Button } from '../_ui/button.tsx';
import { forgetDevice } from '../_participant/vault.ts';

/** Ends the session and forgets the keys that this browser was unlocked with. */
export function SignOut({ label }: { readonly label: string }) {
  const leave = async () => {
    await forgetDevice();
    await signOut({ callbackUrl: '/sign-in' });
  };
  return (
    <Button variant="quiet" size="small" onClick={() => void leave()}>
      {label}
    </Button>
  );
}
