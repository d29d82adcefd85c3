'use client';

import { useQuery } from '@tanstack/react-query';
import { Refusal } from '../../_frame/refusal.tsx';
import { faultOf } from '../../_client/session/api.ts';
import { say } from '../../_text/text.ts';
import { useTRPC } from '../../_trpc/trpc.tsx';
import { LinkText } from '../../_ui/link-text.tsx';
import { Skeleton } from '../../_ui/skeleton.tsx';
import { InvitationForm } from './invitation-form.tsx';

const roleWords = new Intl.ListFormat('en-GB', { type: 'conjunction' });

/** Who invites, as what. A link that was used, has run out or was made up says the same. */
export function Invitation({ token }: { readonly token: string }) {
  const trpc = useTRPC();
  const read = useQuery(
    trpc.invitation.read.queryOptions({ token }, { refetchOnWindowFocus: false }),
  );
  if (read.error !== null && read.data === undefined) {
    const code = faultOf(read.error)?.code;
    // A token of the wrong length is refused before it is looked for.
    if (code !== 'NOT_FOUND' && code !== 'BAD_REQUEST') return <Refusal error={read.error} />;
    return (
      <div className="grid justify-items-start gap-3">
        <h1 className="text-title text-balance">{say('invite.gone')}</h1>
        <p className="text-body text-muted">{say('invite.gone.why')}</p>
        <LinkText href="/sign-in">{say('invite.toSignIn')}</LinkText>
      </div>
    );
  }
  if (read.data === undefined) return <Skeleton rows={4} />;
  const { organisation, email, roles } = read.data;
  return (
    <>
      <div className="grid gap-2">
        <h1 className="text-title text-balance">{say('invite.heading', { organisation })}</h1>
        <p className="text-body text-muted">
          {say('invite.as', {
            roles: roleWords.format(roles.map((role) => say(`role.${role}`))),
            email,
          })}
        </p>
        <ul className="grid gap-1 text-table text-muted">
          {roles.map((role) => (
            <li key={role}>
              <span className="font-medium text-text">{say(`role.${role}`)}</span>{' '}
              {say(`role.${role}.can`)}
            </li>
          ))}
        </ul>
      </div>
      <InvitationForm token={token} email={email} />
      <p className="text-table text-muted">
        {say('signIn.what')} <LinkText href="/limits">{say('signIn.limits')}</LinkText>
      </p>
    </>
  );
}
