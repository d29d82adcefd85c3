'use client';

// One proposal: what it would change, where its code comes from, and which rules took it up. Its
// effect is an owner's signature on a rule, never this page.

import { useMutation, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { isOfItsFiles, adopt, type ReferenceProposal } from '#enclave/participant/index.ts';
import { Refusal } from '#app/_frame/refusal.tsx';
import { Impact } from '#app/_policy/impact.tsx';
import { MachineTable } from '#app/_policy/machines.tsx';
import { say } from '#app/_text/text.ts';
import { useTRPC } from '#app/_trpc/trpc.tsx';
import { Button } from '#app/_ui/button.tsx';
import { CheckList } from '#app/_ui/check-list.tsx';
import { Details } from '#app/_ui/details.tsx';
import { EmptyState } from '#app/_ui/empty-state.tsx';
import { Hash } from '#app/_ui/hash.tsx';
import { LinkText } from '#app/_ui/link-text.tsx';
import { PageHeader } from '#app/_ui/page-header.tsx';
import { Section } from '#app/_ui/section.tsx';
import { Time } from '#app/_ui/time.tsx';
import { TrustSentence } from '#app/_ui/trust-sentence.tsx';
import { Loaded } from '../../_shared/loaded.tsx';
import { NotHere } from '../../_shared/not-here.tsx';
import { useMe } from '../../_shared/use-me.ts';
import { changeWords } from '../proposals.tsx';
import { takesUp, useOwnRules, useProposals, type ListedProposal } from '../use-proposals.ts';
import { provenanceChecks } from './provenance-checks.ts';

export function ProposalView({ name }: { readonly name: string }) {
  const proposals = useProposals();
  return (
    <Loaded query={proposals} rows={8}>
      {(found) => {
        // One's own first: the same document may be proposed by several.
        const named = found.filter((one) => one.name === name);
        const one = named.find(({ own }) => own) ?? named[0];
        if (one === undefined) return <NotHere />;
        return one.proposal === undefined ? (
          <EmptyState
            page
            what={say('reference.unreadable')}
            why={say('reference.unreadable.why')}
            action={<LinkText href="/reference-values">{say('nav.reference')}</LinkText>}
          />
        ) : (
          <Shown listed={one} proposal={one.proposal} />
        );
      }}
    </Loaded>
  );
}

interface ShownProps {
  readonly listed: ListedProposal;
  readonly proposal: ReferenceProposal;
}

function Shown({ listed, proposal }: ShownProps) {
  const { change, title, reason } = proposal;
  return (
    <>
      <PageHeader
        title={title}
        facts={
          <>
            <Hash value={listed.name} />
            <span>{say('reference.byWhom', { name: listed.organisation })}</span>
            <Time at={listed.at} />
          </>
        }
        trust={<TrustSentence kind="none">{say('reference.trust')}</TrustSentence>}
        actions={<Retract listed={listed} />}
      />
      {listed.retractedAt === null ? null : (
        <p role="status" className="mb-8 text-body text-attention">
          {say('reference.withdrawn.why')}
        </p>
      )}
      <Section title={say('reference.change')} note={reason}>
        <p className="mb-4 text-body">{changeWords(proposal)}</p>
        {change.kind === 'accept' ? <MachineTable entries={change.entries} /> : null}
        <Details summary={say('reference.json')} className="mt-3">
          <pre
            tabIndex={0}
            className="max-h-96 overflow-auto bg-sunken p-4 text-code break-all whitespace-pre-wrap"
          >
            {JSON.stringify(change, null, 2)}
          </pre>
        </Details>
      </Section>
      {change.kind === 'accept' ? <Provenance proposal={proposal} change={change} /> : null}
      <OwnRules proposal={proposal} name={listed.name} isOpen={listed.retractedAt === null} />
    </>
  );
}

interface ProvenanceProps {
  readonly proposal: ReferenceProposal;
  readonly change: Extract<ReferenceProposal['change'], { kind: 'accept' }>;
}

function Provenance({ proposal, change: { provenance } }: ProvenanceProps) {
  const facts = [
    [say('reference.source'), provenance.source],
    [say('reference.commit'), provenance.commit],
    [say('reference.recipe'), provenance.recipe],
  ] as const;
  return (
    <Section title={say('reference.provenance')} note={say('reference.provenance.note')}>
      <dl className="mb-4 grid gap-x-6 gap-y-1 text-table sm:grid-cols-[auto_1fr]">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="min-w-0 text-code break-words max-sm:mb-2">{value}</dd>
          </div>
        ))}
      </dl>
      <CheckList title={say('reference.checks')} checks={provenanceChecks(proposal)} />
      <Details summary={say('reference.files', { n: provenance.files.length })} className="mt-3">
        <ul className="grid gap-1 text-code">
          {provenance.files.map(({ file, sha256 }) => (
            <li key={file} className="break-all">
              {sha256} {file}
            </li>
          ))}
        </ul>
      </Details>
    </Section>
  );
}

interface OwnRulesProps {
  readonly proposal: ReferenceProposal;
  readonly name: string;
  readonly isOpen: boolean;
}

/** Rule by rule: adopted, or what adopting it would do. */
function OwnRules({ proposal, name, isOpen }: OwnRulesProps) {
  const { can } = useMe();
  const rules = useOwnRules();
  const now = Math.floor(Date.now() / 1000);
  if (rules === undefined || rules.length === 0) return null;
  const open = rules.filter((rule) => !takesUp(proposal, rule));
  return (
    <>
      <Section title={say('reference.rules')} note={say('reference.rules.note')}>
        <ul className="divide-y border-y">
          {rules.map((rule) => (
            <li
              key={rule.dataset}
              className="flex flex-wrap items-center justify-between gap-3 py-2.5"
            >
              <LinkText href={`/datasets/${rule.dataset}`}>{rule.name}</LinkText>
              {takesUp(proposal, rule) ? (
                <span className="text-table text-muted">{say('reference.isAdopted')}</span>
              ) : !isOfItsFiles(proposal) ? (
                <span className="text-table text-refused">{say('reference.cannotAdopt')}</span>
              ) : isOpen && can('owner') ? (
                <Button asChild size="small">
                  <Link href={`/datasets/${rule.dataset}/policy/edit?proposal=${name}`}>
                    {say('reference.adopt')}
                  </Link>
                </Button>
              ) : (
                <span className="text-table text-muted">{say('reference.notAdopted')}</span>
              )}
            </li>
          ))}
        </ul>
      </Section>
      {open.map(({ dataset, name: title, rule }) => {
        const entries = rule.enclaves;
        return (
          <Impact
            key={dataset}
            of={title}
            before={entries}
            after={adopt(entries, proposal)}
            now={now}
          />
        );
      })}
    </>
  );
}

function Retract({ listed }: { readonly listed: ListedProposal }) {
  const { can } = useMe();
  const trpc = useTRPC();
  const cache = useQueryClient();
  const retract = useMutation(
    trpc.reference.retract.mutationOptions({ onSuccess: () => cache.invalidateQueries() }),
  );
  if (!listed.own || listed.retractedAt !== null || !can('admin')) return null;
  return (
    <div className="grid gap-2">
      <Button
        disabled={retract.isPending}
        onClick={() => retract.mutate({ proposal: listed.name })}
      >
        {say('reference.withdraw')}
      </Button>
      {retract.error === null ? null : <Refusal error={retract.error} />}
    </div>
  );
}
