'use client';

import { signIn } from 'next-auth/react';
import { useSearchParams } from 'next/navigation';
import { useSyncExternalStore, useState, type SubmitEvent } from 'react';
import { say } from '../_text/text.ts';
import { Button } from '../_ui/button.tsx';
import { Field } from '../_ui/field.tsx';
import { Input } from '../_ui/input.tsx';
import { ProblemSummary } from '../_ui/problem-summary.tsx';

/** Only a path of this site: nobody is sent elsewhere by a link. */
function safeNext(next: string | null): string {
  return next !== null && /^\/(?![/\\])/.test(next) ? next : '/';
}

/** What the sign-in answered, in words; undefined if nothing is wrong. */
function problemOf(error: string | null): string | undefined {
  if (error === null) return undefined;
  if (error === 'TOO_MANY_ATTEMPTS') return say('signIn.tooMany');
  // Everything else comes back from the organisation's own provider.
  return say(error === 'CredentialsSignin' ? 'signIn.wrong' : 'signIn.notAMember');
}

const never = () => () => undefined;

function text(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}

export function SignInForm({ withOrganisation }: { readonly withOrganisation: boolean }) {
  const params = useSearchParams();
  const next = safeNext(params.get('next'));
  const [problem, setProblem] = useState(() => problemOf(params.get('error')));
  const [busy, setBusy] = useState(false);
  // Before the page is alive the form would be sent by the browser itself.
  const isAlive = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setProblem(undefined);
    const answer = await signIn('password', {
      redirect: false,
      email: text(form, 'email'),
      password: text(form, 'password'),
    });
    if (answer?.ok === true) window.location.assign(next);
    else {
      setProblem(problemOf(answer?.error ?? 'CredentialsSignin'));
      setBusy(false);
    }
  };
  return (
    <form method="post" onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
      {problem === undefined ? null : (
        <ProblemSummary problems={[{ message: problem, href: '#email' }]} />
      )}
      <Field label={say('signIn.email')} id="email">
        {(control) => (
          <Input {...control} name="email" type="email" autoComplete="username" required />
        )}
      </Field>
      <Field label={say('signIn.password')}>
        {(control) => (
          <Input
            {...control}
            name="password"
            type="password"
            autoComplete="current-password"
            required
          />
        )}
      </Field>
      <Button type="submit" variant="filled" size="large" disabled={!isAlive || busy}>
        {busy ? say('signIn.busy') : say('signIn.button')}
      </Button>
      {withOrganisation ? (
        <Button onClick={() => void signIn('oidc', { callbackUrl: next })}>
          {say('signIn.oidc')}
        </Button>
      ) : null}
      <p className="text-table text-muted">{say('signIn.invitation')}</p>
    </form>
  );
}
