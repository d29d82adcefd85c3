// What the datasets of a job are called among people. The job names them by aliases, and whose they
// are is signed; the name itself is the platform's word, looked up by the dataset that the signed
// job names.

import type { JobReview } from '#app/_client/jobs/review.ts';
import type { JobRead } from '../job-words.ts';

export interface NamedDataset {
  readonly name: string;
  readonly owners: readonly string[];
  /** Of its page; absent where the platform does not know it. */
  readonly href?: string;
}

/** By alias; the alias itself where the job has none of that name. */
export type DatasetOf = (alias: string) => NamedDataset;

export function datasetNames({ inputs }: JobReview, { parts }: JobRead): DatasetOf {
  return (alias) => {
    const input = inputs.find((one) => one.alias === alias);
    const part = parts.find(({ dataset }) => dataset.id === input?.dataset);
    const owners = input?.owners ?? [];
    return part === undefined
      ? { name: alias, owners }
      : { name: part.dataset.name, owners, href: `/datasets/${part.dataset.id}` };
  };
}
