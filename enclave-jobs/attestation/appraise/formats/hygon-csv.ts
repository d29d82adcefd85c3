// A Hygon CSV report under one entry of a policy.

import { toHex, type WorkerRequirements } from '#enclave/protocol/index.ts';
import type { CsvClaims } from '../../verify/hygon-csv.ts';
import type { CsvVersion } from '../../verify/hygon-csv/certificates.ts';
import { line, switchLine, type AppraisalLine } from '../line.ts';
import { fieldLines, nearestLines } from '../nearest.ts';

type Entry = Extract<WorkerRequirements, { format: 'hygon-csv' }>;

const textOf = ({ major, minor }: CsvVersion) => `${major}.${minor}`;

const versionLine = (field: string, found: CsvVersion, least: CsvVersion) =>
  line(
    'tcb',
    found.major > least.major || (found.major === least.major && found.minor >= least.minor),
    field,
    `${textOf(least)} or later`,
    textOf(found),
    'TCB_TOO_LOW',
  );

/**
 * Which version a report is of, its guest says too: registers that one does not have are none that
 * it hides.
 */
function guestLines({ report }: CsvClaims, { referenceValues }: Entry): readonly AppraisalLine[] {
  const registers = report.rtmrs?.map((one, index) => [`rtmr${index}`, toHex(one)] as const) ?? [];
  const found = {
    version: `${report.version}`,
    measure: toHex(report.measure),
    vmId: toHex(report.vmId),
    vmVersion: toHex(report.vmVersion),
    ...Object.fromEntries(registers),
  };
  return nearestLines(referenceValues.guests, (guest) =>
    fieldLines({ ...guest, version: `${guest.version}` }, found),
  );
}

/** As the guest's owner set it at launch, bit by bit. */
function policyLines({ report }: CsvClaims, { minTcb }: Entry): readonly AppraisalLine[] {
  const fields = Object.keys(minTcb.policy) as (keyof typeof minTcb.policy)[];
  const word = (isOn: boolean) => (isOn ? 'on' : 'off');
  return fields.map((field) => {
    const found = report.policy[field];
    const wanted = minTcb.policy[field];
    return line('attributes', found === wanted, `policy ${field}`, word(wanted), word(found));
  });
}

export function appraiseCsv(claims: CsvClaims, entry: Entry): readonly AppraisalLine[] {
  const { minTcb } = entry;
  const { policy, build = 0 } = claims.report;
  const api = { major: policy.apiMajor, minor: policy.apiMinor };
  return [
    ...guestLines(claims, entry),
    versionLine('PEK firmware', claims.pekFirmware, minTcb.pekFirmwareMin),
    versionLine('policy API version', api, minTcb.policyApiMin),
    line(
      'tcb',
      build >= minTcb.buildMin,
      'build',
      `${minTcb.buildMin} or later`,
      `${build}`,
      'TCB_TOO_LOW',
    ),
    ...policyLines(claims, entry),
    switchLine('migration', 'policy NOSEND off', !policy.noSend, minTcb.migration),
  ];
}
