// From security versions to a status: Intel's levels in their order, the worst of platform, module
// and quoting enclave. Source: Intel SGX/TDX Quote Verification Library, and the PCS documentation
// of TCB levels.

import type { IsvLevel, PlatformLevel, TcbInfo, TcbStatus } from './collateral.ts';
import type { PckPlatform } from './pck.ts';
import type { Bytes, QuoteStatus } from '#enclave/protocol/index.ts';

export interface Judged {
  readonly tcbStatus: TcbStatus;
  readonly tcbDate: number;
  readonly advisoryIDs: readonly string[];
}

function isAtLeast(
  found: ArrayLike<number>,
  wanted: readonly { svn: number }[],
  from = 0,
): boolean {
  return wanted.every(({ svn }, index) => index < from || (found[index] ?? -1) >= svn);
}

/** The first level that the platform reaches; `teeTcbSvn` for TDX. Undefined: not supported. */
export function platformLevel(
  { tcbLevels }: TcbInfo,
  { components, pceSvn }: PckPlatform,
  teeTcbSvn: Bytes | undefined,
): PlatformLevel | undefined {
  return tcbLevels.find(({ tcb }) => {
    if (!isAtLeast(components, tcb.sgxtcbcomponents) || pceSvn < tcb.pcesvn) return false;
    if (teeTcbSvn === undefined) return true;
    // From module version 1 on, the first two are judged by the module's own identity.
    const from = (teeTcbSvn[1] ?? 0) > 0 ? 2 : 0;
    return tcb.tdxtcbcomponents !== undefined && isAtLeast(teeTcbSvn, tcb.tdxtcbcomponents, from);
  });
}

/** The first level at or below a security version. */
export function isvLevel(levels: readonly IsvLevel[], isvSvn: number): IsvLevel | undefined {
  return levels.find(({ tcb }) => tcb.isvsvn <= isvSvn);
}

const outOfDate: Readonly<Partial<Record<TcbStatus, TcbStatus>>> = {
  UpToDate: 'OutOfDate',
  SWHardeningNeeded: 'OutOfDate',
  ConfigurationNeeded: 'OutOfDateConfigurationNeeded',
  ConfigurationAndSWHardeningNeeded: 'OutOfDateConfigurationNeeded',
};

/** The platform's status, worsened by parts that are out of date or revoked. */
export function converge(platform: TcbStatus, parts: readonly TcbStatus[]): TcbStatus {
  if (platform === 'Revoked' || parts.includes('Revoked')) return 'Revoked';
  return parts.includes('OutOfDate') ? (outOfDate[platform] ?? platform) : platform;
}

const relaunched: readonly TcbStatus[] = [
  'UpToDate',
  'SWHardeningNeeded',
  'ConfigurationNeeded',
  'ConfigurationAndSWHardeningNeeded',
];

/**
 * A TD that was launched on an old TCB of a platform that is up to date now needs no more than a
 * new launch.
 */
export function withRelaunch(
  launch: Exclude<TcbStatus, 'Revoked'>,
  current: TcbStatus | undefined,
): QuoteStatus {
  const isFine = current !== undefined && relaunched.includes(current);
  if (!launch.startsWith('OutOfDate') || !isFine) return launch;
  const isConfigured = [launch, current].every((status) => !status.includes('Configuration'));
  return isConfigured ? 'TDRelaunchAdvised' : 'TDRelaunchAdvisedConfigurationNeeded';
}
