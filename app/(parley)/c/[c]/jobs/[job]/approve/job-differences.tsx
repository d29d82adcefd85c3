'use client';

import type { JobSpec } from '../../../../../../../enclave-jobs/protocol/index.ts';
import { say } from '../../../../../../_text/text.ts';
import { DiffView, type DiffRow } from '../../../../../../_ui/diff-view.tsx';
import { shortHash } from '../../../../../../_text/format.ts';
import type { ReviewForDecision } from './review-for-decision.ts';

type NameOf = ReviewForDecision['review']['nameOf'];

function receiversOf(job: JobSpec, nameOf: NameOf): readonly string[] {
  return [...new Set(job.recipients.map(({ party }) => nameOf(party)))].sort();
}

function row(field: string, before: string, after: string, changed: DiffRow['effect']): DiffRow {
  return { field, before, after, effect: before === after ? 'same' : changed };
}

/** Meaning against meaning. What cannot be ordered is called new, never narrower. */
export function differencesOf(before: JobSpec, after: JobSpec, nameOf: NameOf): readonly DiffRow[] {
  const smallest = (job: JobSpec) => job.release.entitiesMin;
  const had = receiversOf(before, nameOf);
  const has = receiversOf(after, nameOf);
  const names = [...new Set([...Object.keys(before.params), ...Object.keys(after.params)])].sort();
  const datasets = (job: JobSpec) =>
    job.inputs.map(({ alias, version }) => `${alias} v${version}`).join(', ');
  const template = ({ template: { id, version, digest } }: JobSpec) =>
    `${id} v${version} ${shortHash(digest)}`;
  return [
    row(
      say('decide.diff.smallest'),
      String(smallest(before)),
      String(smallest(after)),
      smallest(after) > smallest(before) ? 'narrower' : 'wider',
    ),
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

export function JobDifferences({ decision }: { readonly decision: ReviewForDecision }) {
  const { before, review } = decision;
  if (before === undefined) {
    return <p className="max-w-measure text-body">{say('decide.differences.none')}</p>;
  }
  return (
    <DiffView
      caption={say('decide.differences')}
      rows={differencesOf(before.value, review.job.value, review.nameOf)}
    />
  );
}
