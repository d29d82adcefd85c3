import { jobOf, key, label, lender, region } from '../lenders.ts';
import type { SampleJob } from '../sample-jobs.ts';

const only = [key, region, { ...label, reducers: ['only' as const] }];
const lenders = jobOf([
  lender('a', [key, region, label]),
  ...[lender('b'), lender('c', only), lender('d', [key])],
]);

export const jobs: readonly SampleJob[] = [
  { what: 'people only', params: { topCode: 4, label: 'none' }, job: lenders },
  { what: 'by class', params: { topCode: 3, label: 'a' }, job: lenders },
  { what: 'by class, if rows agree', params: { topCode: 2, label: 'c' }, job: lenders },
];
