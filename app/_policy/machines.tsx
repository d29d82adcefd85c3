'use client';

import { useState } from 'react';
import { simulatedWorker } from '#enclave/participant/index.ts';
import type { WorkerRequirements } from '#enclave/protocol/index.ts';
import { EntryEditor, entryText } from '../_entries/entry-editor.tsx';
import { buildFacts } from '../_client/session/build-facts.ts';
import { entriesOf } from '../_client/proofs/review-here.ts';
import { say } from '../_text/text.ts';
import { Button } from '../_ui/button.tsx';
import { Hash } from '../_ui/hash.tsx';
import { Cell, HeadCell, Row, RowHead, Table, TableBody, TableHead } from '../_ui/table.tsx';
import { Time } from '../_ui/time.tsx';

interface MachinesProps {
  readonly entries: readonly WorkerRequirements[];
  readonly onChange: (entries: readonly WorkerRequirements[]) => void;
}

/** What is being written: a new entry, or in place of one that stood there. */
interface Draft {
  readonly text: string;
  readonly of: number | undefined;
}

function read(text: string): { entry?: WorkerRequirements; problem?: string } {
  const { entries, problem } = entriesOf(text);
  const [entry, ...more] = entries;
  if (problem !== undefined) return { problem };
  return entry === undefined || more.length > 0 ? { problem: say('entries.form.many') } : { entry };
}

/** On which machines a rule lets data be computed: every entry in full, none of them a wildcard. */
export function Machines({ entries, onChange }: MachinesProps) {
  const [draft, setDraft] = useState<Draft>();
  const [removed, setRemoved] = useState<readonly WorkerRequirements[]>();
  const { worker } = buildFacts();
  const hasSimulated = entries.some(
    ({ format, code }) => format === 'simulated' && code === worker,
  );
  const keep = (entry: WorkerRequirements) => {
    onChange(
      draft?.of === undefined
        ? [...entries, entry]
        : entries.map((old, i) => (i === draft.of ? entry : old)),
    );
    setDraft(undefined);
    setRemoved(undefined);
  };
  return (
    <div className="grid gap-4">
      {entries.length === 0 ? (
        <p className="text-table text-attention">{say('machines.none')}</p>
      ) : (
        <MachineTable
          entries={entries}
          onEdit={(of, entry) => setDraft({ text: entryText(entry), of })}
          onRemove={(of) => {
            setRemoved(entries);
            onChange(entries.filter((_, i) => i !== of));
            setDraft(undefined);
          }}
        />
      )}
      {draft === undefined ? (
        <div className="flex flex-wrap gap-2">
          <Button size="small" onClick={() => setDraft({ text: '', of: undefined })}>
            {say('machines.add')}
          </Button>
          {removed === undefined ? null : (
            <Button
              size="small"
              variant="quiet"
              onClick={() => {
                onChange(removed);
                setRemoved(undefined);
              }}
            >
              {say('machines.undo')}
            </Button>
          )}
          {hasSimulated ? null : (
            <Button
              size="small"
              onClick={() => {
                onChange([...entries, simulatedWorker(worker)]);
                setRemoved(undefined);
              }}
            >
              {say('machines.addSimulated')}
            </Button>
          )}
        </div>
      ) : (
        <DraftEntry
          draft={draft}
          onWrite={(text) => setDraft({ ...draft, text })}
          onKeep={keep}
          onCancel={() => setDraft(undefined)}
        />
      )}
    </div>
  );
}

interface DraftEntryProps {
  readonly draft: Draft;
  readonly onWrite: (text: string) => void;
  readonly onKeep: (entry: WorkerRequirements) => void;
  readonly onCancel: () => void;
}

function DraftEntry({ draft, onWrite, onKeep, onCancel }: DraftEntryProps) {
  const { entry, problem } = read(draft.text);
  return (
    <div className="grid gap-5 border bg-surface p-5">
      <h3 className="text-body font-medium">
        {say(draft.of === undefined ? 'machines.new' : 'machines.edit')}
      </h3>
      <EntryEditor text={draft.text} problem={problem} onChange={onWrite} />
      <div className="flex flex-wrap gap-2">
        <Button
          disabled={entry === undefined}
          onClick={() => {
            if (entry !== undefined) onKeep(entry);
          }}
        >
          {say('machines.keep')}
        </Button>
        <Button variant="quiet" onClick={onCancel}>
          {say('machines.cancel')}
        </Button>
      </div>
    </div>
  );
}

interface MachineTableProps {
  readonly entries: readonly WorkerRequirements[];
  readonly onEdit?: (index: number, entry: WorkerRequirements) => void;
  readonly onRemove?: (index: number) => void;
}

function Until({ entry }: { readonly entry: WorkerRequirements }) {
  if (!('expires' in entry)) return <span className="text-muted">{say('machines.always')}</span>;
  const end = new Date(entry.expires * 1000);
  return (
    <>
      <Time at={end} />
      {end.getTime() > Date.now() ? null : (
        <span className="block text-refused">{say('machines.over')}</span>
      )}
    </>
  );
}

/** Entries by format, code and end; with buttons where they may be changed. */
export function MachineTable({ entries, onEdit, onRemove }: MachineTableProps) {
  const isChanging = onEdit !== undefined || onRemove !== undefined;
  return (
    <Table caption={say('machines.title')} stacked>
      <TableHead>
        <tr>
          <HeadCell>{say('entries.format')}</HeadCell>
          <HeadCell>{say('fleet.code')}</HeadCell>
          <HeadCell>{say('machines.until')}</HeadCell>
          {isChanging ? <HeadCell>{say('machines.actions')}</HeadCell> : null}
        </tr>
      </TableHead>
      <TableBody>
        {entries.map((entry, index) => (
          <Row key={index}>
            <RowHead className="align-top">
              {entry.format}
              {entry.format === 'simulated' ? (
                <span className="block font-normal text-muted">
                  {say(
                    entry.code === buildFacts().worker
                      ? 'machines.simulated'
                      : 'machines.simulated.other',
                  )}
                </span>
              ) : null}
            </RowHead>
            <Cell className="align-top" label={say('fleet.code')}>
              <Hash value={entry.code} />
            </Cell>
            <Cell className="align-top" label={say('machines.until')}>
              <Until entry={entry} />
            </Cell>
            {isChanging ? (
              <Cell className="align-top" label={say('machines.actions')}>
                <span className="flex flex-wrap gap-2">
                  {onEdit === undefined || entry.format === 'simulated' ? null : (
                    <Button size="small" onClick={() => onEdit(index, entry)}>
                      {say('machines.edit')}
                    </Button>
                  )}
                  {onRemove === undefined ? null : (
                    <Button size="small" onClick={() => onRemove(index)}>
                      {say('machines.remove')}
                    </Button>
                  )}
                </span>
              </Cell>
            ) : null}
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}
