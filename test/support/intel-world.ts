// Intel SGX and TDX evidence made from test keys: root, platform authority, PCK, quoting enclave,
// quote, and the collateral that Intel's service would answer.

import { webcrypto } from 'node:crypto';
import { concatBytes, sha256, toHex, utf8, type Bytes } from '#enclave/protocol/index.ts';
import type { Anchor } from '#enclave/attestation/x509/path.ts';
import { integer, octetString, oid, sequence } from './der.ts';
import {
  anchorOf,
  ecdsa256,
  extension,
  issue,
  KeyUsageFlags,
  makeKey,
  now,
  revocationList,
  signRaw,
  type IssueOptions,
  type TestCertificate,
  type TestKey,
} from './test-pki.ts';

const crypto = webcrypto as Crypto;
const sgx = '1.2.840.113741.1.13.1';
const vendor = Buffer.from('939a7233f79c4ca9940a0db3957f0607', 'hex');

export const componentsOfTest = [5, 5, 2, 2, 3, 1, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0];
const pceSvnOfTest = 11;
export const fmspcOfTest = '00906ed50000';
const qeSigner = new Uint8Array(32).fill(0x8c);
const moduleSigner = new Uint8Array(48);
/** Module version 1.5, then microcode and the rest. */
export const teeTcbSvnOfTest = [5, 1, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
export const reportDataOfTest: Bytes = Uint8Array.from({ length: 64 }, (_, index) => 64 - index);

export type QuoteKind = 'sgx3' | 'sgx4' | 'sgx5' | 'tdx4' | 'tdx5-10' | 'tdx5-15';

export function pckExtension(
  components: readonly number[] = componentsOfTest,
  changes: Readonly<Record<string, Bytes>> = {},
): Bytes {
  const pair = (id: string, value: Bytes) => sequence(oid(id), value);
  const parts = [
    ...components.map((svn, index) => pair(`${sgx}.2.${index + 1}`, integer(svn))),
    pair(`${sgx}.2.17`, integer(pceSvnOfTest)),
    pair(`${sgx}.2.18`, octetString(Uint8Array.from(componentsOfTest))),
  ];
  const values: Record<string, Bytes> = {
    '1': octetString(new Uint8Array(16).fill(0x77)),
    '2': sequence(...parts),
    '3': octetString(new Uint8Array(2)),
    '4': octetString(Buffer.from(fmspcOfTest, 'hex')),
    '5': Uint8Array.of(0x0a, 1, 0),
    ...changes,
  };
  const present = Object.entries(values).filter(([, value]) => value.length > 0);
  return sequence(...present.map(([id, value]) => pair(`${sgx}.${id}`, value)));
}

function enclaveReport(reportData: Bytes, signer: Uint8Array, prodId: number, svn: number): Bytes {
  const report = new Uint8Array(384);
  const view = new DataView(report.buffer);
  report.set(componentsOfTest, 0);
  report.set([0x15], 48);
  report.set([0xe7], 56);
  report.fill(0xe1, 64, 96);
  report.set(signer, 128);
  view.setUint16(256, prodId, true);
  view.setUint16(258, svn, true);
  report.set(reportData, 320);
  return report;
}

function tdReport(isVersion15: boolean): Bytes {
  const report = new Uint8Array(isVersion15 ? 648 : 584);
  report.set(teeTcbSvnOfTest, 0);
  report.fill(0xa1, 16, 64);
  report.set(moduleSigner, 64);
  // SEPT_VE_DISABLE.
  report.set([0, 0, 0, 0x10], 120);
  report.set([0xe7], 128);
  report.fill(0xb2, 136, 184);
  for (const index of [0, 1, 2, 3]) report.fill(0xc0 + index, 328 + 48 * index, 376 + 48 * index);
  report.set(reportDataOfTest, 520);
  if (isVersion15) report.set(teeTcbSvnOfTest, 584);
  return report;
}

export const isTdx = (kind: QuoteKind) => kind.startsWith('tdx');

export function blankBody(kind: QuoteKind): Bytes {
  return isTdx(kind)
    ? tdReport(kind === 'tdx5-15')
    : enclaveReport(reportDataOfTest, new Uint8Array(32).fill(0x51), 3, 4);
}

export function blankHeader(kind: QuoteKind): Bytes {
  const version = kind.startsWith('tdx5') || kind === 'sgx5' ? 5 : kind === 'sgx3' ? 3 : 4;
  const header = new Uint8Array(version === 5 ? 54 : 48);
  const view = new DataView(header.buffer);
  view.setUint16(0, version, true);
  view.setUint16(2, 2, true);
  view.setUint32(4, isTdx(kind) ? 0x81 : 0, true);
  header.set(vendor, 12);
  if (version === 5) {
    const type = { sgx5: 1, 'tdx5-10': 2, 'tdx5-15': 3 }[kind as 'sgx5' | 'tdx5-10' | 'tdx5-15'];
    view.setUint16(48, type, true);
    view.setUint32(50, blankBody(kind).length, true);
  }
  return header;
}

const word = (value: number, length: 2 | 4) =>
  Uint8Array.from({ length }, (_, index) => (value >> (8 * index)) & 255);

const pem = (bytes: Bytes) =>
  `-----BEGIN CERTIFICATE-----\n${Buffer.from(bytes)
    .toString('base64')
    .replace(/(.{64})/g, '$1\n')}\n-----END CERTIFICATE-----\n`;

/**
 * What a quote is made of; each part can be twisted and everything after it is signed over the
 * twist.
 */
export interface QuoteParts {
  readonly header: Bytes;
  readonly body: Bytes;
  readonly qeReport: (reportData: Bytes) => Bytes;
  readonly qeAuthData: Bytes;
  readonly chain: readonly TestCertificate[];
  readonly attestationKey: TestKey;
  readonly pckKey: TestKey;
  readonly certificationType: number;
  readonly padding: number;
}

export const goodQeReport = (reportData: Bytes) => enclaveReport(reportData, qeSigner, 1, 8);

async function pointOf({ pair }: TestKey): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)).slice(1);
}

