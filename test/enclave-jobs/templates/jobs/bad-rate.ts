import { jobOf, key, label, lender, region } from '../lenders.ts';
import type { SampleJob } from '../sample-jobs.ts';

const whole = [key, region, label];
const pair = jobOf([lender('a', whole), lender('b')]);
const several = jobOf([lender('a', whole), lender('b'), lender('c', [key]), lender('d')]);
const params = { lender: 'a', by: 'partner', segment: 'none' };

export const jobs: readonly SampleJob[] = [
  { what: 'by one partner', params, job: pair },
  { what: 'by one partner and region', params: { ...params, segment: 'region' }, job: pair },
  { what: 'by other lenders', params: { ...params, by: 'lenders' }, job: several },
  {
    what: 'by other lenders and region',
    params: { ...params, by: 'lenders', segment: 'region' },
    job: several,
  },
];
