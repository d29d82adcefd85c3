// Which format raw bytes look like, to spare people a choice. A guess decides nothing: the verifier
// of the format that was chosen refuses what is none.

import { utf8, type Bytes } from '../../protocol/index.ts';
import type { HardwareFormat } from './hardware.ts';

const startsWith = (raw: Bytes, ...bytes: readonly number[]) =>
  bytes.every((byte, index) => raw[index] === byte);

const holds = (raw: Bytes, text: string): boolean => {
  const wanted = utf8(text);
  return raw.some((_, at) => wanted.every((code, index) => raw[at + index] === code));
};

const keystoneLength = 1352;
const snpLength = 1184;
/** Everything before the certificate. */
const hyperEnclaveLeast = 775;
/**
 * Behind the length of two bytes: the HCL report's header, hardware report, and two words of the
 * next header.
 */
const azureTypeOffset = 2 + 32 + 1184 + 8;
const azureTdx = 4;

/** Undefined if it looks like nothing that is known. */
export function guessFormat(raw: Bytes): HardwareFormat | undefined {
  const [version = 0] = raw;
  // Version 1, signed as HyperEnclave does. Some are as long as a Keystone report.
  if (raw.length > hyperEnclaveLeast && startsWith(raw, 1, 0, 4, 0)) return 'hyperenclave';
  if (raw.length === snpLength && version >= 2 && version <= 5) return 'sev-snp';
  if (raw.length === keystoneLength) return 'keystone';
  if (version >= 3 && version <= 5 && startsWith(raw.subarray(1), 0)) {
    if (startsWith(raw.subarray(4), 0, 0, 0, 0)) return 'sgx-dcap';
    if (startsWith(raw.subarray(4), 0x81, 0, 0, 0)) return 'tdx';
  }
  if (startsWith(raw.subarray(2), 0xff, 0x54, 0x43, 0x47)) return 'tpm2';
  if (startsWith(raw, 0xd9, 0x01, 0x8f) || startsWith(raw, 0xd9, 0x03, 0x8b)) return 'arm-cca';
  if (startsWith(raw.subarray(2), 0x48, 0x43, 0x4c, 0x41)) {
    return raw[azureTypeOffset] === azureTdx ? 'azure-tdx-vtpm' : 'azure-snp-vtpm';
  }
  const isNitro = holds(raw, 'module_id') && holds(raw, 'cabundle');
  if (isNitro) return holds(raw, 'nitrotpm_pcrs') ? 'nitro-tpm' : 'nitro-enclave';
  if (startsWith(raw, 0xd2, 0x84)) return 'psa';
  return raw.length >= 2548 && raw.length <= 8192 ? 'hygon-csv' : undefined;
}