export async function makeQuote(parts: QuoteParts): Promise<Bytes> {
  const { header, body, qeAuthData, attestationKey, pckKey } = parts;
  const point = await pointOf(attestationKey);
  const bound = concatBytes(sha256(concatBytes(point, qeAuthData)), new Uint8Array(32));
  const qeReport = parts.qeReport(bound);
  const chain = utf8(parts.chain.map(({ der }) => pem(der)).join(''));
  const qe = concatBytes(
    qeReport,
    await signRaw(pckKey, qeReport),
    word(qeAuthData.length, 2),
    qeAuthData,
    word(parts.certificationType, 2),
    word(chain.length, 4),
    chain,
  );
  const isVersion3 = header[0] === 3;
  const wrapped = isVersion3 ? qe : concatBytes(word(6, 2), word(qe.length, 4), qe);
  const signed = concatBytes(header, body);
  const data = concatBytes(await signRaw(attestationKey, signed), point, wrapped);
  return concatBytes(signed, word(data.length, 4), data, new Uint8Array(parts.padding));
}

type Json = Record<string, unknown>;
const iso = (days: number) =>
  new Date((now + days * 86_400) * 1000).toISOString().replace('.000Z', 'Z');
const levelsOf = (
  ...svns: readonly (readonly [svn: number, status: string, advisories?: readonly string[]])[]
) =>
  svns.map(([isvsvn, tcbStatus, advisoryIDs]) => ({
    tcb: { isvsvn },
    tcbDate: iso(-60),
    tcbStatus,
    ...(advisoryIDs === undefined ? {} : { advisoryIDs }),
  }));

export const lowered = (components: readonly number[], index: number, by = 1) =>
  components.map((svn, at) => (at === index ? svn - by : svn));
const components = (svns: readonly number[]) => svns.map((svn) => ({ svn }));

export interface TcbLevelSpec {
  readonly sgx: readonly number[];
  readonly tdx?: readonly number[];
  readonly pce?: number;
  readonly status: string;
  readonly advisories?: readonly string[];
}

export function tcbInfoOf(isForTdx: boolean, levels?: readonly TcbLevelSpec[]): Json {
  const all = levels ?? [
    { sgx: componentsOfTest, tdx: teeTcbSvnOfTest, status: 'UpToDate' },
    {
      sgx: lowered(componentsOfTest, 0),
      tdx: lowered(teeTcbSvnOfTest, 2),
      status: 'OutOfDate',
      advisories: ['INTEL-SA-00001'],
    },
  ];
  const module = {
    mrsigner: toHex(moduleSigner),
    attributes: '00'.repeat(8),
    attributesMask: 'FF'.repeat(8),
  };
  return {
    id: isForTdx ? 'TDX' : 'SGX',
    version: 3,
    issueDate: iso(-5),
    nextUpdate: iso(20),
    fmspc: fmspcOfTest.toUpperCase(),
    pceId: '0000',
    tcbType: 0,
    tcbEvaluationDataNumber: 17,
    ...(isForTdx
      ? {
          tdxModule: module,
          tdxModuleIdentities: [
            {
              id: 'TDX_01',
              ...module,
              tcbLevels: levelsOf([5, 'UpToDate'], [2, 'OutOfDate', ['INTEL-SA-00002']]),
            },
          ],
        }
      : {}),
    tcbLevels: all.map(({ sgx: svns, tdx, pce = pceSvnOfTest, status, advisories }) => ({
      tcb: {
        sgxtcbcomponents: components(svns),
        pcesvn: pce,
        ...(isForTdx ? { tdxtcbcomponents: components(tdx ?? teeTcbSvnOfTest) } : {}),
      },
      tcbDate: iso(-60),
      tcbStatus: status,
      ...(advisories === undefined ? {} : { advisoryIDs: advisories }),
    })),
  };
}

