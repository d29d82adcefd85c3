// The report that Azure's paravisor leaves in the TPM at NV index 01400001: a hardware report, and
// the claims whose hash stands in it, the TPM's attestation key among them. Little-endian; behind
// the claims the index is zero. Only the hardware report is signed, and by its hash the claims:
// what surrounds them is read strictly and says nothing. Source: microsoft/openvmm,
// openhcl_attestation_protocol; sizes as in genuine reports of both versions.

import * as z from 'zod';
import { bytesAt, requireZero, u32At } from '../../encoding/byte-reader.ts';
import { readJson, readText } from '../../encoding/json.ts';
import { rsaSpki } from '../../encoding/spki.ts';
import { fault } from '../../examination.ts';
import { fromBase64Url, toHex, type Bytes } from '#enclave/protocol/index.ts';
import type { PublicKey } from '../../x509/algorithms.ts';

const magic = '48434c41';
/** Of an attestation key's certificate: the paravisor keeps what it once asked the host with. */
const requestType = 2;
const hardwareAt = 32;
const hardwareLength = 1184;
const dataAt = hardwareAt + hardwareLength;
const claimsAt = dataAt + 20;
const sha256Type = 1;
const reportTypes = { snp: 2, tdx: 4 } as const;
/** A TD report is shorter than the place for it. */
const reportLengths = { snp: hardwareLength, tdx: 1024 } as const;
export type HclKind = keyof typeof reportTypes;

const claimsSchema = z.object({
  keys: z.array(z.object({ kid: z.string(), kty: z.string(), e: z.string(), n: z.string() })),
  'vm-configuration': z.object({
    'console-enabled': z.boolean(),
    'secure-boot': z.boolean(),
    vmUniqueId: z.string().max(64),
  }),
});
type RuntimeClaims = z.output<typeof claimsSchema>;

/** What the paravisor says of the machine that it made. */
export interface AzureVm {
  readonly secureBoot: boolean;
  /** The serial console, which the host holds the other end of. */
  readonly console: boolean;
  readonly uniqueId: string;
}

export interface HclReport {
  /** An SEV-SNP report, or a TD report. */
  readonly hardware: Bytes;
  /** Exactly what the paravisor hashed. */
  readonly claims: Bytes;
  readonly keys: RuntimeClaims['keys'];
  readonly vm: AzureVm;
}

function requireWord(raw: Bytes, offset: number, accepted: readonly number[], field: string): void {
  const found = u32At(raw, offset, field);
  if (!accepted.includes(found)) fault(field, accepted.join(' or '), `${found}`);
}

function requireHeader(raw: Bytes, claimsLength: number): void {
  const signature = toHex(bytesAt(raw, 0, 4, 'signature'));
  if (signature !== magic) fault('signature', `${magic} (HCLA)`, signature);
  requireWord(raw, 4, [1, 2], 'version');
  requireWord(raw, 8, [claimsAt + claimsLength], 'report_size');
  requireWord(raw, 12, [requestType], 'request_type');
  requireZero(raw, 16, 16, 'status, reserved');
}

function requireData(raw: Bytes, kind: HclKind, claimsLength: number): void {
  requireWord(raw, dataAt, [claimsAt - dataAt + claimsLength], 'data_size');
  requireWord(raw, dataAt + 4, [1], 'data version');
  requireWord(raw, dataAt + 8, [reportTypes[kind]], 'report_type');
  requireWord(raw, dataAt + 12, [sha256Type], 'report_data_hash_type');
}

/** Reads one report of this kind that fills the bytes, zeros behind it. Throws ParseFault. */
export function readHclReport(raw: Bytes, kind: HclKind): HclReport {
  const length = u32At(raw, claimsAt - 4, 'variable_data_size');
  requireHeader(raw, length);
  requireData(raw, kind, length);
  const claims = bytesAt(raw, claimsAt, length, 'runtime claims');
  const end = claimsAt + length;
  requireZero(raw, end, raw.length - end, 'behind the runtime claims');
  const used = reportLengths[kind];
  requireZero(raw, hardwareAt + used, hardwareLength - used, 'behind the hardware report');
  const field = 'runtime claims';
  const read = readJson(claimsSchema, readText(claims, field), field);
  const vm = read['vm-configuration'];
  return {
    hardware: bytesAt(raw, hardwareAt, used, 'hardware report'),
    claims,
    keys: read.keys,
    vm: { secureBoot: vm['secure-boot'], console: vm['console-enabled'], uniqueId: vm.vmUniqueId },
  };
}

const keyName = 'HCLAkPub';

function numberOf(text: string, field: string): Bytes {
  return /^[A-Za-z0-9_-]+$/.test(text) && text.length % 4 !== 1
    ? fromBase64Url(text)
    : fault(field, 'base64url', text.slice(0, 16));
}

/** The TPM's key, which has to be there once: RSA of 2048 bits or more. Throws ParseFault. */
export function readAttestationKey({ keys }: HclReport): PublicKey {
  const [key, ...more] = keys.filter(({ kid }) => kid === keyName);
  if (key === undefined || more.length > 0) {
    return fault('keys', `one ${keyName}`, key === undefined ? 'none' : `${more.length + 1}`);
  }
  if (key.kty !== 'RSA') fault('kty', 'RSA', key.kty.slice(0, 16));
  const exponent = toHex(numberOf(key.e, 'e'));
  if (exponent !== '010001') fault('e', '010001', exponent.slice(0, 16));
  const modulus = numberOf(key.n, 'n');
  const bits = modulus.length * 8;
  if (bits < 2048 || bits > 4096 || (modulus[0] ?? 0) < 0x80) {
    fault('n', '2048 to 4096 bits', `${bits}`);
  }
  return { kind: 'rsa', bits, spki: rsaSpki(modulus, Uint8Array.of(1, 0, 1)) };
}
