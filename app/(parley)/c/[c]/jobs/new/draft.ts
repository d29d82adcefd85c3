// The values of a question that is being written, and the job draft that they make.

import type { JobDraft } from '#enclave/participant/index.ts';
import type { Hash, Params, TemplateRef } from '#enclave/protocol/index.ts';
import {
  readersOf,
  type CollaborationTable,
  type TableDataset,
} from '#app/_client/tables/table-of.ts';

export const questions = ['overlap', 'multi-lending'] as const;
export type Question = (typeof questions)[number];

export const lifetimes = [1, 7, 30] as const;

export interface DraftValues {
  readonly question: Question;
  readonly title: string;
  /** Dataset ids: first and second, or one per lender. */
  readonly datasets: readonly string[];
  /** A column, or 'none'. */
  readonly segment: string;
  /** A dataset id, or 'none'. */
  readonly label: string;
  readonly topCode: number;
  readonly smallest: number;
  /** Parties. */
  readonly receivers: readonly string[];
  readonly days: number;
}

export function freshValues(question: Question, title: string, own: string): DraftValues {
  return {
    question,
    title,
    datasets: [],
    segment: 'none',
    label: 'none',
    topCode: 3,
    smallest: 20,
    receivers: [own],
    days: 7,
  };
}

export function chosen(values: DraftValues, table: CollaborationTable): readonly TableDataset[] {
  return values.datasets.flatMap((id) => table.datasets.find((one) => one.id === id) ?? []);
}

/** Dimension columns of the first dataset: what people can be grouped by. */
export function segmentsOf(values: DraftValues, table: CollaborationTable): readonly string[] {
  const [left] = chosen(values, table);
  return (left?.manifest.value.columns ?? [])
    .filter(({ role, domain }) => role === 'dimension' && domain.kind === 'enum')
    .map(({ name }) => name);
}

/** Datasets that say of each person whether they paid. */
export function labelled(values: DraftValues, table: CollaborationTable): readonly TableDataset[] {
  return chosen(values, table).filter(({ manifest }) =>
    manifest.value.columns.some(({ role }) => role === 'label'),
  );
}

/** The largest smallest group of the owners concerned. */
export function smallestAllowed(values: DraftValues, table: CollaborationTable): number {
  const mins = chosen(values, table).map((one) => one.policy.value.thresholds.entitiesMin);
  return Math.max(0, ...mins);
}

function paramsOf(values: DraftValues, datasets: readonly TableDataset[]): Params {
  if (values.question === 'overlap') {
    const [left, right] = datasets;
    return { left: left?.alias ?? '', right: right?.alias ?? '', segment: values.segment };
  }
  const label = datasets.find((one) => one.id === values.label);
  return { topCode: values.topCode, label: label?.alias ?? 'none' };
}

export interface DraftContext {
  readonly table: CollaborationTable;
  readonly collaboration: Hash;
  readonly template: TemplateRef;
  readonly code: Hash;
  /** Seconds since 1970. */
  readonly now: number;
}

export function isComplete({ question, datasets }: DraftValues): boolean {
  const needed = question === 'overlap' ? 2 : 3;
  return new Set(datasets.filter((id) => id !== '')).size >= needed;
}

export function draftOf(values: DraftValues, context: DraftContext): JobDraft {
  const { table, collaboration, template, code, now } = context;
  const datasets = chosen(values, table);
  return {
    collaboration,
    template,
    code,
    params: paramsOf(values, datasets),
    inputs: datasets.map(({ alias, manifest, policy }) => ({ alias, manifest, policy })),
    entitiesMin: values.smallest,
    recipients: table.parties
      .filter(({ party }) => values.receivers.includes(party))
      .flatMap(readersOf),
    expires: now + values.days * 86_400,
  };
}
