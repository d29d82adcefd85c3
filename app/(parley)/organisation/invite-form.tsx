'use client';

import { useState, type SubmitEvent } from 'react';
import { roles, type Role } from '#server/domain/permissions.ts';
import { Refusal } from '../../_frame/refusal.tsx';
import { faultOf } from '../../_client/session/api.ts';
import { say } from '../../_text/text.ts';
import { Button } from '../../_ui/button.tsx';
import { Checkbox } from '../../_ui/checkbox.tsx';
import { Field } from '../../_ui/field.tsx';
import { Input } from '../../_ui/input.tsx';
import { ProblemSummary } from '../../_ui/problem-summary.tsx';

const looksLikeEmail = (text: string) => /^\S+@\S+\.\S+$/.test(text);

interface InviteFormProps {
  readonly isBusy: boolean;
  readonly error: unknown;
  readonly onInvite: (invitation: { readonly email: string; readonly roles: Role[] }) => void;
}

export function InviteForm({ isBusy, error, onInvite }: InviteFormProps) {
  const [email, setEmail] = useState('');
  const [chosen, setChosen] = useState<readonly Role[]>([]);
  const [attempts, setAttempts] = useState(0);
  const isTaken = faultOf(error)?.code === 'CONFLICT';
  const emailError = looksLikeEmail(email.trim()) ? undefined : say('org.email.wrong');
  const rolesError = chosen.length === 0 ? say('org.roles.missing') : undefined;
  const problems = [
    ...(emailError === undefined ? [] : [{ message: emailError, href: '#invite-email' }]),
    ...(rolesError === undefined ? [] : [{ message: rolesError, href: '#invite-roles' }]),
  ];
  const [first, ...rest] = problems;
  const isTried = attempts > 0;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setAttempts(attempts + 1);
    if (first === undefined) {
      onInvite({ email: email.trim(), roles: roles.filter((role) => chosen.includes(role)) });
    }
  };
  return (
    <form noValidate onSubmit={submit} className="grid gap-5">
      {isTried && first !== undefined ? (
        <ProblemSummary key={attempts} problems={[first, ...rest]} />
      ) : null}
      {isTaken ? (
        <ProblemSummary problems={[{ message: say('org.email.taken'), href: '#invite-email' }]} />
      ) : null}
      <Field label={say('org.email')} error={isTried ? emailError : undefined} id="invite-email">
        {(control) => (
          <Input
            {...control}
            type="email"
            value={email}
            autoComplete="off"
            onChange={(event) => setEmail(event.target.value)}
          />
        )}
      </Field>
      <fieldset id="invite-roles" tabIndex={-1} className="grid gap-2.5">
        <legend className="mb-2 text-caption">{say('org.roles')}</legend>
        {roles.map((role) => (
          <Checkbox
            key={role}
            label={say(`role.${role}`)}
            help={<span className="block first-letter:uppercase">{say(`role.${role}.can`)}</span>}
            checked={chosen.includes(role)}
            onChange={(event) =>
              setChosen(
                event.target.checked ? [...chosen, role] : chosen.filter((one) => one !== role),
              )
            }
          />
        ))}
        {isTried && rolesError !== undefined ? (
          <p className="text-table text-refused">{rolesError}</p>
        ) : null}
      </fieldset>
      {error === null || isTaken ? null : <Refusal error={error} />}
      <div className="border-t pt-4">
        <Button type="submit" variant="filled" disabled={isBusy}>
          {say('org.invite.make')}
        </Button>
      </div>
    </form>
  );
}
