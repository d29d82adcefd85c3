// Confidential VMs on Azure made from test keys: hardware, the paravisor's report, and its TPM with
// a certified key.

import { createHash, webcrypto } from 'node:crypto';
import { concatBytes, hashOf, utf8, type Bytes } from '#enclave/protocol/index.ts';
import type { CertificateAnchor } from '#enclave/attestation/anchors/azure.ts';
import { makeIntelWorld, makeQuote, type IntelWorld } from './intel-world.ts';
import { authority } from './nitro-world.ts';
import { blankReport, makeSnpWorld, signReport, type SnpWorld } from './snp-world.ts';
import {
  ecdsa384,
  issue,
  KeyUsageFlags,
  makeKey,
  rsaPss,
  type TestCertificate,
} from './test-pki.ts';
import {
  makeTpmKey,
  makeTpmQuote,
  sized,
  u32,
  type QuoteChanges,
  type TpmTestKey,
} from './tpm-world.ts';

type Json = Record<string, unknown>;

const word = (value: number): Bytes =>
  Uint8Array.of(value & 255, (value >> 8) & 255, (value >> 16) & 255, value >>> 24);

export const hardwareAt = 32;
export const dataAt = hardwareAt + 1184;
export const claimsAt = dataAt + 20;
/** As much as the TPM's index holds. */
const indexLength = 2600;

export async function jwkOf({ pair }: TpmTestKey, kid: string): Promise<Json> {
  const { n, e } = await webcrypto.subtle.exportKey('jwk', pair.publicKey);
  return { kid, key_ops: ['sign'], kty: 'RSA', e, n };
}

export const machineOfTest = {
  'console-enabled': true,
  'root-cert-thumbprint': '',
  'secure-boot': true,
  'tpm-enabled': true,
  'tpm-persisted': true,
  vmUniqueId: 'D6DA8E8D-5410-4716-A0C7-2FA91EA4A866',
};

export interface AzureChanges {
  readonly claims?: Json | string;
  readonly reportData?: Bytes;
  /** Changes the report of SNP before it is signed. */
  readonly report?: (report: Bytes) => void;
  /** Changes the report of TDX inside the HCL report, not the quote. */
  readonly tdReport?: (report: Bytes) => void;
  readonly hcl?: (hcl: Bytes) => Bytes;
  readonly quote?: QuoteChanges;
}

interface Common {
  readonly key: TpmTestKey;
  readonly claims: Json;
  readonly ak: {
    readonly root: TestCertificate;
    readonly issuer: TestCertificate;
    readonly leaf: TestCertificate;
  };
  readonly raw: Bytes;
  readonly endorsements: readonly Bytes[];
}

export interface AzureSnpWorld extends Common {
  readonly hardware: SnpWorld;
  readonly anchors: { readonly amd: SnpWorld['anchors']; readonly azure: CertificateAnchor };
}

export interface AzureTdxWorld extends Common {
  readonly hardware: IntelWorld;
  readonly anchors: {
    readonly intel: IntelWorld['anchors']['intel'];
    readonly azure: CertificateAnchor;
  };
}

const claimsBytes = (claims: Json | string) =>
  utf8(typeof claims === 'string' ? claims : JSON.stringify(claims));

const reportDataOf = (claims: Bytes) =>
  concatBytes(new Uint8Array(createHash('sha256').update(claims).digest()), new Uint8Array(32));

/** As the paravisor writes it into the TPM. */
function hclReport(type: number, hardware: Bytes, claims: Bytes): Bytes {
  const report = concatBytes(
    utf8('HCLA'),
    word(2),
    word(claimsAt + claims.length),
    word(2),
    new Uint8Array(16),
    hardware,
    new Uint8Array(1184 - hardware.length),
    word(20 + claims.length),
    word(1),
    word(type),
    word(1),
    word(claims.length),
    claims,
  );
  return concatBytes(report, new Uint8Array(Math.max(0, indexLength - report.length)));
}

