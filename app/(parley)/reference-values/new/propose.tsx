'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState, type SubmitEvent } from 'react';
import { toBase64Url } from '#enclave/protocol/index.ts';
import { EntryEditor } from '#app/_entries/entry-editor.tsx';
import { Refusal } from '#app/_frame/refusal.tsx';
import { say } from '#app/_text/text.ts';
import { useTRPC } from '#app/_trpc/trpc.tsx';
import { Button } from '#app/_ui/button.tsx';
import { EmptyState } from '#app/_ui/empty-state.tsx';
import { Field } from '#app/_ui/field.tsx';
import { Hash } from '#app/_ui/hash.tsx';
import { Input, TextArea } from '#app/_ui/input.tsx';
import { LinkText } from '#app/_ui/link-text.tsx';
import { PageHeader } from '#app/_ui/page-header.tsx';
import { RadioGroup } from '#app/_ui/radio-group.tsx';
import { Section } from '#app/_ui/section.tsx';
import { TrustSentence } from '#app/_ui/trust-sentence.tsx';
import { useMe } from '../../_shared/use-me.ts';
import { emptyDraft, readDraft, type ProposalDraft } from './proposal-draft.ts';

export function Propose() {
  const { me, can } = useMe();
  if (me === undefined) return null;
  return can('admin') ? (
    <ProposalForm />
  ) : (
    <EmptyState
      page
      what={say('reference.adminsOnly')}
      why={say('reference.adminsOnly.why')}
      action={<LinkText href="/reference-values">{say('nav.reference')}</LinkText>}
    />
  );
}

function ProposalForm() {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const router = useRouter();
  const [draft, setDraft] = useState<ProposalDraft>(emptyDraft);
  const set = (change: Partial<ProposalDraft>) => setDraft((before) => ({ ...before, ...change }));
  const { made, problems, code } = readDraft(draft);
  const propose = useMutation(
    trpc.reference.propose.mutationOptions({
      onSuccess: async ({ name }) => {
        await cache.invalidateQueries();
        router.push(`/reference-values/${name}`);
      },
    }),
  );
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (made !== undefined) propose.mutate({ document: toBase64Url(made.bytes) });
  };
  const line = (
    name: 'title' | 'reason' | 'source' | 'commit' | 'recipe',
    label: string,
    help?: string,
  ) => (
    <Field label={label} help={help} error={draft[name] === '' ? undefined : problems[name]}>
      {(control) => (
        <Input
          {...control}
          value={draft[name]}
          onChange={({ target }) => set({ [name]: target.value })}
        />
      )}
    </Field>
  );
  return (
    <form noValidate onSubmit={submit}>
      <PageHeader
        title={say('reference.new')}
        facts={<span>{say('reference.new.facts')}</span>}
        trust={<TrustSentence kind="none">{say('reference.trust')}</TrustSentence>}
      />
      <Section title={say('reference.what')}>
        <div className="grid max-w-measure gap-5">
          {line('title', say('reference.draft.title'), say('reference.draft.title.help'))}
          {line('reason', say('reference.draft.reason'), say('reference.draft.reason.help'))}
          <RadioGroup
            legend={say('reference.change')}
            name="proposal-kind"
            value={draft.kind}
            choices={[
              { value: 'accept', label: say('reference.kind.accept') },
              { value: 'deny-advisories', label: say('reference.kind.deny') },
            ]}
            onChoose={(kind) => set({ kind: kind === 'accept' ? 'accept' : 'deny-advisories' })}
          />
        </div>
      </Section>
      {draft.kind === 'accept' ? (
        <>
          <Section title={say('reference.provenance')} note={say('reference.draft.provenance')}>
            <div className="grid max-w-measure gap-5">
              {line('source', say('reference.source'))}
              {line('commit', say('reference.commit'), say('reference.commit.help'))}
              {line('recipe', say('reference.recipe'), say('reference.recipe.help'))}
              <Lines
                label={say('reference.draft.files')}
                help={say('reference.draft.files.help')}
                value={draft.files}
                problem={problems.files}
                onChange={(files) => set({ files })}
              />
              {code === undefined ? null : (
                <p role="status" className="flex flex-wrap items-center gap-x-2 text-table">
                  {say('reference.draft.code')} <Hash value={code} />
                </p>
              )}
            </div>
          </Section>
          <Section title={say('reference.draft.entry')} note={say('reference.draft.entry.note')}>
            <EntryEditor
              text={draft.entry}
              problem={problems.entry}
              onChange={(entry) => set({ entry })}
            />
          </Section>
        </>
      ) : (
        <Section title={say('reference.kind.deny')} note={say('reference.draft.deny')}>
          <div className="max-w-measure">
            <Lines
              label={say('reference.draft.advisories')}
              help={say('reference.draft.advisories.help')}
              value={draft.advisories}
              problem={problems.advisories}
              onChange={(advisories) => set({ advisories })}
            />
          </div>
        </Section>
      )}
      <div className="grid justify-items-start gap-4 border-t pt-6">
        {propose.error === null ? null : (
          <div className="w-full">
            <Refusal error={propose.error} />
          </div>
        )}
        <Button type="submit" variant="filled" disabled={made === undefined || propose.isPending}>
          {say('reference.propose')}
        </Button>
        <p className="max-w-measure text-table text-muted">{say('reference.draft.effect')}</p>
      </div>
    </form>
  );
}

interface LinesProps {
  readonly label: string;
  readonly help: string;
  readonly value: string;
  readonly problem: string | undefined;
  readonly onChange: (value: string) => void;
}

function Lines({ label, help, value, problem, onChange }: LinesProps) {
  return (
    <Field label={label} help={help} error={value === '' ? undefined : problem}>
      {(control) => (
        <TextArea
          {...control}
          rows={5}
          spellCheck={false}
          className="text-code"
          value={value}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  );
}
