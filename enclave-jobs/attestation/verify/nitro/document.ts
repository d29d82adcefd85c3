// The payload of a Nitro attestation document: strict, every field with AWS's own limits.
// Source: AWS Nitro Enclaves, Verifying the root of trust; AWS Nitro System API for NitroTPM.

import { arrayOf, byteStringOf, integerOf, mapOf, readCbor, textOf } from '../../encoding/cbor.ts';
import { fault } from '../../examination.ts';
import type { Bytes } from '#enclave/protocol/index.ts';

export type NitroKind = 'nitro-enclave' | 'nitro-tpm';

export interface NitroDocument {
  readonly kind: NitroKind;
  readonly moduleId: string;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  /** By index. */
  readonly pcrs: ReadonlyMap<number, Bytes>;
  readonly certificate: Bytes;
  /** Root first. */
  readonly cabundle: readonly Bytes[];
  readonly publicKey: Bytes | undefined;
  readonly userData: Bytes | undefined;
  readonly nonce: Bytes | undefined;
}

const known = [
  'module_id',
  'digest',
  'timestamp',
  'pcrs',
  'nitrotpm_pcrs',
  'certificate',
  'cabundle',
  'public_key',
  'user_data',
  'nonce',
];
const pcrLengths = [32, 48, 64];
const optionalMax = 1024;
const certificateMax = 1024;
/** The end of the year 9999. */
const latest = 253_402_300_799_999;

function readPcrs(value: unknown, field: string): ReadonlyMap<number, Bytes> {
  const entries = [...mapOf(value, field)].map(([key, pcr]) => {
    const index = integerOf(key, field);
    if (index < 0 || index > 31) fault(field, 'indexes 0 to 31', `${index}`);
    const bytes = byteStringOf(pcr, `PCR${index}`);
    if (!pcrLengths.includes(bytes.length))
      fault(`PCR${index}`, '32, 48 or 64 bytes', `${bytes.length}`);
    return [index, bytes] as const;
  });
  if (entries.length === 0 || entries.length > 32) fault(field, '1 to 32', `${entries.length}`);
  return new Map(entries);
}

function optional(value: unknown, field: string): Bytes | undefined {
  return value === undefined || value === null
    ? undefined
    : byteStringOf(value, field, 0, optionalMax);
}

/** Throws ParseFault. */
export function readNitroDocument(payload: Bytes): NitroDocument {
  // Hypervisors since 2025 write the map without a length. What is read is signed, however it is
  // spelt.
  const fields = mapOf(readCbor(payload, 'payload', 'streaming'), 'payload');
  const foreign = [...fields.keys()].find((key) => typeof key !== 'string' || !known.includes(key));
  if (foreign !== undefined) fault('payload', 'known fields', 'another');
  const digest = textOf(fields.get('digest'), 'digest');
  if (digest !== 'SHA384') fault('digest', 'SHA384', digest.slice(0, 16));
  const kind = fields.has('nitrotpm_pcrs') ? 'nitro-tpm' : 'nitro-enclave';
  if (kind === 'nitro-tpm' && fields.has('pcrs')) fault('pcrs', 'one set of PCRs', 'two');
  const moduleId = textOf(fields.get('module_id'), 'module_id');
  if (moduleId === '') fault('module_id', 'a name', 'nothing');
  const timestamp = integerOf(fields.get('timestamp'), 'timestamp');
  if (timestamp <= 0 || timestamp > latest)
    fault('timestamp', 'milliseconds since 1970', `${timestamp}`);
  const cabundle = arrayOf(fields.get('cabundle'), 'cabundle');
  if (cabundle.length === 0) fault('cabundle', 'certificates', 'none');
  return {
    kind,
    moduleId,
    timestamp,
    pcrs: readPcrs(fields.get(kind === 'nitro-tpm' ? 'nitrotpm_pcrs' : 'pcrs'), 'pcrs'),
    certificate: byteStringOf(fields.get('certificate'), 'certificate', 1, certificateMax),
    cabundle: cabundle.map((one) => byteStringOf(one, 'cabundle', 1, certificateMax)),
    publicKey: optional(fields.get('public_key'), 'public_key'),
    userData: optional(fields.get('user_data'), 'user_data'),
    nonce: optional(fields.get('nonce'), 'nonce'),
  };
}
