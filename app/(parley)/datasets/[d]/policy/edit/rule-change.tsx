'use client';

import type { Doc, UsagePolicy } from '../../../../../../enclave-jobs/protocol/index.ts';
import { differenceWords } from '../../../../../_policy/difference-words.ts';
import { formatTime } from '../../../../../_text/format.ts';
import { say } from '../../../../../_text/text.ts';
import { DiffView } from '../../../../../_ui/diff-view.tsx';
import { useTimeZone } from '../../../../../_ui/time-zone.ts';
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
  return (
    <DiffView
      caption={say('edit.table')}
      rows={differenceWords(rows, {
        table: editing.table,
        timeOf: (time) => formatTime(time, zone),
      })}
    />
  );
}
