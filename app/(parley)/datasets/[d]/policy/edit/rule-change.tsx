'use client';

import type { Doc, UsagePolicy } from '../../../../../../enclave-jobs/protocol/index.ts';
import type { RuleDifference } from '../../../../../_policy/rule-differences.ts';
import { formatCount, formatTime, shortHash } from '../../../../../_text/format.ts';
import { say } from '../../../../../_text/text.ts';
import { DiffView, type DiffRow } from '../../../../../_ui/diff-view.tsx';
import { useTimeZone } from '../../../../../_ui/time-zone.ts';
import { questionOf } from '../../../../_shared/job-facts.ts';
import { listed } from '../../../../_shared/role-words.ts';
import { differencesIn, type Editing } from './editing.ts';

/** Lists of these are shown by their size and by what is new in them. */
const byCount: readonly RuleDifference['field'][] = ['params', 'grids', 'columns'];
const namesShown = 4;

interface RuleChangeProps {
  readonly editing: Editing;
  readonly next: Doc<UsagePolicy>;
  /** Seconds since 1970. */
  readonly now: number;
}

/** The signed rule against the draft, by meaning; what allows more stands first. */
export function RuleChange({ editing, next, now }: RuleChangeProps) {
  const zone = useTimeZone();
  const { table } = editing;
  const rows = differencesIn(editing, next, now);
  const nameOf = (party: string) =>
    table.parties.find((one) => one.party === party)?.name ?? shortHash(party);
  // Questions name datasets by aliases, which say nothing to people.
  const withNames = (value: string) =>
    value.replaceAll(
      /\bd[0-9a-f]{12}\b/g,
      (alias) => table.datasets.find((dataset) => dataset.alias === alias)?.name ?? alias,
    );
  const one = (field: RuleDifference['field'], value: string): string => {
    switch (field) {
      case 'analysts':
      case 'receivers':
      case 'partners':
        return nameOf(value);
      case 'questions':
        return questionOf(value.split(' ')[0] ?? value);
      case 'code':
      case 'brokers':
      case 'grids':
        return shortHash(value);
      case 'smallest':
        return say('edit.diff.people', { n: Number(value) });
      case 'jobs':
        return formatCount(Number(value));
      case 'expires':
        return formatTime(new Date(Number(value) * 1000), zone);
      case 'state':
        return value === 'paused' || value === 'expired'
          ? say(`edit.diff.${value}`)
          : say('edit.diff.inForce');
      case 'params':
        return withNames(value);
      case 'versions':
      case 'columns':
        return value;
    }
  };
  const many = (row: RuleDifference, values: readonly string[], isAfter: boolean): string => {
    if (!byCount.includes(row.field)) {
      return values.length === 0
        ? say('rule.nobody')
        : listed(values.map((value) => one(row.field, value)));
    }
    const added = values.filter((value) => !row.before.includes(value));
    const names = listed(added.slice(0, namesShown).map((value) => one(row.field, value)));
    const isTold = isAfter && added.length > 0 && row.field !== 'grids';
    return say('edit.diff.moreValues', {
      n: values.length,
      added: isTold ? say('edit.diff.added', { names }) : '',
    });
  };
  if (rows.every((row) => row.effect === 'same')) {
    return <p className="text-body text-muted">{say('edit.diff.none')}</p>;
  }
  return (
    <DiffView
      caption={say('edit.table')}
      rows={rows.map((row): DiffRow => ({
        field: say(`edit.diff.${row.field}`),
        before: many(row, row.before, false),
        after: many(row, row.after, true),
        effect: row.effect,
      }))}
    />
  );
}
