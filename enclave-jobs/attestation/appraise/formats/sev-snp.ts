// An SEV-SNP report under one entry of a policy.

import { toHex, type WorkerRequirements } from '#enclave/protocol/index.ts';
import type { SnpClaims } from '../../verify/sev-snp.ts';
import type { SnpTcb } from '../../verify/sev-snp/report.ts';
import { line, oneOf, switchLine, type AppraisalLine } from '../line.ts';

type SnpEntry = Extract<WorkerRequirements, { format: 'sev-snp' }>;
/** The report of a paravisor is asked the same. */
type Entry = Pick<SnpEntry, 'referenceValues' | 'minTcb'>;

const parts = ['fmc', 'bootloader', 'tee', 'snp', 'microcode'] as const;

const tcbText = (tcb: SnpTcb) => parts.map((part) => `${part} ${tcb[part] ?? 0}`).join(', ');

const reaches = (found: SnpTcb, wanted: SnpTcb) =>
  parts.every((part) => (found[part] ?? 0) >= (wanted[part] ?? 0));

/** Key and firmware: a key for a TCB that the entry names, of a kind and cloud that it takes. */
function platformLines(claims: SnpClaims, { minTcb }: Entry): readonly AppraisalLine[] {
  const { report, product, reportedTcb, launchTcb, cloud } = claims;
  const wanted = minTcb.products.find((one) => one.product === product);
  const expected =
    wanted === undefined ? oneOf(minTcb.products.map((one) => one.product)) : tcbText(wanted);
  const low = (field: string, found: SnpTcb) =>
    line(
      'tcb',
      wanted !== undefined && reaches(found, wanted),
      field,
      expected,
      wanted === undefined ? product : tcbText(found),
      'TCB_TOO_LOW',
    );
  const isKeyTaken = minTcb.keys.includes(report.signingKey);
  const isCloudTaken = report.signingKey === 'VCEK' || minTcb.clouds.includes(cloud ?? '');
  return [
    low('REPORTED_TCB', reportedTcb),
    low('LAUNCH_TCB', launchTcb),
    line(
      'key',
      isKeyTaken && isCloudTaken,
      'SIGNING_KEY',
      oneOf([...minTcb.keys, ...minTcb.clouds]),
      `${report.signingKey} ${cloud ?? ''}`.trim(),
    ),
    line(
      'privilege-level',
      minTcb.vmpls.includes(report.vmpl),
      'VMPL',
      oneOf(minTcb.vmpls.map(String)),
      `${report.vmpl}`,
    ),
    switchLine('smt', 'POLICY.SMT', report.policy.smt || report.platformInfo.smt, minTcb.smt),
    switchLine('migration', 'POLICY.MIGRATE_MA', report.policy.migrationAgent, minTcb.migration),
  ];
}

export function appraiseSnp(claims: SnpClaims, entry: Entry): readonly AppraisalLine[] {
  const { report } = claims;
  const { measurements, hostData, guestSvnMin } = entry.referenceValues;
  const measurement = toHex(report.measurement);
  const data = toHex(report.hostData);
  return [
    line(
      'reference-values',
      measurements.includes(measurement),
      'MEASUREMENT',
      oneOf(measurements),
      measurement,
    ),
    line('reference-values', hostData.includes(data), 'HOST_DATA', oneOf(hostData), data),
    line(
      'reference-values',
      report.guestSvn >= guestSvnMin,
      'GUEST_SVN',
      `${guestSvnMin} or more`,
      `${report.guestSvn}`,
    ),
    ...platformLines(claims, entry),
  ];
}
