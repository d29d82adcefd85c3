'use client';

// From a file on this device to a registered, sealed dataset: one decision per step. What the
// server sees is said at the end of each step; rows never leave the sealing worker.

import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { useEffect, useState } from 'react';
import { hashSchema, normaliserWord } from '#enclave/protocol/index.ts';
import { Refusal } from '#app/_frame/refusal.tsx';
import { WithKeys } from '#app/_keys/open-keys.tsx';
import { buildFacts, builtTemplates } from '#app/_client/session/build-facts.ts';
import { KeysProvider, useKeys } from '#app/_client/session/keys-context.tsx';
import type { Member } from '#app/_client/session/member.ts';
import { readOwnDataset, type OwnDataset } from '#app/_client/tables/own-dataset.ts';
import { choicesOf } from '#app/_policy/next-rule.ts';
import { emptyRule } from '#app/_policy/rule-choices.ts';
import { openSealer, type Sealer } from '#app/_client/tables/sealer.ts';
import { say } from '#app/_text/text.ts';
import { useTRPC } from '#app/_trpc/trpc.tsx';
import { EmptyState } from '#app/_ui/empty-state.tsx';
import { LinkText } from '#app/_ui/link-text.tsx';
import { PageHeader } from '#app/_ui/page-header.tsx';
import { Skeleton } from '#app/_ui/skeleton.tsx';
import { Steps } from '#app/_ui/steps.tsx';
import {
  steps,
  type RegisterStepProps,
  type Registering as Known,
  type Step,
} from './register-props.ts';
import { StepCheck } from './step-check.tsx';
import { StepColumns } from './step-columns.tsx';
import { StepFile } from './step-file.tsx';
import { StepPolicy } from './step-policy.tsx';
import { StepSeal } from './step-seal.tsx';

export function Register() {
  return (
    <KeysProvider>
      <WithKeys>{(member) => <Prepared member={member} />}</WithKeys>
    </KeysProvider>
  );
}

function Prepared({ member }: { readonly member: Member }) {
  const trpc = useTRPC();
  const of = useSearchParams().get('of');
  const me = useQuery(trpc.me.read.queryOptions());
  if (me.error !== null) return <Refusal error={me.error} />;
  if (me.data === undefined) return <Skeleton rows={6} />;
  const joined = me.data.collaborations.filter((one) => one.state === 'joined');
  const [first] = joined;
  if (first === undefined) {
    return (
      <EmptyState
        page
        what={say('register.none')}
        why={say('register.none.why')}
        action={<LinkText href="/c">{say('register.none.action')}</LinkText>}
      />
    );
  }
  return of === null ? (
    <Registering member={member} collaborations={joined} first={start(first.id)} />
  ) : (
    <NewVersion dataset={of} member={member} collaborations={joined} />
  );
}

/** The wizard as the version before left it: description and rule are where it starts. */
function NewVersion({
  dataset,
  member,
  collaborations,
}: {
  readonly dataset: string;
  readonly member: Member;
  readonly collaborations: RegisterStepProps['collaborations'];
}) {
  const { api } = useKeys();
  const own = useQuery({
    queryKey: ['own dataset', dataset, member.party.cardName],
    queryFn: () => readOwnDataset(api, member, hashSchema.parse(dataset)),
    retry: false,
    // What was read is where the wizard starts; a later answer must not start it again.
    staleTime: Infinity,
  });
  if (own.error !== null) return <Refusal error={own.error} />;
  if (own.data === undefined) return <Skeleton rows={6} />;
  const first = versionStart(own.data);
  return <Registering member={member} collaborations={collaborations} first={first} />;
}

function start(collaboration: string): Known {
  return {
    collaboration,
    name: '',
    fileName: '',
    fileBytes: 0,
    rows: 0,
    columns: [],
    key: { domain: 'national-id', normaliser: 'digits' },
    rule: emptyRule(buildFacts().worker),
    isRuleTouched: false,
    problems: [],
    problemsTotal: 0,
    acceptsStranger: false,
  };
}

function versionStart({ id, name, collaboration, manifest, policy }: OwnDataset): Known {
  const { entityKey, normaliser } = manifest.value;
  const fresh = start(collaboration);
  return {
    ...fresh,
    name,
    key: { domain: entityKey.domain, normaliser: normaliserWord(normaliser) ?? 'exact' },
    rule:
      policy === undefined
        ? fresh.rule
        : choicesOf(policy, builtTemplates(), Math.floor(Date.now() / 1000)),
    isRuleTouched: policy !== undefined,
    version: { dataset: id, manifest, policy },
  };
}

function Registering({
  member,
  collaborations,
  first,
}: {
  readonly member: Member;
  readonly collaborations: RegisterStepProps['collaborations'];
  readonly first: Known;
}) {
  const [step, setStep] = useState<Step>('file');
  const [state, setState] = useState(first);
  const [sealer, setSealer] = useState<Sealer>();
  useEffect(() => {
    const made = openSealer();
    setSealer(made);
    return () => made.close();
  }, []);
  if (sealer === undefined) return <Skeleton rows={6} />;
  const at = steps.indexOf(step);
  const props: RegisterStepProps = {
    member,
    sealer,
    state,
    collaborations,
    onChange: (change) => setState((before) => ({ ...before, ...change })),
    onStep: setStep,
  };
  return (
    <div>
      <PageHeader
        title={
          state.version === undefined
            ? say('register.title')
            : say('register.version.title', {
                name: state.name,
                n: state.version.manifest.value.version + 1,
              })
        }
        facts={step === 'seal' ? undefined : say('seal.local')}
      />
      <Steps
        direction="row"
        steps={steps.map((id, i) => ({
          id,
          label: say(`register.step.${id}`),
          state: i < at ? 'done' : i === at ? 'current' : 'todo',
        }))}
      />
      <div className="mt-6">
        {step === 'file' ? <StepFile {...props} /> : null}
        {step === 'columns' ? <StepColumns {...props} /> : null}
        {step === 'check' ? <StepCheck {...props} /> : null}
        {step === 'policy' ? <StepPolicy {...props} /> : null}
        {step === 'seal' ? <StepSeal {...props} /> : null}
      </div>
      {step === 'seal' ? null : (
        <p className="mt-8 border-t pt-4 text-table text-muted">
          {say('seal.server', { list: say('register.seal.sees') })}
        </p>
      )}
    </div>
  );
}
