// ECDSA quotes of Intel SGX and TDX, versions 3, 4 and 5, little-endian. Source: Intel SGX ECDSA
// Quote Library Reference, Intel TDX DCAP Quoting Library API; field names as there.

import { bytesAt, requireZero, u16At, u32At } from '../../encoding/byte-reader.ts';
import { fault } from '../../examination.ts';
import { toHex, type Bytes } from '#enclave/protocol/index.ts';

const headerLength = 48;
export const enclaveReportLength = 384;
const qeVendorIntel = '939a7233f79c4ca9940a0db3957f0607';

/** 384 bytes: of the enclave itself, or of the quoting enclave. */
export interface EnclaveReport {
  readonly cpuSvn: Bytes;
  readonly miscSelect: Bytes;
  readonly attributes: Bytes;
  readonly mrEnclave: Bytes;
  readonly mrSigner: Bytes;
  readonly configId: Bytes;
  readonly isvProdId: number;
  readonly isvSvn: number;
  readonly configSvn: number;
  readonly isvExtProdId: Bytes;
  readonly isvFamilyId: Bytes;
  readonly reportData: Bytes;
}

/** 584 bytes (TD 1.0) or 648 (TD 1.5). */
export interface TdReport {
  readonly teeTcbSvn: Bytes;
  readonly mrSeam: Bytes;
  readonly mrSignerSeam: Bytes;
  readonly seamAttributes: Bytes;
  readonly tdAttributes: Bytes;
  readonly xfam: Bytes;
  readonly mrTd: Bytes;
  readonly mrConfigId: Bytes;
  readonly mrOwner: Bytes;
  readonly mrOwnerConfig: Bytes;
  readonly rtmr: readonly Bytes[];
  readonly reportData: Bytes;
  /** TD 1.5 only: the TCB now, where `teeTcbSvn` is the one at launch. */
  readonly teeTcbSvn2: Bytes | undefined;
  readonly mrServiceTd: Bytes | undefined;
}

export type QuoteBody =
  | { readonly tee: 'SGX'; readonly report: EnclaveReport }
  | { readonly tee: 'TDX'; readonly report: TdReport };

export interface Quote {
  readonly version: 3 | 4 | 5;
  readonly userData: Bytes;
  readonly body: QuoteBody;
  /** Header, body descriptor and body. */
  readonly signed: Bytes;
  /** r ‖ s, big-endian. */
  readonly signature: Bytes;
  /** x ‖ y of the attestation key. */
  readonly attestationKey: Bytes;
  readonly qeReportBytes: Bytes;
  readonly qeReport: EnclaveReport;
  readonly qeSignature: Bytes;
  readonly qeAuthData: Bytes;
  /** PEM. */
  readonly pckChain: Bytes;
}

/** Source: Intel SDM volume 3D, REPORT structure. */
export function readEnclaveReport(raw: Bytes, field: string): EnclaveReport {
  const at = (offset: number, length: number, name: string) =>
    bytesAt(raw, offset, length, `${field} ${name}`);
  requireZero(raw, 20, 12, `${field} reserved at 20`);
  requireZero(raw, 96, 32, `${field} reserved at 96`);
  requireZero(raw, 160, 32, `${field} reserved at 160`);
  requireZero(raw, 262, 42, `${field} reserved at 262`);
  return {
    cpuSvn: at(0, 16, 'CPUSVN'),
    miscSelect: at(16, 4, 'MISCSELECT'),
    isvExtProdId: at(32, 16, 'ISVEXTPRODID'),
    attributes: at(48, 16, 'ATTRIBUTES'),
    mrEnclave: at(64, 32, 'MRENCLAVE'),
    mrSigner: at(128, 32, 'MRSIGNER'),
    configId: at(192, 64, 'CONFIGID'),
    isvProdId: u16At(raw, 256, 'ISVPRODID'),
    isvSvn: u16At(raw, 258, 'ISVSVN'),
    configSvn: u16At(raw, 260, 'CONFIGSVN'),
    isvFamilyId: at(304, 16, 'ISVFAMILYID'),
    reportData: at(320, 64, 'REPORTDATA'),
  };
}

function readTdReport(raw: Bytes, isVersion15: boolean): TdReport {
  const at = (offset: number, length: number, name: string) => bytesAt(raw, offset, length, name);
  return {
    teeTcbSvn: at(0, 16, 'TEE_TCB_SVN'),
    mrSeam: at(16, 48, 'MRSEAM'),
    mrSignerSeam: at(64, 48, 'MRSIGNERSEAM'),
    seamAttributes: at(112, 8, 'SEAMATTRIBUTES'),
    tdAttributes: at(120, 8, 'TDATTRIBUTES'),
    xfam: at(128, 8, 'XFAM'),
    mrTd: at(136, 48, 'MRTD'),
    mrConfigId: at(184, 48, 'MRCONFIGID'),
    mrOwner: at(232, 48, 'MROWNER'),
    mrOwnerConfig: at(280, 48, 'MROWNERCONFIG'),
    rtmr: [0, 1, 2, 3].map((index) => at(328 + 48 * index, 48, `RTMR${index}`)),
    reportData: at(520, 64, 'REPORTDATA'),
    teeTcbSvn2: isVersion15 ? at(584, 16, 'TEE_TCB_SVN_2') : undefined,
    mrServiceTd: isVersion15 ? at(600, 48, 'MRSERVICETD') : undefined,
  };
}

