'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState, type SubmitEvent } from 'react';
import { Refusal } from '../../_frame/refusal.tsx';
import { say } from '../../_text/text.ts';
import { useTRPC } from '../../_trpc/trpc.tsx';
import { Button } from '../../_ui/button.tsx';
import { Field } from '../../_ui/field.tsx';
import { Input } from '../../_ui/input.tsx';
import { ProblemSummary } from '../../_ui/problem-summary.tsx';

const passwordLengthMin = 12;
const labelLengthMax = 80;

interface InvitationFormProps {
  readonly token: string;
  readonly email: string;
}

/** A name for the desk and a password; then the ordinary sign-in. */
export function InvitationForm({ token, email }: InvitationFormProps) {
  const trpc = useTRPC();
  const router = useRouter();
  const [label, setLabel] = useState('');
  const [password, setPassword] = useState('');
  const [attempts, setAttempts] = useState(0);
  const accept = useMutation(
    trpc.invitation.accept.mutationOptions({ onSuccess: () => router.push('/sign-in') }),
  );
  const labelError = label.trim() === '' ? say('invite.label.missing') : undefined;
  const passwordError =
    password.length < passwordLengthMin
      ? say('invite.password.short', { n: passwordLengthMin })
      : undefined;
  const problems = [
    ...(labelError === undefined ? [] : [{ message: labelError, href: '#desk' }]),
    ...(passwordError === undefined ? [] : [{ message: passwordError, href: '#password' }]),
  ];
  const [first, ...rest] = problems;
  const isTried = attempts > 0;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setAttempts(attempts + 1);
    if (first === undefined) accept.mutate({ token, label: label.trim(), password });
  };
  return (
    <form method="post" noValidate onSubmit={submit} className="grid gap-4">
      {isTried && first !== undefined ? (
        <ProblemSummary key={attempts} problems={[first, ...rest]} />
      ) : null}
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      <Field
        label={say('invite.label')}
        help={say('invite.label.help')}
        error={isTried ? labelError : undefined}
        id="desk"
      >
        {(control) => (
          <Input
            {...control}
            value={label}
            maxLength={labelLengthMax}
            autoComplete="off"
            onChange={(event) => setLabel(event.target.value)}
          />
        )}
      </Field>
      <Field
        label={say('signIn.password')}
        {...(isTried && passwordError !== undefined
          ? { error: passwordError }
          : { help: say('invite.password.help', { n: passwordLengthMin }) })}
        id="password"
      >
        {(control) => (
          <Input
            {...control}
            type="password"
            value={password}
            autoComplete="new-password"
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
      </Field>
      {accept.error === null ? null : <Refusal error={accept.error} />}
      <Button
        type="submit"
        variant="filled"
        size="large"
        disabled={accept.isPending || accept.isSuccess}
      >
        {accept.isPending ? say('invite.busy') : say('invite.accept')}
      </Button>
    </form>
  );
}
