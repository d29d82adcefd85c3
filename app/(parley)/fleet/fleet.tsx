'use client';

// Which machines could hold keys. What one is, only its evidence says, and that is verified here.

import { useQuery } from '@tanstack/react-query';
import { KeysProvider } from '../../_client/session/keys-context.tsx';
import { readEvidenceHere } from '../../_client/proofs/evidence-here.ts';
import { say } from '../../_text/text.ts';
import { useTRPC } from '../../_trpc/trpc.tsx';
import { EmptyState } from '../../_ui/empty-state.tsx';
import { LinkText } from '../../_ui/link-text.tsx';
import { PageHeader } from '../../_ui/page-header.tsx';
import { Section } from '../../_ui/section.tsx';
import { TrustSentence } from '../../_ui/trust-sentence.tsx';
import { Loaded } from '../_shared/loaded.tsx';
import { policiesIn } from '../_shared/signed-facts.ts';
import { BrokerNow } from './broker-now.tsx';
import { KeyBrokerTable } from './broker-table.tsx';
import { WorkerTable, type FleetWorker } from './worker-table.tsx';

const lookMs = 10_000;

export function Fleet() {
  return (
    <KeysProvider>
      <Machines />
    </KeysProvider>
  );
}

/** Codes that each own rule in force takes, as its bytes say. */
function useOwnRules(): readonly (readonly string[])[] {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.dataset.list.queryOptions({}));
  if (data === undefined) return [];
  const policies = policiesIn(data.documents);
  return data.datasets.flatMap(({ policy, withdrawnAt }) => {
    const rule = policy === null || withdrawnAt !== null ? undefined : policies.get(policy);
    return rule === undefined ? [] : [rule.enclaves.map((one) => one.code)];
  });
}

function Machines() {
  const trpc = useTRPC();
  const rules = useOwnRules();
  const fleet = useQuery(trpc.fleet.list.queryOptions(undefined, { refetchInterval: lookMs }));
  const workers = fleet.data?.workers;
  const names = workers?.map((one) => one.evidence?.name ?? '').join(' ') ?? '';
  const checks = useQuery({
    queryKey: ['fleet-evidence', names],
    queryFn: async () => {
      const read = (workers ?? []).map(async ({ name, evidence }) =>
        evidence === null ? [] : [[name, await readEvidenceHere(evidence.file)] as const],
      );
      return new Map((await Promise.all(read)).flat());
    },
    enabled: workers !== undefined,
    staleTime: Infinity,
  });
  const checked: readonly FleetWorker[] = (workers ?? []).map((worker) => {
    const read = checks.data?.get(worker.name);
    return read === undefined ? { worker } : { worker, read };
  });
  return (
    <>
      <PageHeader
        title={say('nav.fleet')}
        facts={<span>{say('fleet.facts')}</span>}
        trust={<TrustSentence kind="none">{say('fleet.trust')}</TrustSentence>}
      />
      <Loaded query={fleet} rows={6}>
        {(found) => (
          <>
            <Section title={say('fleet.broker')}>
              <BrokerNow />
              {found.brokers.length === 0 ? null : <KeyBrokerTable brokers={found.brokers} />}
            </Section>
            <Section title={say('fleet.workers')} note={say('fleet.workers.note')}>
              {checked.length === 0 ? (
                <NoWorkers />
              ) : (
                <WorkerTable workers={checked} rules={rules} isChecking={checks.isFetching} />
              )}
            </Section>
          </>
        )}
      </Loaded>
    </>
  );
}

function NoWorkers() {
  return (
    <>
      <EmptyState
        what={say('fleet.empty.what')}
        why={say('fleet.empty.why')}
        action={
          <>
            <code className="bg-sunken px-2 py-1 text-code">{say('fleet.empty.command')}</code>
            <LinkText href="/limits">{say('fleet.empty.limits')}</LinkText>
          </>
        }
      />
    </>
  );
}
