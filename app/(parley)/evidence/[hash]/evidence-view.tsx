'use client';

// One piece of evidence, judged here and now: line by line, with its bytes beside it.

import { useQuery } from '@tanstack/react-query';
import { KeysProvider } from '#app/_client/session/keys-context.tsx';
import { readEvidenceHere, type EvidenceRead } from '#app/_client/proofs/evidence-here.ts';
import { saveFile } from '#app/_proof/download.ts';
import { useBrokerHere } from '#app/_proof/use-broker-here.ts';
import { shortHash } from '#app/_text/format.ts';
import { say } from '#app/_text/text.ts';
import { useTRPC } from '#app/_trpc/trpc.tsx';
import { Button } from '#app/_ui/button.tsx';
import { CheckList } from '#app/_ui/check-list.tsx';
import { EvidenceEdge } from '#app/_ui/evidence-edge.tsx';
import { Hash } from '#app/_ui/hash.tsx';
import { LinkText } from '#app/_ui/link-text.tsx';
import { PageHeader } from '#app/_ui/page-header.tsx';
import { Section } from '#app/_ui/section.tsx';
import { Status } from '#app/_ui/status.tsx';
import { Tabs } from '#app/_ui/tabs.tsx';
import { Time } from '#app/_ui/time.tsx';
import { useTimeZone } from '#app/_ui/time-zone.ts';
import { Loaded } from '../../_shared/loaded.tsx';
import { evidenceChecks } from './evidence-checks.ts';
import { HardwareLines } from './hardware-lines.tsx';
import { FieldTable, HexView, JsonView } from './evidence-tabs.tsx';

export function EvidenceView({ hash }: { readonly hash: string }) {
  return (
    <KeysProvider>
      <Judged hash={hash} />
    </KeysProvider>
  );
}

function Judged({ hash }: { readonly hash: string }) {
  const trpc = useTRPC();
  const zone = useTimeZone();
  const { broker } = useBrokerHere();
  const file = useQuery(trpc.evidence.read.queryOptions({ evidence: hash }));
  const read = useQuery({
    queryKey: ['evidence-here', hash],
    queryFn: () => readEvidenceHere(file.data?.file ?? ''),
    enabled: file.data !== undefined,
    staleTime: Infinity,
    retry: false,
  });
  const query = {
    data: read.data === undefined ? undefined : file.data,
    error: file.error ?? read.error,
    dataUpdatedAt: file.dataUpdatedAt,
    refetch: () => Promise.all([file.refetch(), read.refetch()]),
  };
  const again = () => void Promise.all([read.refetch(), broker.refetch()]);
  return (
    <Loaded query={query} rows={8}>
      {(found) => (
        <>
          <PageHeader
            title={say('evidence.page.of', { worker: found.worker ?? say('fleet.name') })}
            facts={
              <>
                <Hash value={hash} />
                <span>
                  {say('evidence.page.made')} <Time at={found.at} />
                </span>
                <LinkText href={`/c/${found.job.collaborationId}/jobs/${found.job.id}`}>
                  {found.job.title}
                </LinkText>
              </>
            }
            actions={
              <>
                <Button disabled={read.isFetching || broker.isFetching} onClick={again}>
                  {say('evidence.page.again')}
                </Button>
                <Button
                  onClick={() => {
                    if (read.data !== undefined) {
                      saveFile(fileName(hash), read.data.bytes, 'application/json');
                    }
                  }}
                >
                  {say('evidence.page.download')}
                </Button>
              </>
            }
          />
          {read.data === undefined ? null : (
            <Verdicts
              read={read.data}
              checks={evidenceChecks(read.data, {
                name: hash,
                jobHash: found.job.jobHash,
                broker: broker.data?.id,
                zone,
              })}
            />
          )}
          <p className="mt-8 border-t pt-4 text-table text-muted">
            {say('common.terminal')}:{' '}
            <code className="text-code">{say('evidence.terminal', { file: fileName(hash) })}</code>
          </p>
        </>
      )}
    </Loaded>
  );
}

const fileName = (hash: string) => `evidence-${shortHash(hash).replace('…', '-')}.json`;

interface VerdictsProps {
  readonly read: EvidenceRead;
  readonly checks: ReturnType<typeof evidenceChecks>;
}

function Verdicts({ read, checks }: VerdictsProps) {
  const { doc, claims, bytes } = read;
  if (doc === undefined) {
    return (
      <div role="alert" className="grid gap-4">
        <p className="flex flex-wrap items-center gap-3 text-body">
          <Status kind="failed" label={say('evidence.page.unreadable')} />
          <span className="text-muted">{say('evidence.page.unreadable.why')}</span>
        </p>
        <HexView bytes={bytes} />
      </div>
    );
  }
  return (
    <>
      <Section title={say('evidence.page.checks')}>
        <EvidenceEdge kind={claims === undefined ? 'none' : 'simulated'} className="grid gap-3">
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-table text-muted">
            {claims === undefined ? <Status kind="failed" /> : <Status kind="simulated" />}
            <span>{say('evidence.simulated')}</span>
          </p>
          <CheckList title={say('evidence.page.clock')} checks={checks} simulated />
        </EvidenceEdge>
      </Section>
      <HardwareLines evidence={doc.value} />
      <Tabs
        label={say('evidence.page.title')}
        tabs={[
          {
            id: 'fields',
            label: say('evidence.tab.fields'),
            content: <FieldTable evidence={doc.value} />,
          },
          { id: 'json', label: say('evidence.tab.json'), content: <JsonView bytes={bytes} /> },
          { id: 'hex', label: say('evidence.tab.hex'), content: <HexView bytes={bytes} /> },
        ]}
      />
    </>
  );
}
