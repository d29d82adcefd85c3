// Intel TDX: a quote of version 4 or 5 about a trust domain, judged by Intel's collateral, the
// module that runs it included. Endorsements as for SGX, with the TDX TCB info and the identity of
// the TD quoting enclave. Source: Intel TDX DCAP Quoting Library API, Intel SGX/TDX Quote
// Verification Library.

import type { AuthenticClaims } from '../claims.ts';
import type { Examination } from '../examination.ts';
import { equalBytes, toHex, type Bytes } from '../../protocol/index.ts';
import type { IntelContext } from './intel/check-collateral.ts';
import { checkLevel, checkQuote, checkSupported, type CheckedQuote } from './intel/check-quote.ts';
import type { TcbInfo } from './intel/collateral.ts';
import type { PckPlatform } from './intel/pck.ts';
import type { TdReport } from './intel/quote.ts';
import { converge, isvLevel, platformLevel, withRelaunch, type Judged } from './intel/tcb.ts';
import { advisoriesOf, type IntelTcb } from './sgx-dcap.ts';

export interface TdxClaims {
  readonly format: 'tdx';
  readonly quoteVersion: number;
  readonly report: TdReport;
  readonly platformTcb: PckPlatform;
  readonly tcb: IntelTcb;
}

interface ModuleIdentity {
  readonly mrsigner: Bytes;
  readonly attributes: Bytes;
  readonly attributesMask: Bytes;
}

/**
 * The identity that a module of this major version must have; versions before 1 have no own levels.
 */
function moduleOf(info: TcbInfo, teeTcbSvn: Bytes) {
  const [, major = 0] = teeTcbSvn;
  const id = `TDX_${major.toString(16).padStart(2, '0')}`;
  const own = info.tdxModuleIdentities.find((one) => one.id.toLowerCase() === id.toLowerCase());
  const identity: ModuleIdentity | undefined = major === 0 ? info.tdxModule : own;
  return {
    id: major === 0 ? 'TDX module' : id,
    identity,
    levels: major === 0 ? [] : own?.tcbLevels,
  };
}

function moduleLevel(info: TcbInfo, teeTcbSvn: Bytes): Judged | undefined {
  const { levels } = moduleOf(info, teeTcbSvn);
  return levels === undefined ? undefined : isvLevel(levels, teeTcbSvn[0] ?? 0);
}

/** The module is signed by whom Intel says, and has a level of its own from major version 1 on. */
function checkModule(
  examination: Examination,
  info: TcbInfo,
  { teeTcbSvn, mrSignerSeam, seamAttributes }: TdReport,
): readonly Judged[] {
  const { id, identity, levels } = moduleOf(info, teeTcbSvn);
  examination.check('module-identity', identity !== undefined, {
    field: 'TEE_TCB_SVN',
    expected: 'a module that the TCB info knows',
    found: id,
  });
  if (identity === undefined) throw new Error('an identity was checked');
  const { mrsigner, attributes, attributesMask } = identity;
  examination.check('module-mrsigner', equalBytes(mrSignerSeam, mrsigner), {
    field: 'MRSIGNERSEAM',
    expected: toHex(mrsigner),
    found: toHex(mrSignerSeam),
  });
  const isSame = seamAttributes.every(
    (byte, index) => (byte & (attributesMask[index] ?? 0)) === (attributes[index] ?? 0),
  );
  examination.check('module-attributes', isSame && seamAttributes.every((byte) => byte === 0), {
    field: 'SEAMATTRIBUTES',
    expected: toHex(attributes),
    found: toHex(seamAttributes),
  });
  if (levels === undefined || levels.length === 0) return [];
  const level = isvLevel(levels, teeTcbSvn[0] ?? 0);
  examination.check('module-level', level !== undefined, {
    field: 'TEE_TCB_SVN',
    expected: `a level of ${id}`,
    found: `${teeTcbSvn[0] ?? 0}`,
  });
  return level === undefined ? [] : [level];
}

/** What a TD launched now would be told; undefined if Intel does not support it. */
function currentStatus({ tcbInfo, platform, qeLevel }: CheckedQuote, svn: Bytes | undefined) {
  if (svn === undefined) return undefined;
  const level = platformLevel(tcbInfo, platform, svn);
  const module = moduleLevel(tcbInfo, svn);
  const hasModule = (svn[1] ?? 0) === 0 || module !== undefined;
  if (level === undefined || !hasModule) return undefined;
  const parts = [qeLevel, ...(module === undefined ? [] : [module])];
  return converge(
    level.tcbStatus,
    parts.map(({ tcbStatus }) => tcbStatus),
  );
}

/** Throws EvidenceFault; the examination has the lines. */
export async function examineTdx(
  raw: Bytes,
  endorsements: readonly Bytes[],
  context: IntelContext,
  examination: Examination,
): Promise<AuthenticClaims<TdxClaims>> {
  const checked = await checkQuote('TDX', raw, endorsements, context, examination);
  const { quote, platform, qeLevel, tcbInfo } = checked;
  if (quote.body.tee !== 'TDX') throw new Error('a TDX quote was checked');
  const { report } = quote.body;
  const parts = [qeLevel, ...checkModule(examination, tcbInfo, report)];
  const level = checkLevel(examination, checked, report.teeTcbSvn);
  const launch = checkSupported(
    examination,
    converge(
      level.tcbStatus,
      parts.map(({ tcbStatus }) => tcbStatus),
    ),
  );
  const current = currentStatus(checked, report.teeTcbSvn2);
  if (report.teeTcbSvn2 !== undefined) {
    examination.check('current-level', current !== undefined, {
      field: 'TEE_TCB_SVN_2',
      expected: 'levels of module and platform',
      found: current ?? 'below all of them, or an unknown module',
    });
  }
  return {
    reportData: report.reportData,
    namedAnchor: undefined,
    // Bits 0 to 3: under debug, or reserved for it.
    debug: ((report.tdAttributes[0] ?? 0xff) & 0x0f) !== 0,
    chip: platform.ppid,
    collateralIssued: checked.issued,
    collateralValidUntil: checked.validUntil,
    platform: {
      format: 'tdx',
      quoteVersion: quote.version,
      report,
      platformTcb: platform,
      tcb: {
        status: withRelaunch(launch, current),
        advisories: advisoriesOf(level, ...parts),
        date: Math.min(level.tcbDate, ...parts.map(({ tcbDate }) => tcbDate)),
        evaluationDataNumber: checked.evaluationDataNumber,
      },
    },
  };
}