export function qeIdentityOf(isForTdx: boolean): Json {
  return {
    id: isForTdx ? 'TD_QE' : 'QE',
    version: 2,
    issueDate: iso(-5),
    nextUpdate: iso(20),
    tcbEvaluationDataNumber: 17,
    miscselect: '00000000',
    miscselectMask: 'FFFFFFFF',
    attributes: '11000000000000000000000000000000',
    attributesMask: 'FBFFFFFFFFFFFFFF0000000000000000',
    mrsigner: toHex(qeSigner).toUpperCase(),
    isvprodid: 1,
    tcbLevels: levelsOf([8, 'UpToDate'], [6, 'OutOfDate', ['INTEL-SA-00003']]),
  };
}

/** As the service answers; `inner` is signed as it is written here, or as `respelt` writes it. */
export async function statementOf(
  name: string,
  inner: Json,
  key: TestKey,
  respelt = (text: string) => text,
): Promise<Bytes> {
  const text = respelt(JSON.stringify(inner));
  const signature = await signRaw(key, utf8(text));
  return utf8(`{"${name}":${text},"signature":"${toHex(signature)}"}`);
}

export interface IntelWorld {
  readonly kind: QuoteKind;
  readonly root: TestCertificate;
  readonly platformCa: TestCertificate;
  readonly pck: TestCertificate;
  readonly signer: TestCertificate;
  readonly parts: QuoteParts;
  readonly tcbInfo: Bytes;
  readonly qeIdentity: Bytes;
  readonly rootList: Bytes;
  readonly pckList: Bytes;
  readonly anchors: { readonly intel: Anchor };
  readonly raw: Bytes;
  readonly endorsements: readonly Bytes[];
  readonly reissuePck: (changes: Partial<IssueOptions>) => Promise<TestCertificate>;
}

export async function makeIntelWorld(kind: QuoteKind): Promise<IntelWorld> {
  const [rootKey, caKey, pckKey, signerKey, attestationKey] = (await Promise.all(
    Array.from({ length: 5 }, () => makeKey(ecdsa256)),
  )) as [TestKey, TestKey, TestKey, TestKey, TestKey];
  const usages = KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign;
  const authority = { isCa: true, usages };
  const signing = { isCa: false, usages: KeyUsageFlags.digitalSignature };
  const root = await issue({
    name: 'CN=Intel SGX Root CA, O=Intel',
    key: rootKey,
    pathLength: 1,
    ...authority,
  });
  const platformCa = await issue({
    name: 'CN=Intel SGX PCK Platform CA, O=Intel',
    key: caKey,
    issuer: root,
    serial: '0a01',
    pathLength: 0,
    ...authority,
  });
  const reissuePck = (changes: Partial<IssueOptions>) =>
    issue({
      name: 'CN=Intel SGX PCK Certificate, O=Intel',
      key: pckKey,
      issuer: platformCa,
      serial: '0b01',
      ...signing,
      extensions: [extension(sgx, pckExtension())],
      ...changes,
    });
  const pck = await reissuePck({});
  const signer = await issue({
    name: 'CN=Intel SGX TCB Signing, O=Intel',
    key: signerKey,
    issuer: root,
    serial: '0c01',
    ...signing,
  });
  const parts: QuoteParts = {
    header: blankHeader(kind),
    body: blankBody(kind),
    qeReport: goodQeReport,
    qeAuthData: Uint8Array.from({ length: 32 }, (_, index) => index),
    chain: [pck, platformCa, root],
    attestationKey,
    pckKey,
    certificationType: 5,
    padding: 0,
  };
  const tcbInfo = await statementOf('tcbInfo', tcbInfoOf(isTdx(kind)), signerKey);
  const qeIdentity = await statementOf('enclaveIdentity', qeIdentityOf(isTdx(kind)), signerKey);
  const rootList = await revocationList(root);
  const pckList = await revocationList(platformCa);
  return {
    kind,
    root,
    platformCa,
    pck,
    signer,
    parts,
    tcbInfo,
    qeIdentity,
    rootList,
    pckList,
    anchors: { intel: await anchorOf(root) },
    raw: await makeQuote(parts),
    endorsements: [tcbInfo, qeIdentity, signer.der, root.der, rootList, pckList],
    reissuePck,
  };
}
