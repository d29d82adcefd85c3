// The attestation report of AMD SEV-SNP, versions 2 to 5: 1184 bytes, little-endian.
// Source: AMD 56860, SEV Secure Nested Paging Firmware ABI Specification, table ATTESTATION_REPORT.

import { bytesAt, requireZero, u32At, u64At, u8At } from '../../encoding/byte-reader.ts';
import { fault } from '../../examination.ts';
import type { SnpProduct } from '../../anchors/amd.ts';
import { concatBytes, type Bytes } from '#enclave/protocol/index.ts';

export const reportLength = 1184;
const signedLength = 0x2a0;

/** Security version numbers by part; `fmc` exists on Turin only. */
export interface SnpTcb {
  readonly fmc?: number;
  readonly bootloader: number;
  readonly tee: number;
  readonly snp: number;
  readonly microcode: number;
}

export type SnpSigningKey = 'VCEK' | 'VLEK';

export interface SnpReport {
  readonly version: number;
  readonly guestSvn: number;
  readonly policy: SnpGuestPolicy;
  readonly familyId: Bytes;
  readonly imageId: Bytes;
  readonly vmpl: number;
  readonly currentTcb: Bytes;
  readonly platformInfo: SnpPlatformInfo;
  readonly hasAuthorKey: boolean;
  readonly isChipKeyMasked: boolean;
  readonly signingKey: SnpSigningKey;
  readonly reportData: Bytes;
  readonly measurement: Bytes;
  readonly hostData: Bytes;
  readonly idKeyDigest: Bytes;
  readonly authorKeyDigest: Bytes;
  readonly reportId: Bytes;
  readonly reportIdMa: Bytes;
  readonly reportedTcb: Bytes;
  /** From version 3 on. */
  readonly product: SnpProduct | undefined;
  readonly stepping: number | undefined;
  readonly chipId: Bytes;
  readonly committedTcb: Bytes;
  readonly currentFirmware: string;
  readonly committedFirmware: string;
  readonly launchTcb: Bytes;
  /** From version 5 on. */
  readonly launchMitigations: bigint | undefined;
  readonly currentMitigations: bigint | undefined;
  readonly signed: Bytes;
  /** r ‖ s, 48 bytes each, big-endian. */
  readonly signature: Bytes;
}

export interface SnpGuestPolicy {
  readonly abiMajor: number;
  readonly abiMinor: number;
  readonly smt: boolean;
  readonly migrationAgent: boolean;
  readonly debug: boolean;
  readonly singleSocket: boolean;
  readonly cxl: boolean;
  readonly aes256Xts: boolean;
  readonly raplDisabled: boolean;
  readonly ciphertextHiding: boolean;
  readonly pageSwapDisabled: boolean;
}

export interface SnpPlatformInfo {
  readonly smt: boolean;
  readonly tsme: boolean;
  readonly ecc: boolean;
  readonly raplDisabled: boolean;
  readonly ciphertextHiding: boolean;
  readonly aliasCheckComplete: boolean;
  readonly tio: boolean;
}

const hasBit = (word: bigint, bit: number) => ((word >> BigInt(bit)) & 1n) === 1n;

function readPolicy(word: bigint): SnpGuestPolicy {
  if (!hasBit(word, 17)) fault('POLICY', 'bit 17 set', 'not set');
  return {
    abiMajor: Number((word >> 8n) & 0xffn),
    abiMinor: Number(word & 0xffn),
    smt: hasBit(word, 16),
    migrationAgent: hasBit(word, 18),
    debug: hasBit(word, 19),
    singleSocket: hasBit(word, 20),
    cxl: hasBit(word, 21),
    aes256Xts: hasBit(word, 22),
    raplDisabled: hasBit(word, 23),
    ciphertextHiding: hasBit(word, 24),
    pageSwapDisabled: hasBit(word, 25),
  };
}

function readPlatformInfo(word: bigint): SnpPlatformInfo {
  return {
    smt: hasBit(word, 0),
    tsme: hasBit(word, 1),
    ecc: hasBit(word, 2),
    raplDisabled: hasBit(word, 3),
    ciphertextHiding: hasBit(word, 4),
    aliasCheckComplete: hasBit(word, 5),
    tio: hasBit(word, 7),
  };
}

function readSigningKey(flags: number): SnpSigningKey {
  if (flags >>> 5 !== 0) fault('flags', 'reserved bits zero', `0x${flags.toString(16)}`);
  const key = (flags >>> 2) & 7;
  if (key === 0) return 'VCEK';
  return key === 1 ? 'VLEK' : fault('SIGNING_KEY', '0 (VCEK) or 1 (VLEK)', `${key}`);
}

/** CPUID family and model, extended parts added in. */
function productOf(family: number, model: number): SnpProduct {
  if (family === 0x19 && model <= 0x0f) return 'Milan';
  if (family === 0x19 && ((model >= 0x10 && model <= 0x1f) || (model >= 0xa0 && model <= 0xaf))) {
    return 'Genoa';
  }
  if (family === 0x1a && model <= 0x1f) return 'Turin';
  return fault(
    'CPUID',
    'a Milan, Genoa or Turin',
    `family 0x${family.toString(16)} model 0x${model.toString(16)}`,
  );
}

