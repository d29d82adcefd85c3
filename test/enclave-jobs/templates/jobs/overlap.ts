import { jobOf, key, lender, region } from '../lenders.ts';
import type { SampleJob } from '../sample-jobs.ts';

const sides = jobOf([lender('a'), lender('b')]);
const params = { left: 'a', right: 'b', segment: 'region' };

export const jobs: readonly SampleJob[] = [
  { what: 'one number', params: { ...params, segment: 'none' }, job: sides },
  { what: 'by a shared column', params, job: sides },
  { what: 'by a column of one side', params, job: jobOf([lender('a'), lender('b', [key])]) },
  {
    what: 'by a column that is reduced in two ways',
    params,
    job: jobOf([lender('a'), lender('b', [key, { ...region, reducers: ['max'] }])]),
  },
];
