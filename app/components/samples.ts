// Values of the demonstration collaboration; ages and dates are invented.

import type { Check } from '../_ui/check-list.tsx';
import type { TimelineEvent } from '../_ui/timeline-events.ts';

export const hash = '2c70d3e18f12ab0977c4993f9ac21d71d009be0aa1e7f25b1ea90c41ce90b45a';

export const then = '2026-11-23T06:05:00Z';

export const now = '2026-11-23T08:20:00Z';

export const checks: readonly Check[] = [
  {
    id: 'chain',
    state: 'pass',
    line: 'Certificate chain ends in the compiled-in Intel root',
    source: 'Intel SGX Root CA',
  },
  { id: 'data', state: 'pass', line: 'Report data equals this key pair, nonce and job' },
  {
    id: 'patch',
    state: 'fail',
    line: 'Patch level',
    expected: '≥ 2026-08',
    found: '2025-11, OutOfDate',
    source: 'INTEL-SA-01397',
    advice: 'Admin: update the machine, or wait for another one.',
  },
  { id: 'launch', state: 'not', line: 'Launch configuration: this format cannot express it' },
];

export const passing: readonly Check[] = checks.filter((check) => check.state === 'pass');

export const lanes = [
  { id: 'northbank', label: 'Northbank' },
  { id: 'harbour', label: 'Harbour Credit' },
  { id: 'broker', label: 'Key broker' },
  { id: 'worker', label: 'Worker' },
];

export const events: readonly TimelineEvent[] = [
  {
    id: 'e1',
    lane: 'harbour',
    at: '2026-11-23T06:02:00Z',
    actor: 'Li Wei, Harbour Credit',
    what: 'submitted the job',
    short: 'submitted',
    mark: 'step',
  },
  {
    id: 'e2',
    lane: 'northbank',
    at: '2026-11-23T06:05:00Z',
    actor: 'M. Chen, Northbank',
    what: 'approved, 2 of 2 signatures',
    short: 'approved 2/2',
    mark: 'step',
  },
  {
    id: 'e3',
    lane: 'harbour',
    at: '2026-11-23T06:20:00Z',
    actor: 'A. Okafor, Harbour Credit',
    what: 'approved, 2 of 2 signatures',
    short: 'approved 2/2',
    mark: 'step',
  },
  {
    id: 'e4',
    lane: 'worker',
    at: '2026-11-23T06:29:00Z',
    actor: 'Worker',
    what: 'showed its evidence',
    short: 'evidence',
    mark: 'check',
  },
  {
    id: 'e5',
    lane: 'broker',
    at: '2026-11-23T06:31:00Z',
    actor: 'Key broker',
    what: 'refused, logged as entry 4,182',
    short: 'refused',
    cause: 'Northbank signed a newer rule at 14:18',
    mark: 'stop',
  },
];

export const words = [
  'lock',
  'primary',
  'gift',
  'price',
  'police',
  'satisfy',
  'replace',
  'century',
  'aware',
  'ocean',
  'narrow',
  'clerk',
];

export const chineseWords = [
  '的',
  '一',
  '是',
  '在',
  '不',
  '了',
  '有',
  '和',
  '人',
  '这',
  '中',
  '大',
];
