// The report of a Keystone enclave: 1352 bytes, little-endian. Source: keystone-enclave/keystone,
// sdk `Report`.

import { bytesAt, u64At } from '../../encoding/byte-reader.ts';
import { fault } from '../../examination.ts';
import type { Bytes } from '#enclave/protocol/index.ts';

const reportLength = 1352;
const hashLength = 64;
const keyLength = 32;
const dataMax = 1024;
const dataAt = hashLength + 8;
const enclaveSignatureAt = dataAt + dataMax;
const monitorAt = enclaveSignatureAt + 64;
const monitorKeyAt = monitorAt + hashLength;
const monitorSignatureAt = monitorKeyAt + keyLength;
const deviceKeyAt = monitorSignatureAt + 64;

export interface KeystoneReport {
  readonly enclave: {
    readonly hash: Bytes;
    /**
     * As long as the report says, 1 to 1024 bytes; what stands behind it in the field nobody
     * signed.
     */
    readonly data: Bytes;
  };
  /** The security monitor. */
  readonly sm: {
    readonly hash: Bytes;
    readonly publicKey: Bytes;
  };
  readonly devPublicKey: Bytes;
}

/** A signature with what it covers. */
export interface Signed {
  readonly message: Bytes;
  readonly signature: Bytes;
}

export interface ReadReport {
  readonly report: KeystoneReport;
  readonly enclave: Signed;
  readonly sm: Signed;
}

/** Reads one report of exactly 1352 bytes. Throws ParseFault. */
export function readKeystoneReport(raw: Bytes): ReadReport {
  if (raw.length !== reportLength) fault('report', `${reportLength} bytes`, `${raw.length}`);
  const length = u64At(raw, hashLength, 'data_len');
  if (length < 1n || length > BigInt(dataMax)) fault('data_len', `1 to ${dataMax}`, `${length}`);
  const dataLength = Number(length);
  const at = (offset: number, size: number, field: string) => bytesAt(raw, offset, size, field);
  return {
    report: {
      enclave: {
        hash: at(0, hashLength, 'enclave hash'),
        data: at(dataAt, dataLength, 'enclave data'),
      },
      sm: {
        hash: at(monitorAt, hashLength, 'sm hash'),
        publicKey: at(monitorKeyAt, keyLength, 'sm public_key'),
      },
      devPublicKey: at(deviceKeyAt, keyLength, 'dev_public_key'),
    },
    enclave: {
      message: at(0, dataAt + dataLength, 'enclave'),
      signature: at(enclaveSignatureAt, 64, 'enclave signature'),
    },
    sm: {
      message: at(monitorAt, hashLength + keyLength, 'sm'),
      signature: at(monitorSignatureAt, 64, 'sm signature'),
    },
  };
}