/** 72 bytes little-endian, of which a P-384 number fills 48. */
function readNumber(raw: Bytes, offset: number, field: string): Bytes {
  requireZero(raw, offset + 48, 24, field);
  const number = Uint8Array.from(bytesAt(raw, offset, 48, field)).reverse();
  if (number.every((byte) => byte === 0)) fault(field, 'a number above zero', 'zero');
  return number;
}

function requireReservedZero(raw: Bytes, version: number): void {
  requireZero(raw, 0x4c, 4, 'reserved at 4Ch');
  const cpuidEnd = version >= 3 ? 0x18b : 0x188;
  requireZero(raw, cpuidEnd, 0x1a0 - cpuidEnd, 'reserved behind REPORTED_TCB');
  requireZero(raw, 0x1eb, 1, 'reserved at 1EBh');
  requireZero(raw, 0x1ef, 1, 'reserved at 1EFh');
  const tail = version >= 5 ? 0x208 : 0x1f8;
  requireZero(raw, tail, signedLength - tail, 'reserved before SIGNATURE');
  requireZero(
    raw,
    signedLength + 144,
    reportLength - signedLength - 144,
    'reserved behind SIGNATURE',
  );
}

function firmwareAt(raw: Bytes, offset: number, field: string): string {
  const [build, minor, major] = bytesAt(raw, offset, 3, field);
  return `${major ?? 0}.${minor ?? 0}.${build ?? 0}`;
}

/** Parts of a TCB_VERSION; their places depend on the product. */
export function readTcb(raw: Bytes, product: SnpProduct): SnpTcb {
  const at = (index: number) => u8At(raw, index, 'TCB_VERSION');
  return product === 'Turin'
    ? { fmc: at(0), bootloader: at(1), tee: at(2), snp: at(3), microcode: at(7) }
    : { bootloader: at(0), tee: at(1), snp: at(6), microcode: at(7) };
}

/** Reads one report of exactly 1184 bytes. Throws ParseFault. */
export function readSnpReport(raw: Bytes): SnpReport {
  if (raw.length !== reportLength) fault('report', `${reportLength} bytes`, `${raw.length}`);
  const version = u32At(raw, 0, 'VERSION');
  if (version < 2 || version > 5) fault('VERSION', '2 to 5', `${version}`);
  const algorithm = u32At(raw, 0x34, 'SIGNATURE_ALGO');
  if (algorithm !== 1) fault('SIGNATURE_ALGO', '1 (ECDSA P-384 with SHA-384)', `${algorithm}`);
  requireReservedZero(raw, version);
  const flags = u32At(raw, 0x48, 'flags');
  const hasCpuid = version >= 3;
  return {
    version,
    guestSvn: u32At(raw, 4, 'GUEST_SVN'),
    policy: readPolicy(u64At(raw, 8, 'POLICY')),
    familyId: bytesAt(raw, 0x10, 16, 'FAMILY_ID'),
    imageId: bytesAt(raw, 0x20, 16, 'IMAGE_ID'),
    vmpl: u32At(raw, 0x30, 'VMPL'),
    currentTcb: bytesAt(raw, 0x38, 8, 'CURRENT_TCB'),
    platformInfo: readPlatformInfo(u64At(raw, 0x40, 'PLATFORM_INFO')),
    hasAuthorKey: (flags & 1) !== 0,
    isChipKeyMasked: (flags & 2) !== 0,
    signingKey: readSigningKey(flags),
    reportData: bytesAt(raw, 0x50, 64, 'REPORT_DATA'),
    measurement: bytesAt(raw, 0x90, 48, 'MEASUREMENT'),
    hostData: bytesAt(raw, 0xc0, 32, 'HOST_DATA'),
    idKeyDigest: bytesAt(raw, 0xe0, 48, 'ID_KEY_DIGEST'),
    authorKeyDigest: bytesAt(raw, 0x110, 48, 'AUTHOR_KEY_DIGEST'),
    reportId: bytesAt(raw, 0x140, 32, 'REPORT_ID'),
    reportIdMa: bytesAt(raw, 0x160, 32, 'REPORT_ID_MA'),
    reportedTcb: bytesAt(raw, 0x180, 8, 'REPORTED_TCB'),
    product: hasCpuid
      ? productOf(u8At(raw, 0x188, 'CPUID_FAM_ID'), u8At(raw, 0x189, 'CPUID_MOD_ID'))
      : undefined,
    stepping: hasCpuid ? u8At(raw, 0x18a, 'CPUID_STEP') : undefined,
    chipId: bytesAt(raw, 0x1a0, 64, 'CHIP_ID'),
    committedTcb: bytesAt(raw, 0x1e0, 8, 'COMMITTED_TCB'),
    currentFirmware: firmwareAt(raw, 0x1e8, 'CURRENT_BUILD'),
    committedFirmware: firmwareAt(raw, 0x1ec, 'COMMITTED_BUILD'),
    launchTcb: bytesAt(raw, 0x1f0, 8, 'LAUNCH_TCB'),
    launchMitigations: version >= 5 ? u64At(raw, 0x1f8, 'LAUNCH_MIT_VECTOR') : undefined,
    currentMitigations: version >= 5 ? u64At(raw, 0x200, 'CURRENT_MIT_VECTOR') : undefined,
    signed: bytesAt(raw, 0, signedLength, 'report'),
    signature: concatBytes(
      readNumber(raw, signedLength, 'SIGNATURE R'),
      readNumber(raw, signedLength + 72, 'SIGNATURE S'),
    ),
  };
}