const same = (bytes: Bytes): Bytes => bytes;

export async function azureSnpRaw(
  { hardware, key, claims }: Pick<AzureSnpWorld, 'hardware' | 'key' | 'claims'>,
  changes: AzureChanges = {},
): Promise<Bytes> {
  const bytes = claimsBytes(changes.claims ?? claims);
  const blank = blankReport(hardware.options);
  blank.set(changes.reportData ?? reportDataOf(bytes), 0x50);
  changes.report?.(blank);
  const hcl = hclReport(2, await signReport(blank, hardware.leaf.key), bytes);
  return concatBytes(sized((changes.hcl ?? same)(hcl)), await makeTpmQuote(key, changes.quote));
}

/** TDREPORT_STRUCT as the module would fill it in for this body of a quote. */
function tdReportOf(body: Bytes): Bytes {
  const report = new Uint8Array(1024);
  report[0] = 0x81;
  report.set(body.subarray(520, 584), 128);
  report.fill(0x77, 224, 256);
  report.set(body.subarray(0, 120), 264);
  report.set(body.subarray(120, 520), 512);
  return report;
}

export async function azureTdxRaw(
  { hardware, key, claims }: Pick<AzureTdxWorld, 'hardware' | 'key' | 'claims'>,
  changes: AzureChanges = {},
): Promise<Bytes> {
  const bytes = claimsBytes(changes.claims ?? claims);
  const body = hardware.parts.body.slice();
  body.set(changes.reportData ?? reportDataOf(bytes), 520);
  const report = tdReportOf(body);
  changes.tdReport?.(report);
  const hcl = (changes.hcl ?? same)(hclReport(4, report, bytes));
  const quote = await makeQuote({ ...hardware.parts, body });
  const tpm = await makeTpmQuote(key, changes.quote);
  return concatBytes(sized(hcl), u32(quote.length), quote, tpm);
}

export const akLeaf = {
  name: 'CN=vtpm.test',
  isCa: false,
  usages: KeyUsageFlags.digitalSignature,
} as const;

async function common() {
  const key = await makeTpmKey('RSASSA');
  const keys = [await jwkOf(key, 'HCLAkPub'), await jwkOf(await makeTpmKey('RSASSA'), 'HCLEkPub')];
  const claims = { keys, 'vm-configuration': machineOfTest, 'user-data': '' };
  const [rootKey, issuerKey] = await Promise.all([makeKey(ecdsa384), makeKey(ecdsa384)]);
  const root = await issue({ name: 'CN=Azure TPM root', key: rootKey, ...authority });
  const name = 'CN=Azure TPM issuer';
  const issuer = await issue({ name, key: issuerKey, issuer: root, ...authority });
  const leaf = await issue({ ...akLeaf, key: { algorithm: rsaPss, pair: key.pair }, issuer });
  const azure = { name: 'Azure TPM root', certificateHash: hashOf(root.der) };
  const certificates = [leaf.der, issuer.der, root.der];
  return { key, claims, ak: { root, issuer, leaf }, azure, certificates };
}

export async function makeAzureSnpWorld(): Promise<AzureSnpWorld> {
  const { azure, certificates, ...shared } = await common();
  const hardware = await makeSnpWorld({ version: 3, product: 'Milan', kind: 'VCEK' });
  const raw = await azureSnpRaw({ hardware, ...shared });
  const endorsements = [...hardware.endorsements, ...certificates];
  return { ...shared, hardware, anchors: { amd: hardware.anchors, azure }, raw, endorsements };
}

export async function makeAzureTdxWorld(): Promise<AzureTdxWorld> {
  const { azure, certificates, ...shared } = await common();
  const hardware = await makeIntelWorld('tdx4');
  const raw = await azureTdxRaw({ hardware, ...shared });
  const endorsements = [...hardware.endorsements, ...certificates];
  return { ...shared, hardware, anchors: { ...hardware.anchors, azure }, raw, endorsements };
}
