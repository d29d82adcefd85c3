// HyperEnclave quotes made from test keys: an authority, a TPM, a hypervisor and an enclave.

import { concatBytes, fromHex, utf8, type Bytes } from '#enclave/protocol/index.ts';
import type { Anchor } from '#enclave/attestation/x509/path.ts';
import { der } from './der.ts';
import {
  basicConstraints,
  issueSm2,
  keyUsage,
  sm2Spki,
  type Sm2Extension,
  type Sm2Options,
} from './sm2-pki.ts';
import { makeSm2Key, sm3ByOpenssl, type Sm2Key } from './sm2-signer.ts';
import { KeyUsageFlags } from './test-pki.ts';
import { sized, u16, u32 } from './tpm-world.ts';

const filled = (length: number, value: number) => new Uint8Array(length).fill(value);
const littleEndian = (bytes: Uint8Array) => Uint8Array.from(bytes).reverse();

export const reportDataOfTest: Bytes = Uint8Array.from({ length: 64 }, (_, index) => 13 * index);
/** What the TPM quotes, and the authority found. */
export const pcrDigestOfTest = filled(32, 0xd1);
const hypervisorName = fromHex('0102030405060708090a0b0c0d0e');

type Patch = Readonly<Record<number, Bytes>>;

function written(bytes: Bytes, patch: Patch = {}): Bytes {
  const out = bytes.slice();
  for (const [at, value] of Object.entries(patch)) out.set(value, Number(at));
  return out;
}

/** 384 bytes; INIT and MODE64BIT are set, DEBUG is not. */
function reportOf(reportData: Bytes): Bytes {
  return written(new Uint8Array(384), {
    48: Uint8Array.of(5),
    56: Uint8Array.of(3),
    64: filled(32, 0xa1),
    128: filled(32, 0xa2),
    256: Uint8Array.of(4),
    258: Uint8Array.of(9),
    320: reportData,
  });
}

/** Registers 0 to 9, 12 and 13 of the SM3 bank. */
const selectionOfTest = fromHex('00000001' + '0012' + '03' + 'ff3300');

export interface AttestChanges {
  readonly magic?: string;
  readonly type?: string;
  readonly selection?: Bytes;
  readonly pcrDigest?: Bytes;
  readonly extraData?: Bytes;
}

function attestOf(reportData: Bytes, changes: AttestChanges): Bytes {
  const hash = concatBytes(fromHex('0012'), sm3ByOpenssl(reportData));
  return concatBytes(
    fromHex(changes.magic ?? 'ff544347'),
    fromHex(changes.type ?? '8018'),
    sized(concatBytes(fromHex('0012'), filled(32, 0xd3))),
    sized(changes.extraData ?? hash),
    fromHex('00000000000003e8'),
    u32(5),
    u32(2),
    Uint8Array.of(1),
    fromHex('2019102300163636'),
    changes.selection ?? selectionOfTest,
    sized(changes.pcrDigest ?? pcrDigestOfTest),
  );
}

/** The register after the key's hash was measured into it, once. */
const pcr13Of = (point: Bytes) =>
  sm3ByOpenssl(concatBytes(new Uint8Array(32), sm3ByOpenssl(point)));

/** As the authority writes it: text with base64. */
export const baselineOf = (bytes: Uint8Array): Sm2Extension => ({
  id: '1.2.86.1',
  value: der(0x0c, utf8(Buffer.from(bytes).toString('base64'))),
});

export const baselineBytes = (hypervisor: Sm2Key, pcrDigest: Bytes = pcrDigestOfTest): Bytes =>
  concatBytes(pcrDigest, filled(32, 0xd2), pcr13Of(hypervisor.point));

export interface QuoteChanges {
  readonly reportData?: Bytes;
  /** Written over the report before it is signed. */
  readonly report?: Patch;
  readonly attest?: AttestChanges;
  /** Sign in the place of those who should. */
  readonly tpmSigner?: Sm2Key;
  readonly enclaveSigner?: Sm2Key;
  /** In the quote, in the place of the hypervisor's. */
  readonly hypervisorPoint?: Bytes;
  readonly enclaveSignature?: (report: Bytes) => Bytes;
  readonly tpmSignature?: (attest: Bytes) => Bytes;
  readonly certificate?: Bytes;
  /** What the quote says of the length of its signatures. */
  readonly length?: number;
  /** Written over the whole, signed or not. */
  readonly raw?: Patch;
}

export interface HyperEnclaveWorld {
  readonly authority: Bytes;
  readonly certificate: Bytes;
  readonly keys: Readonly<Record<'authority' | 'tpm' | 'hypervisor', Sm2Key>>;
  readonly anchors: { readonly testAuthorities: readonly Anchor[] };
  readonly raw: Bytes;
  readonly endorsements: readonly Bytes[];
}

type Makers = Pick<HyperEnclaveWorld, 'keys' | 'certificate'>;

export function hyperEnclaveQuote({ keys, ...made }: Makers, changes: QuoteChanges = {}): Bytes {
  const { tpmSigner = keys.tpm, enclaveSigner = keys.hypervisor } = changes;
  const { reportData = reportDataOfTest, certificate = made.certificate } = changes;
  const report = written(reportOf(reportData), changes.report);
  const attest = attestOf(reportData, changes.attest ?? {});
  const enclaveSignature =
    changes.enclaveSignature?.(report) ?? enclaveSigner.sign(report, hypervisorName);
  const signatures = concatBytes(
    enclaveSignature,
    changes.hypervisorPoint ?? keys.hypervisor.point,
    attest,
    changes.tpmSignature?.(attest) ?? tpmSigner.signUnnamed(attest),
    certificate,
  );
  const whole = concatBytes(
    littleEndian(u16(1)),
    littleEndian(u16(4)),
    filled(44, 0),
    report,
    littleEndian(u32(changes.length ?? signatures.length)),
    signatures,
  );
  return written(whole, changes.raw);
}

export const authorityName = 'test authority';

/** The authority's own certificate is by somebody else, as CFCA's is. */
export const makeAuthority = (key: Sm2Key, options: Partial<Sm2Options> = {}): Bytes =>
  issueSm2({
    name: authorityName,
    spki: sm2Spki(key),
    issuer: { name: 'somebody above', key: makeSm2Key() },
    extensions: [basicConstraints(true), keyUsage(KeyUsageFlags.keyCertSign)],
    ...options,
  });

/** Of the TPM's key. */
export const makeCertificate = (
  keys: HyperEnclaveWorld['keys'],
  options: Partial<Sm2Options> = {},
): Bytes =>
  issueSm2({
    name: 'a TPM',
    spki: sm2Spki(keys.tpm),
    issuer: { name: authorityName, key: keys.authority },
    extensions: [
      keyUsage(KeyUsageFlags.digitalSignature),
      baselineOf(baselineBytes(keys.hypervisor)),
    ],
    ...options,
  });

export function makeHyperEnclaveWorld(): HyperEnclaveWorld {
  const keys = { authority: makeSm2Key(), tpm: makeSm2Key(), hypervisor: makeSm2Key() };
  const authority = makeAuthority(keys.authority);
  const certificate = makeCertificate(keys);
  const raw = hyperEnclaveQuote({ keys, certificate });
  const anchors = { testAuthorities: [] };
  return { authority, certificate, keys, anchors, raw, endorsements: [authority] };
}
