// AMD SEV-SNP evidence made from test keys: root, authority, chip key, report, revocation list.

import { concatBytes, type Bytes } from '#enclave/protocol/index.ts';
import type { AmdRoots, SnpProduct } from '#enclave/attestation/anchors/amd.ts';
import {
  anchorOf,
  ecdsa384,
  extension,
  issue,
  KeyUsageFlags,
  makeKey,
  revocationList,
  rsaPss,
  signRaw,
  type IssueOptions,
  type TestCertificate,
  type TestKey,
} from './test-pki.ts';

const amd = '1.3.6.1.4.1.3704.1';
const integer = (value: number) => Uint8Array.of(2, 1, value);
const ia5 = (text: string) => concatBytes(Uint8Array.of(0x16, text.length), Buffer.from(text));

export interface SnpOptions {
  readonly version: number;
  readonly product: SnpProduct;
  readonly kind: 'VCEK' | 'VLEK';
}

const cpuid = { Milan: [0x19, 0x01], Genoa: [0x19, 0x11], Turin: [0x1a, 0x02] } as const;
const common = { Milan: 'Milan-B0', Genoa: 'Genoa', Turin: 'Turin-B1' } as const;
/** fmc (Turin), bootloader, tee, snp, microcode, in the product's own places. */
const tcbs: Readonly<Record<SnpProduct, Bytes>> = {
  Milan: Uint8Array.of(3, 0, 0, 0, 0, 0, 20, 72),
  Genoa: Uint8Array.of(9, 0, 0, 0, 0, 0, 22, 74),
  Turin: Uint8Array.of(1, 1, 0, 4, 0, 0, 0, 80),
};
export const chipId: Bytes = Uint8Array.from({ length: 64 }, (_, index) => index + 1);
export const reportDataOfTest: Bytes = Uint8Array.from({ length: 64 }, (_, index) => 255 - index);

/** A report as firmware would fill it in, unsigned. */
export function blankReport({ version, product, kind }: SnpOptions): Bytes {
  const report = new Uint8Array(1184);
  const view = new DataView(report.buffer);
  view.setUint32(0, version, true);
  view.setUint32(4, 7, true);
  // SMT, the bit that is always one, ABI 1.55.
  view.setBigUint64(8, 0x30137n, true);
  view.setUint32(0x34, 1, true);
  view.setBigUint64(0x40, 0x25n, true);
  view.setUint32(0x48, kind === 'VLEK' ? 4 : 0, true);
  report.set(reportDataOfTest, 0x50);
  report.fill(0xab, 0x90, 0xc0);
  report.fill(0xcd, 0xc0, 0xe0);
  report.fill(0x11, 0x140, 0x160);
  report.fill(0xff, 0x160, 0x180);
  for (const at of [0x38, 0x180, 0x1e0, 0x1f0]) report.set(tcbs[product], at);
  if (version >= 3) report.set([...cpuid[product], 1], 0x188);
  report.set(product === 'Turin' ? chipId.subarray(0, 8) : chipId, 0x1a0);
  report.set([5, 55, 1], 0x1e8);
  report.set([4, 55, 1], 0x1ec);
  if (version >= 5) view.setBigUint64(0x1f8, 3n, true);
  return report;
}

export async function signReport(report: Bytes, key: TestKey): Promise<Bytes> {
  const signature = await signRaw(key, report.slice(0, 0x2a0));
  const out = report.slice();
  out.set(signature.slice(0, 48).reverse(), 0x2a0);
  out.set(signature.slice(48).reverse(), 0x2a0 + 72);
  return out;
}

export interface SnpWorld {
  readonly options: SnpOptions;
  readonly root: TestCertificate;
  readonly authority: TestCertificate;
  readonly leaf: TestCertificate;
  readonly list: Bytes;
  readonly anchors: AmdRoots;
  readonly raw: Bytes;
  readonly endorsements: readonly Bytes[];
  /** The leaf again with something else in it. */
  readonly reissue: (changes: Partial<IssueOptions>) => Promise<TestCertificate>;
}

/** What KDS writes into a key certificate. */
export function keyExtensions(
  { product, kind }: SnpOptions,
  changes: Readonly<Record<string, Bytes>> = {},
) {
  const [first = 0, second = 0, third = 0, fourth = 0] = tcbs[product];
  const isTurin = product === 'Turin';
  const values: Record<string, Bytes> = {
    '1': integer(1),
    '2': ia5(common[product]),
    '3.1': integer(isTurin ? second : first),
    '3.2': integer(isTurin ? third : second),
    '3.3': integer(isTurin ? fourth : (tcbs[product][6] ?? 0)),
    '3.8': integer(tcbs[product][7] ?? 0),
    ...(isTurin ? { '3.9': integer(first) } : {}),
    ...(kind === 'VCEK'
      ? { '4': isTurin ? chipId.slice(0, 8) : chipId }
      : { '5': ia5('Cloud of tests') }),
    ...changes,
  };
  return Object.entries(values)
    .filter(([, value]) => value.length > 0)
    .map(([id, value]) => extension(`${amd}.${id}`, value));
}

export async function makeSnpWorld(options: SnpOptions): Promise<SnpWorld> {
  const { product, kind } = options;
  const [rootKey, authorityKey, leafKey] = await Promise.all([
    makeKey(rsaPss),
    makeKey(rsaPss),
    makeKey(ecdsa384),
  ]);
  const usages: number = KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign;
  const root = await issue({
    name: `CN=ARK-${product}, O=Advanced Micro Devices`,
    key: rootKey,
    isCa: true,
    usages,
  });
  const authorityName = kind === 'VCEK' ? `SEV-${product}` : `SEV-VLEK-${product}`;
  const authority = await issue({
    name: `CN=${authorityName}, O=Advanced Micro Devices`,
    key: authorityKey,
    issuer: root,
    serial: '010001',
    isCa: true,
    pathLength: 0,
    usages,
  });
  const reissue = (changes: Partial<IssueOptions>) =>
    issue({
      name: `CN=SEV-${kind}, O=Advanced Micro Devices`,
      key: leafKey,
      issuer: authority,
      serial: '00',
      extensions: keyExtensions(options),
      ...changes,
    });
  const leaf = await reissue({});
  const list = await revocationList(root);
  const anchor = await anchorOf(root);
  return {
    options,
    root,
    authority,
    leaf,
    list,
    anchors: { Milan: anchor, Genoa: anchor, Turin: anchor },
    raw: await signReport(blankReport(options), leafKey),
    endorsements: [leaf.der, authority.der, root.der, list],
    reissue,
  };
}
