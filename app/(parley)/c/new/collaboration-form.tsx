'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState, type SubmitEvent } from 'react';
import { hashSchema, toBase64Url } from '#enclave/protocol/index.ts';
import { Refusal } from '#app/_frame/refusal.tsx';
import { recognitionWords } from '#app/_client/parties/fingerprint-words.ts';
import { makeCollaboration } from '#app/_client/parties/make-collaboration.ts';
import { say } from '#app/_text/text.ts';
import { useTRPC } from '#app/_trpc/trpc.tsx';
import { Button } from '#app/_ui/button.tsx';
import { Checkbox } from '#app/_ui/checkbox.tsx';
import { Field } from '#app/_ui/field.tsx';
import { Input } from '#app/_ui/input.tsx';
import { ProblemSummary, type Problem } from '#app/_ui/problem-summary.tsx';

const nameLengthMax = 120;

interface Other {
  readonly name: string;
  readonly party: string;
  readonly demonstration: boolean;
}

interface CollaborationFormProps {
  readonly own: string;
  readonly others: readonly Other[];
}

export function CollaborationForm({ own, others }: CollaborationFormProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const router = useRouter();
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [attempts, setAttempts] = useState(0);
  const create = useMutation(
    trpc.collaboration.create.mutationOptions({
      onSuccess: async ({ id }) => {
        await Promise.all([
          queries.invalidateQueries(trpc.collaboration.pathFilter()),
          queries.invalidateQueries(trpc.me.pathFilter()),
        ]);
        router.push(`/c/${id}`);
      },
    }),
  );
  const nameError = name.trim() === '' ? say('collab.name.missing') : undefined;
  const partiesError = chosen.length === 0 ? say('collab.parties.missing') : undefined;
  const problems: readonly Problem[] = [
    ...(nameError === undefined ? [] : [{ message: nameError, href: '#collaboration-name' }]),
    ...(partiesError === undefined ? [] : [{ message: partiesError, href: '#parties' }]),
  ];
  const [first, ...rest] = problems;
  const isTried = attempts > 0;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setAttempts(attempts + 1);
    if (first !== undefined) return;
    const parties = [own, ...chosen].map((party) => hashSchema.parse(party));
    create.mutate({ document: toBase64Url(makeCollaboration(name.trim(), parties).bytes) });
  };
  const toggle = (party: string, isChosen: boolean) =>
    setChosen(isChosen ? [...chosen, party] : chosen.filter((one) => one !== party));
  return (
    <form noValidate onSubmit={submit} className="grid max-w-[640px] gap-8">
      {isTried && first !== undefined ? (
        <ProblemSummary key={attempts} problems={[first, ...rest]} />
      ) : null}
      <Field
        label={say('collab.name')}
        help={say('collab.name.help')}
        error={isTried ? nameError : undefined}
        id="collaboration-name"
      >
        {(control) => (
          <Input
            {...control}
            value={name}
            maxLength={nameLengthMax}
            autoComplete="off"
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <fieldset id="parties" tabIndex={-1} className="grid gap-3">
        <legend className="mb-2 text-caption">{say('collab.parties')}</legend>
        {others.map((one) => (
          <Checkbox
            key={one.party}
            label={one.name}
            help={<span className="text-code">{recognitionWords(one.party)}</span>}
            checked={chosen.includes(one.party)}
            onChange={(event) => toggle(one.party, event.target.checked)}
          />
        ))}
        {isTried && partiesError !== undefined ? (
          <p className="text-table text-refused">{partiesError}</p>
        ) : null}
        <p className="max-w-measure text-table text-muted">{say('collab.parties.help')}</p>
      </fieldset>
      <div className="grid justify-items-start gap-3 border-t pt-6">
        <p className="max-w-measure text-body">{say('collab.new.fixed')}</p>
        {create.error === null ? null : <Refusal error={create.error} />}
        <Button type="submit" variant="filled" disabled={create.isPending || create.isSuccess}>
          {create.isPending ? say('collab.creating') : say('collab.create')}
        </Button>
      </div>
    </form>
  );
}
