'use client';

import type { JobSpec } from '#enclave/protocol/index.ts';
import { say } from '#app/_text/text.ts';
import { DiffView, type DiffRow } from '#app/_ui/diff-view.tsx';
import { shortHash } from '#app/_text/format.ts';
import type { DatasetOf } from './dataset-names.ts';
import type { ReviewForDecision } from './review-for-decision.ts';

interface ComparedRow extends DiffRow {
  readonly before: string;
}

type NameOf = ReviewForDecision['review']['nameOf'];

function receiversOf(job: JobSpec, nameOf: NameOf): readonly string[] {
  return [...new Set(job.recipients.map(({ party }) => nameOf(party)))].sort();
}

function row(
  field: string,
  before: string,
  after: string,
  changed: DiffRow['effect'],
): ComparedRow {
  return { field, before, after, effect: before === after ? 'same' : changed };
}

/**
 * Aliases as people call their datasets. Only for what is shown: two datasets may have one name.
 */
function named(text: string, { inputs }: JobSpec, datasetOf: DatasetOf): string {
  return inputs.reduce((words, { alias }) => words.replaceAll(alias, datasetOf(alias).name), text);
}

/** Meaning against meaning. What cannot be ordered is called new, never narrower. */
function differencesOf(before: JobSpec, after: JobSpec, nameOf: NameOf): readonly ComparedRow[] {
  const had = receiversOf(before, nameOf);
  const has = receiversOf(after, nameOf);
  const names = [...new Set([...Object.keys(before.params), ...Object.keys(after.params)])].sort();
  const datasets = (job: JobSpec) =>
    job.inputs.map(({ alias, version }) => `${alias} v${version}`).join(', ');
  const template = ({ template: { id, version, digest } }: JobSpec) =>
    `${id} v${version} ${shortHash(digest)}`;
  return [
    row(
      say('decide.diff.receivers'),
      had.join(', '),
      has.join(', '),
      has.every((name) => had.includes(name)) ? 'narrower' : 'wider',
    ),
    row(say('decide.diff.datasets'), datasets(before), datasets(after), 'new'),
    ...names.map((name) =>
      row(
        say('decide.diff.field', { name }),
        String(before.params[name] ?? ''),
        String(after.params[name] ?? ''),
        'new',
      ),
    ),
    row(say('decide.diff.code'), shortHash(before.code), shortHash(after.code), 'new'),
    row(say('decide.diff.template'), template(before), template(after), 'new'),
  ];
}

interface JobDifferencesProps {
  readonly decision: ReviewForDecision;
  readonly datasetOf: DatasetOf;
}

export function JobDifferences({ decision, datasetOf }: JobDifferencesProps) {
  const { before, review } = decision;
  if (before === undefined) {
    return <p className="max-w-measure text-body">{say('decide.differences.none')}</p>;
  }
  const rows = differencesOf(before.value, review.job.value, review.nameOf);
  return (
    <DiffView
      caption={say('decide.differences')}
      rows={rows.map((one) => ({
        ...one,
        before: named(one.before, before.value, datasetOf),
        after: named(one.after, review.job.value, datasetOf),
      }))}
    />
  );
}
