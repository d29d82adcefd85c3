// The attestation report of Hygon CSV, versions 1 and 2, little-endian. Source: Hygon csv-rs,
// `api::guest`. Version 1 is masked: every word is XORed with anonce, and the signature covers the
// masked words.

import { bytesAt, requireZero, u16At, u32At } from '../../encoding/byte-reader.ts';
import { fault } from '../../examination.ts';
import { equalBytes, utf8, type Bytes } from '#enclave/protocol/index.ts';
import { keyCertificateLength, signatureAt, usages } from './certificates.ts';

/** Reports travel as pages; a wrapper says which version stands in one. */
const pageLength = 4096;
const wrapperLength = 20 + pageLength;
const magic = utf8('ATTESTATION_EXT\0');

interface CsvPolicy {
  readonly noDebug: boolean;
  readonly noKeySharing: boolean;
  readonly encryptedState: boolean;
  readonly noSend: boolean;
  readonly domain: boolean;
  readonly csv: boolean;
  readonly csv3: boolean;
  readonly asidReuse: boolean;
  readonly hskVersion: number;
  readonly cekVersion: number;
  readonly apiMajor: number;
  readonly apiMinor: number;
}

export interface CsvReport {
  readonly version: 1 | 2;
  readonly userPubkeyDigest: Bytes;
  readonly vmId: Bytes;
  readonly vmVersion: Bytes;
  readonly reportData: Bytes;
  readonly mnonce: Bytes;
  readonly measure: Bytes;
  readonly policy: CsvPolicy;
  readonly sigUsage: number;
  readonly sigAlgo: number;
  /** Version 1 only. */
  readonly anonce: number | undefined;
  /** Version 2 only; five registers. */
  readonly build: number | undefined;
  readonly rtmrVersion: number | undefined;
  readonly rtmrs: readonly Bytes[] | undefined;
}

export interface ReadReport {
  readonly report: CsvReport;
  readonly signed: Bytes;
  /** r ‖ s, 64 bytes, big-endian. */
  readonly signature: Bytes;
  /** The PEK's certificate, unmasked. */
  readonly pek: Bytes;
}

function policyOf(word: number): CsvPolicy {
  const bit = (index: number) => ((word >>> index) & 1) === 1;
  return {
    noDebug: bit(0),
    noKeySharing: bit(1),
    encryptedState: bit(2),
    noSend: bit(3),
    domain: bit(4),
    csv: bit(5),
    csv3: bit(6),
    asidReuse: bit(7),
    hskVersion: (word >>> 8) & 15,
    cekVersion: (word >>> 12) & 15,
    apiMajor: (word >>> 16) & 255,
    apiMinor: word >>> 24,
  };
}

/** The fields that both versions begin with, unmasked. */
function commonOf(raw: Bytes) {
  return {
    userPubkeyDigest: bytesAt(raw, 0, 32, 'user_pubkey_digest'),
    vmId: bytesAt(raw, 32, 16, 'vm_id'),
    vmVersion: bytesAt(raw, 48, 16, 'vm_version'),
    reportData: bytesAt(raw, 64, 64, 'report_data'),
    mnonce: bytesAt(raw, 128, 16, 'mnonce'),
    measure: bytesAt(raw, 144, 32, 'measure'),
    policy: policyOf(u32At(raw, 176, 'policy')),
    sigUsage: u32At(raw, 180, 'sig_usage'),
    sigAlgo: u32At(raw, 184, 'sig_algo'),
  };
}

const unmasked = (bytes: Bytes, mask: Bytes): Bytes =>
  bytes.map((byte, index) => byte ^ (mask[index % 4] ?? 0));

/** Firmware masks the certificate too; what guests pass on is often clear already. */
function clearPek(pek: Bytes, mask: Bytes): Bytes {
  const isClear = u32At(pek, 0, 'PEK version') === 1 && u32At(pek, 8, 'PEK usage') === usages.PEK;
  return isClear ? pek : unmasked(pek, mask);
}

function readFirst(raw: Bytes): ReadReport {
  requireZero(raw, 2548, raw.length - 2548, 'reserved behind the report');
  const mask = bytesAt(raw, 188, 4, 'anonce');
  return {
    report: {
      version: 1,
      ...commonOf(unmasked(bytesAt(raw, 0, 188, 'report'), mask)),
      anonce: u32At(raw, 188, 'anonce'),
      build: undefined,
      rtmrVersion: undefined,
      rtmrs: undefined,
    },
    signed: bytesAt(raw, 0, 180, 'report'),
    signature: signatureAt(raw, 192, 'signature'),
    pek: clearPek(bytesAt(raw, 336, keyCertificateLength, 'PEK'), mask),
  };
}

function readSecond(raw: Bytes): ReadReport {
  requireZero(raw, 194, 14, 'reserved behind rtmr_version');
  requireZero(raw, 368, 656, 'reserved behind rtmr4');
  requireZero(raw, 3380, raw.length - 3380, 'reserved behind the report');
  const registers = [208, 240, 272, 304, 336];
  return {
    report: {
      version: 2,
      ...commonOf(raw),
      anonce: undefined,
      build: u32At(raw, 188, 'build'),
      rtmrVersion: u16At(raw, 192, 'rtmr_version'),
      rtmrs: registers.map((at, index) => bytesAt(raw, at, 32, `rtmr${index}`)),
    },
    signed: bytesAt(raw, 0, 1024, 'report'),
    signature: signatureAt(raw, 1024, 'signature'),
    pek: bytesAt(raw, 1168, keyCertificateLength, 'PEK'),
  };
}

/**
 * A report of version 1, bare (2548 bytes) or as a page, or either version in its wrapper. Serial
 * number and MAC behind the PEK's certificate are not read: nobody signs them, and the MAC's key
 * stands in the report. Throws ParseFault.
 */
export function readCsvReport(raw: Bytes): ReadReport {
  if (raw.length === 2548 || raw.length === pageLength) return readFirst(raw);
  if (raw.length !== wrapperLength) {
    return fault('report', `2548, ${pageLength} or ${wrapperLength} bytes`, `${raw.length}`);
  }
  const kind = bytesAt(raw, 0, 16, 'magic');
  const flags = u32At(raw, 16, 'flags');
  const page = raw.subarray(20);
  if (kind.every((byte) => byte === 0) && flags === 0) return readFirst(page);
  if (!equalBytes(kind, magic)) return fault('magic', 'ATTESTATION_EXT or zero', 'another');
  if (flags === 0) return readFirst(page);
  return flags === 1 ? readSecond(page) : fault('flags', '0 or 1', `${flags}`);
}