type BodyKind = 'enclave' | 'td10' | 'td15';
const bodyLengths = { enclave: enclaveReportLength, td10: 584, td15: 648 } as const;

interface BodyPlace {
  readonly kind: BodyKind;
  readonly offset: number;
}

/** Version 5 says what follows; versions 3 and 4 say it by version and TEE type. */
function placeOfBody(raw: Bytes, version: 3 | 4 | 5): BodyPlace {
  const tee = u32At(raw, 4, 'TEE type');
  if (version === 3) {
    // These bytes are reserved in version 3.
    return tee === 0
      ? { kind: 'enclave', offset: headerLength }
      : fault('reserved at 4', 'zero', `${tee}`);
  }
  if (tee !== 0 && tee !== 0x81) fault('TEE type', '0 (SGX) or 81h (TDX)', `0x${tee.toString(16)}`);
  if (version === 4) return { kind: tee === 0 ? 'enclave' : 'td10', offset: headerLength };
  const type = u16At(raw, 48, 'body type');
  const kind =
    ({ 1: 'enclave', 2: 'td10', 3: 'td15' } as const)[type] ??
    fault('body type', '1 to 3', `${type}`);
  if ((kind === 'enclave') !== (tee === 0))
    fault('body type', 'the one of the TEE type', `${type}`);
  const size = u32At(raw, 50, 'body size');
  if (size !== bodyLengths[kind]) fault('body size', `${bodyLengths[kind]}`, `${size}`);
  return { kind, offset: 54 };
}

function readVersion(raw: Bytes): 3 | 4 | 5 {
  const version = u16At(raw, 0, 'version');
  if (version === 3 || version === 4 || version === 5) return version;
  return fault('version', '3, 4 or 5', `${version}`);
}

interface QeData {
  readonly qeReportBytes: Bytes;
  readonly qeSignature: Bytes;
  readonly qeAuthData: Bytes;
  readonly pckChain: Bytes;
}

/** QE report, its signature, authentication data and the PCK chain, which fill `raw`. */
function readQeData(raw: Bytes): QeData {
  const authLength = u16At(raw, 448, 'QE authentication data');
  const at = 450 + authLength;
  const type = u16At(raw, at, 'certification data type');
  if (type !== 5) fault('certification data type', '5 (PCK chain)', `${type}`);
  const length = u32At(raw, at + 2, 'certification data');
  if (at + 6 + length !== raw.length)
    fault('certification data', `${raw.length - at - 6} bytes`, `${length}`);
  return {
    qeReportBytes: bytesAt(raw, 0, enclaveReportLength, 'QE report'),
    qeSignature: bytesAt(raw, 384, 64, 'QE report signature'),
    qeAuthData: bytesAt(raw, 450, authLength, 'QE authentication data'),
    pckChain: bytesAt(raw, at + 6, length, 'PCK chain'),
  };
}

/** From version 4 on, the same one level deeper: certification data of type 6. */
function unwrapQeData(raw: Bytes, version: number): Bytes {
  if (version === 3) return raw;
  const type = u16At(raw, 0, 'certification data type');
  if (type !== 6) fault('certification data type', '6 (QE report)', `${type}`);
  const length = u32At(raw, 2, 'certification data');
  if (length !== raw.length - 6)
    fault('certification data', `${raw.length - 6} bytes`, `${length}`);
  return raw.subarray(6);
}

/** Reads one quote; behind its declared length only zero padding may follow. Throws ParseFault. */
export function readQuote(raw: Bytes): Quote {
  const version = readVersion(raw);
  const keyType = u16At(raw, 2, 'attestation key type');
  if (keyType !== 2) fault('attestation key type', '2 (ECDSA P-256)', `${keyType}`);
  const vendor = toHex(bytesAt(raw, 12, 16, 'QE vendor id'));
  if (vendor !== qeVendorIntel) fault('QE vendor id', qeVendorIntel, vendor);
  const { kind, offset } = placeOfBody(raw, version);
  const end = offset + bodyLengths[kind];
  const bodyBytes = bytesAt(raw, offset, bodyLengths[kind], 'body');
  const length = u32At(raw, end, 'signature data length');
  const data = bytesAt(raw, end + 4, length, 'signature data');
  requireZero(raw, end + 4 + length, raw.length - end - 4 - length, 'behind the quote');
  const qe = readQeData(unwrapQeData(bytesAt(data, 128, data.length - 128, 'QE data'), version));
  return {
    version,
    userData: bytesAt(raw, 28, 20, 'user data'),
    body:
      kind === 'enclave'
        ? { tee: 'SGX', report: readEnclaveReport(bodyBytes, 'report') }
        : { tee: 'TDX', report: readTdReport(bodyBytes, kind === 'td15') },
    signed: bytesAt(raw, 0, end, 'quote'),
    signature: bytesAt(data, 0, 64, 'quote signature'),
    attestationKey: bytesAt(data, 64, 64, 'attestation key'),
    ...qe,
    qeReport: readEnclaveReport(qe.qeReportBytes, 'QE report'),
  };
}
