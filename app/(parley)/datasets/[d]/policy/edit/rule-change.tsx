'use client';

import {
  canonicalBytes,
  hashOf,
  type Doc,
  type UsagePolicy,
  type WorkerRequirements,
} from '#enclave/protocol/index.ts';
import { differenceWords } from '#app/_policy/difference-words.ts';
import { entryChanges, entryValueText, type ChangedEntry } from '#app/_policy/rule-differences.ts';
import { formatTime } from '#app/_text/format.ts';
import { say } from '#app/_text/text.ts';
import { Details } from '#app/_ui/details.tsx';
import { DiffView } from '#app/_ui/diff-view.tsx';
import { useTimeZone } from '#app/_ui/time-zone.ts';
import { differencesIn, type Editing } from './editing.ts';

interface RuleChangeProps {
  readonly editing: Editing;
  readonly next: Doc<UsagePolicy>;
  /** Seconds since 1970. */
  readonly now: number;
}

/** The signed rule against the draft, by meaning; what allows more stands first. */
export function RuleChange({ editing, next, now }: RuleChangeProps) {
  const zone = useTimeZone();
  const rows = differencesIn(editing, next, now);
  if (rows.every((row) => row.effect === 'same')) {
    return <p className="text-body text-muted">{say('edit.diff.none')}</p>;
  }
  const { changed, added, removed } = entryChanges(editing.policy?.value, next.value);
  return (
    <>
      <DiffView
        caption={say('edit.table')}
        rows={differenceWords(rows, {
          table: editing.table,
          timeOf: (time) => formatTime(time, zone),
        })}
      />
      {changed.map((one) => (
        <Changed key={hashOf(canonicalBytes(one.entry))} {...one} />
      ))}
      <Entries title={say('edit.diff.entries.added')} entries={added} />
      <Entries title={say('edit.diff.entries.removed')} entries={removed} />
    </>
  );
}

/** Value by value: of two long entries nobody finds the one number that differs. */
function Changed({ entry, changes }: ChangedEntry) {
  const title = say('edit.diff.entries.changed', { format: entry.format });
  return (
    <section className="mt-6">
      <h3 className="mb-2 text-body font-medium">{title}</h3>
      <DiffView
        caption={title}
        rows={changes.map(({ field, before, after, effect }) => ({
          ...{ field, effect },
          before: entryValueText(before),
          after: entryValueText(after),
        }))}
      />
      <Entries title={say('edit.diff.entries.whole')} entries={[entry]} isOpen={false} />
    </section>
  );
}

interface EntriesProps {
  readonly title: string;
  readonly entries: readonly WorkerRequirements[];
  readonly isOpen?: boolean;
}

/** Whole: a hash and a format do not say what a machine must show. */
function Entries({ title, entries, isOpen = true }: EntriesProps) {
  if (entries.length === 0) return null;
  return (
    <Details open={isOpen} summary={title} className="mt-4">
      <pre
        tabIndex={0}
        aria-label={title}
        className="max-h-96 overflow-auto bg-sunken p-4 text-code break-all whitespace-pre-wrap"
      >
        {entries.map((entry) => JSON.stringify(entry, null, 2)).join('\n')}
      </pre>
    </Details>
  );
}
