// Lines of an appraisal that a format cannot express. An entry names those of its format one by
// one; a line that it leaves out fails (R44).

import * as z from 'zod';
import { sortedList } from '../../scalars.ts';

export const inexpressible = {
  'sev-snp': ['advisories', 'evidence-age', 'life-cycle'],
  'sgx-dcap': ['evidence-age', 'life-cycle', 'migration', 'privilege-level'],
  tdx: ['evidence-age', 'life-cycle', 'privilege-level'],
  'nitro-enclave': ['advisories', 'life-cycle', 'migration', 'privilege-level', 'smt', 'tcb'],
  'nitro-tpm': ['advisories', 'debug', 'life-cycle', 'migration', 'privilege-level', 'smt', 'tcb'],
  tpm2: [
    'advisories',
    'debug',
    'evidence-age',
    'life-cycle',
    'migration',
    'privilege-level',
    'smt',
  ],
  'arm-cca': ['advisories', 'evidence-age', 'migration', 'privilege-level', 'smt', 'tcb'],
  psa: ['advisories', 'evidence-age', 'migration', 'privilege-level', 'smt', 'tcb'],
  keystone: [
    'advisories',
    'debug',
    'evidence-age',
    'life-cycle',
    'migration',
    'privilege-level',
    'smt',
    'tcb',
  ],
  'azure-snp-vtpm': ['advisories', 'evidence-age', 'life-cycle'],
  'azure-tdx-vtpm': ['evidence-age', 'life-cycle', 'privilege-level'],
  hyperenclave: ['advisories', 'evidence-age', 'life-cycle', 'migration', 'privilege-level', 'smt'],
  'hygon-csv': ['advisories', 'evidence-age', 'life-cycle', 'privilege-level', 'smt'],
} as const;

export type HardwareEntryFormat = keyof typeof inexpressible;

/** Names of lines that this format cannot express, sorted. */
export const notApplicable = <F extends HardwareEntryFormat>(format: F) =>
  sortedList(
    z.enum<(typeof inexpressible)[F]>(inexpressible[format]),
    inexpressible[format].length,
  );
