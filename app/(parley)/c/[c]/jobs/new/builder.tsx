'use client';

// From a question to a signed job: data, parameters, check against every owner's rule, summary.
// Everything that is checked is checked here, on signed documents, before the person signs.

import { useMutation, useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { hashSchema } from '#enclave/protocol/index.ts';
import type { TemplateRegistry } from '#enclave/templates/index.ts';
import { Refusal } from '#app/_frame/refusal.tsx';
import { WithKeys } from '#app/_keys/open-keys.tsx';
import { buildFacts, builtTemplates } from '#app/_client/session/build-facts.ts';
import { KeysProvider, useKeys } from '#app/_client/session/keys-context.tsx';
import { verifyBrokerHere } from '#app/_client/session/member.ts';
import { preflight } from '#app/_client/jobs/preflight.ts';
import { readTable, usableIn } from '#app/_client/tables/table-of.ts';
import { templateWords } from '#app/_text/templates/words-of.ts';
import { say } from '#app/_text/text.ts';
import { useAddressState } from '#app/_ui/address-state.ts';
import { Button } from '#app/_ui/button.tsx';
import { EmptyState } from '#app/_ui/empty-state.tsx';
import { LinkText } from '#app/_ui/link-text.tsx';
import { PageHeader } from '#app/_ui/page-header.tsx';
import { Skeleton } from '#app/_ui/skeleton.tsx';
import { Steps } from '#app/_ui/steps.tsx';
import { draftOf, freshValues, isComplete, type DraftValues } from './draft.ts';
import { readDraft, saveDraft } from './saved-draft.ts';
import { steps, type BuildingProps, type PreparedProps, type StepProps } from './step-props.ts';
import { StepCheck } from './step-check.tsx';
import { StepData } from './step-data.tsx';
import { StepParameters } from './step-parameters.tsx';
import { StepSummary } from './step-summary.tsx';

export function Builder({ collaboration }: { readonly collaboration: string }) {
  return (
    <KeysProvider>
      <WithKeys>{(member) => <Prepared collaboration={collaboration} member={member} />}</WithKeys>
    </KeysProvider>
  );
}

function Prepared({ collaboration, member }: PreparedProps) {
  const { api } = useKeys();
  const [draft] = useState(useSearchParams().get('draft'));
  const ready = useQuery({
    queryKey: ['builder', collaboration, member.party.cardName, draft],
    queryFn: async () => ({
      table: usableIn(await readTable(api, collaboration)),
      broker: await verifyBrokerHere(api, member.memory),
      saved: draft === null ? undefined : await readDraft(api, draft),
    }),
    // Values that are being written are not read again.
    staleTime: Infinity,
    retry: false,
  });
  if (ready.error !== null) return <Refusal error={ready.error} />;
  if (ready.data === undefined) return <Skeleton rows={8} />;
  const { table, broker, saved } = ready.data;
  if (table.datasets.length < 2) {
    return (
      <EmptyState
        page
        what={say('builder.empty')}
        why={say('builder.empty.why')}
        action={
          <LinkText href={`/c/${collaboration}/datasets`}>{say('builder.empty.action')}</LinkText>
        }
      />
    );
  }
  return (
    <Building
      {...{ collaboration, member, table, broker }}
      saved={saved}
      draft={saved === undefined || draft === null ? undefined : draft}
    />
  );
}

interface StartingProps extends BuildingProps {
  /** A draft of this person that goes on. */
  readonly saved: DraftValues | undefined;
  readonly draft: string | undefined;
}

/** The question that this build asks under this id, and the words of its form. */
function questionIn(registry: TemplateRegistry, id: string | null | undefined) {
  const ref = registry.refs.find((one) => one.id === id);
  const words = ref === undefined ? undefined : templateWords(ref.id);
  return ref === undefined || words === undefined
    ? undefined
    : { ref, words, template: registry.get(ref) };
}

function Building({ saved, draft: opened, ...props }: StartingProps) {
  const { collaboration, member, table, broker } = props;
  const { api } = useKeys();
  const [draftId, setDraftId] = useState(opened);
  const asked = useSearchParams().get('template');
  const registry = builtTemplates();
  const first =
    questionIn(registry, saved?.question) ??
    questionIn(registry, asked) ??
    questionIn(registry, registry.refs[0]?.id);
  const [step, setStep] = useAddressState('step', 'data');
  const begin = ({ template, words }: NonNullable<typeof first>) =>
    freshValues(template, words.title, member.party.party);
  const [values, setValues] = useState(() => {
    const fresh = first === undefined ? undefined : begin(first);
    return saved !== undefined && saved.question === first?.ref.id ? saved : fresh;
  });
  const save = useMutation({
    mutationFn: (kept: DraftValues) => saveDraft(api, collaboration, kept, draftId),
    onSuccess: setDraftId,
  });
  const question = questionIn(registry, values?.question);
  if (question === undefined || values === undefined) return null;
  const { ref, template, words } = question;
  const now = Math.floor(Date.now() / 1000);
  const draft = draftOf(values, template, {
    table,
    collaboration: hashSchema.parse(collaboration),
    template: ref,
    code: buildFacts().worker,
    now,
  });
  const check = isComplete(values, template, table)
    ? preflight(draft, {
        registry,
        broker,
        analyst: member.party.party,
        parties: table.parties,
        at: now,
      })
    : { lines: [], passed: false };
  const current = steps.find((one) => one === step) ?? 'data';
  const at = steps.indexOf(current);
  const stepProps: StepProps = {
    ...props,
    ...{ values, template, words, draftId, check },
    questions: registry.refs.map(({ id }) => id),
    onChange: (change) => {
      save.reset();
      setValues({ ...values, ...change });
    },
    onQuestion: (id) => {
      const other = questionIn(registry, id);
      if (other !== undefined) setValues(begin(other));
    },
    onStep: (next) => setStep(next, 'push'),
  };
  return (
    <div>
      <PageHeader
        title={words.title}
        actions={
          <Button disabled={save.isPending || save.isSuccess} onClick={() => save.mutate(values)}>
            {save.isSuccess ? say('builder.saved') : say('builder.save')}
          </Button>
        }
      />
      {save.error === null ? null : (
        <div className="mb-8">
          <Refusal error={save.error} />
        </div>
      )}
      <Steps
        direction="row"
        steps={steps.map((id, i) => ({
          id,
          label: say(`builder.step.${id}`),
          state: i < at ? 'done' : i === at ? 'current' : 'todo',
        }))}
      />
      <div className="mt-6">
        {current === 'data' ? <StepData {...stepProps} /> : null}
        {current === 'parameters' ? <StepParameters {...stepProps} /> : null}
        {current === 'check' ? <StepCheck {...stepProps} /> : null}
        {current === 'summary' ? <StepSummary {...stepProps} draft={draft} /> : null}
      </div>
    </div>
  );
}
