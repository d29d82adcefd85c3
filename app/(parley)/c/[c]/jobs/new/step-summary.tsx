'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import type { JobDraft } from '#enclave/participant/index.ts';
import { ask } from '#app/_client/acts/ask.ts';
import { Refusal } from '#app/_frame/refusal.tsx';
import { useKeys } from '#app/_client/session/keys-context.tsx';
import { say } from '#app/_text/text.ts';
import { Button } from '#app/_ui/button.tsx';
import { EvidenceEdge } from '#app/_ui/evidence-edge.tsx';
import { Section } from '#app/_ui/section.tsx';
import type { StepProps } from './step-props.ts';
import { StepFrame } from './step-frame.tsx';

/** The sentence as owners will read it, then the signature. */
export function StepSummary(props: StepProps & { readonly draft: JobDraft }) {
  const { collaboration, member, broker, table, values, draftId, check, draft, onStep } = props;
  const { deskOf } = useKeys();
  const router = useRouter();
  const submit = useMutation({
    mutationFn: () => {
      const { parties } = table;
      return ask(deskOf(member), { title: values.title.trim(), draft, parties, draftId });
    },
    onSuccess: ({ id }) => router.push(`/c/${collaboration}/jobs/${id}`),
  });
  const sentence = check.prepared?.sentence(
    (party) => table.parties.find((one) => one.party === party)?.name ?? party.slice(0, 12),
  );
  return (
    <StepFrame
      onBack={() => onStep('check')}
      last={
        <Button
          variant="filled"
          disabled={!check.passed || submit.isPending || values.title.trim() === ''}
          onClick={() => submit.mutate()}
        >
          {submit.isPending ? say('builder.submitting') : say('builder.submit')}
        </Button>
      }
    >
      <Section title={say('builder.summary')} note={say('builder.summary.note')}>
        <EvidenceEdge kind="verified">
          <p className="text-sentence">{sentence}</p>
        </EvidenceEdge>
      </Section>
      {broker.standing === 'known' ? null : (
        <p className="text-table text-muted">{say('builder.newBroker')}</p>
      )}
      {check.passed ? null : <p className="text-table">{say('builder.blocked')}</p>}
      {submit.error === null ? null : <Refusal error={submit.error} />}
    </StepFrame>
  );
}
