// Differences between two rules in words, the same on the page and in the terminal.

import { none } from '#enclave/templates/index.ts';
import type { CollaborationTable } from '../_client/tables/table-of.ts';
import { formatCount, listed, shortHash } from '../_text/format.ts';
import { say } from '../_text/text.ts';
import { questionOf, templateWords } from '../_text/templates/words-of.ts';
import type { RuleDifference, RuleField } from './rule-differences.ts';

/** Lists of these are shown by their size and by what is new in them. */
const byCount: readonly RuleField[] = ['params', 'grids', 'columns'];
const namesShown = 4;

export interface DifferenceWords {
  readonly field: string;
  readonly before: string;
  readonly after: string;
  readonly effect: RuleDifference['effect'];
}

export interface DifferenceContext {
  readonly table: CollaborationTable;
  readonly timeOf: (time: Date) => string;
}

/** One allowed value of a question's choice, in the words of its form. */
function paramWords(value: string, { datasets }: CollaborationTable): string {
  const [, question = '', name = '', allowed = ''] = /^(\S+) (\w+): (.*)$/s.exec(value) ?? [];
  const words = templateWords(question)?.parameters[name];
  if (words === undefined) return value;
  const known = words.words?.[allowed] ?? (allowed === none ? words.none : undefined);
  // Questions name datasets by aliases, which say nothing to people.
  const dataset = datasets.find(({ alias }) => alias === allowed)?.name;
  return `${words.label}: ${known ?? dataset ?? allowed}`;
}

function wordOf(field: RuleField, value: string, { table, timeOf }: DifferenceContext): string {
  switch (field) {
    case 'analysts':
    case 'receivers':
    case 'partners':
      return table.parties.find((one) => one.party === value)?.name ?? shortHash(value);
    case 'questions':
      return questionOf(value.split(' ')[0] ?? value);
    case 'code': {
      const [format = '', code = '', entry = ''] = value.split(' ');
      // The code alone says everything of a simulated entry.
      return format === 'simulated'
        ? shortHash(code)
        : say('edit.diff.machine', { format, code: shortHash(code), entry: shortHash(entry) });
    }
    case 'brokers':
    case 'grids':
      return shortHash(value);
    case 'smallest':
      return say('edit.diff.people', { n: Number(value) });
    case 'jobs':
      return formatCount(Number(value));
    case 'expires':
      return timeOf(new Date(Number(value) * 1000));
    case 'state':
      return value === 'paused' || value === 'expired'
        ? say(`edit.diff.${value}`)
        : say('edit.diff.inForce');
    case 'params':
      return paramWords(value, table);
    case 'versions':
    case 'columns':
      return value;
  }
}

function valuesOf(
  { field, before }: RuleDifference,
  values: readonly string[],
  isAfter: boolean,
  context: DifferenceContext,
): string {
  if (!byCount.includes(field)) {
    return values.length === 0
      ? say('rule.nobody')
      : listed(values.map((value) => wordOf(field, value, context)));
  }
  const added = values.filter((value) => !before.includes(value));
  const names = listed(added.slice(0, namesShown).map((value) => wordOf(field, value, context)));
  const isTold = isAfter && added.length > 0 && field !== 'grids';
  return say('edit.diff.moreValues', {
    n: values.length,
    added: isTold ? say('edit.diff.added', { names }) : '',
  });
}

/** In the order of the rows. */
export function differenceWords(
  rows: readonly RuleDifference[],
  context: DifferenceContext,
): readonly DifferenceWords[] {
  return rows.map((row) => ({
    field: say(`edit.diff.${row.field}`),
    before: valuesOf(row, row.before, false, context),
    after: valuesOf(row, row.after, true, context),
    effect: row.effect,
  }));
}
