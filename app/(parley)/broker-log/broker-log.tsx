'use client';

// The key broker's own log: every line signed and chained, checked here from the first to the head.

import { useMemo } from 'react';
import { Refusal } from '../../_frame/refusal.tsx';
import { KeysProvider } from '../../_client/session/keys-context.tsx';
import { saveFile } from '../../_proof/download.ts';
import { useBrokerHere, type BrokerHere } from '../../_proof/use-broker-here.ts';
import { formatCount, formatTime } from '../../_text/format.ts';
import { say } from '../../_text/text.ts';
import { Button } from '../../_ui/button.tsx';
import { EmptyState } from '../../_ui/empty-state.tsx';
import { EvidenceEdge } from '../../_ui/evidence-edge.tsx';
import { Hash } from '../../_ui/hash.tsx';
import { LinkText } from '../../_ui/link-text.tsx';
import { PageHeader } from '../../_ui/page-header.tsx';
import { Skeleton } from '../../_ui/skeleton.tsx';
import { useTimeZone } from '../../_ui/time-zone.ts';
import { LineTable } from './line-table.tsx';
import { csvOfLines, linesOf, packageOf } from './log-lines.ts';

export function BrokerLog() {
  return (
    <KeysProvider>
      <Checked />
    </KeysProvider>
  );
}

function Checked() {
  const { broker, isOpen } = useBrokerHere();
  if (broker.data !== undefined) return <Log broker={broker.data} isOpen={isOpen} />;
  return (
    <>
      <PageHeader title={say('nav.brokerLog')} facts={<span>{say('log.facts')}</span>} />
      {broker.error === null ? (
        <>
          <p className="mb-4 text-body text-muted">{say('log.asking')}</p>
          <Skeleton rows={8} />
        </>
      ) : (
        <div className="grid justify-items-start gap-3">
          <div className="w-full">
            <Refusal error={broker.error} />
          </div>
          <Button size="small" onClick={() => void broker.refetch()}>
            {say('common.retry')}
          </Button>
        </div>
      )}
    </>
  );
}

interface LogProps {
  readonly broker: BrokerHere;
  readonly isOpen: boolean;
}

/** Where this log stands against what was seen before. */
function Continuity({ broker: { before, head }, isOpen }: LogProps) {
  if (before !== undefined) {
    const index = formatCount(before.index);
    return <span>{say('log.continues', { index, added: head.index - before.index })}</span>;
  }
  if (isOpen) return <span>{say('log.first')}</span>;
  return (
    <span>
      {say('log.locked')} <LinkText href="/settings">{say('log.open')}</LinkText>
    </span>
  );
}

function Log({ broker, isOpen }: LogProps) {
  const zone = useTimeZone();
  const lines = useMemo(() => linesOf(broker.log), [broker.log]);
  const { head, checkedAt } = broker;
  return (
    <>
      <PageHeader
        title={say('nav.brokerLog')}
        facts={<span>{say('log.facts')}</span>}
        actions={
          <>
            <Button onClick={() => saveFile('broker-log.csv', csvOfLines(lines), 'text/csv')}>
              {say('log.csv')}
            </Button>
            <Button
              variant="filled"
              onClick={() => saveFile('broker-log.json', packageOf(broker), 'application/json')}
            >
              {say('log.package')}
            </Button>
          </>
        }
      />
      <EvidenceEdge kind="simulated" className="mb-8 grid gap-1">
        <p className="flex flex-wrap items-center gap-x-3 text-body">
          <strong className="font-semibold">
            {say('log.head', { index: formatCount(head.index) })}
          </strong>
          <Hash value={head.entry} />
          <Continuity broker={broker} isOpen={isOpen} />
        </p>
        <p className="max-w-measure text-table text-muted">
          {say('log.trust', { n: lines.length, time: formatTime(checkedAt, zone) })}{' '}
          {say('log.bodies')} {say('log.call')}
        </p>
      </EvidenceEdge>
      {lines.length === 0 ? (
        <EmptyState
          what={say('log.empty.what')}
          why={say('log.empty.why')}
          action={<LinkText href="/limits">{say('nav.limits')}</LinkText>}
        />
      ) : (
        <LineTable lines={lines} />
      )}
    </>
  );
}
