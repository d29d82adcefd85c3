// TPM 2.0 quotes made from test keys: an attestation key with its public area and, below a test
// authority, its certificate. Genuine quotes of a software TPM are tested apart.

import { createHash, webcrypto } from 'node:crypto';
import { concatBytes, fromHex, type Bytes } from '#enclave/protocol/index.ts';
import { authority } from './nitro-world.ts';
import { ecdsa256, issue, KeyUsageFlags, makeKey, type TestCertificate } from './test-pki.ts';

const crypto = webcrypto as Crypto;

export const extraDataOfTest: Bytes = Uint8Array.from({ length: 32 }, (_, index) => 200 - index);

export const u16 = (n: number): Bytes => Uint8Array.of(n >> 8, n & 255);
export const u32 = (n: number): Bytes =>
  Uint8Array.of(n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255);
export const sized = (bytes: Uint8Array): Bytes => concatBytes(u16(bytes.length), bytes);

export type KeyKind = 'ECDSA P-256' | 'ECDSA P-384' | 'RSASSA' | 'RSAPSS';

const algorithms = {
  'ECDSA P-256': { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
  'ECDSA P-384': { name: 'ECDSA', namedCurve: 'P-384', hash: 'SHA-384' },
  RSASSA: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
  RSAPSS: { name: 'RSA-PSS', hash: 'SHA-256', saltLength: 32 },
} as const;
const schemeIds = { 'ECDSA P-256': 0x18, 'ECDSA P-384': 0x18, RSASSA: 0x14, RSAPSS: 0x16 } as const;
const hashIds = { 'SHA-256': 0x0b, 'SHA-384': 0x0c } as const;

export interface TpmTestKey {
  readonly kind: KeyKind;
  readonly pair: CryptoKeyPair;
}

export async function makeTpmKey(kind: KeyKind): Promise<TpmTestKey> {
  const rsa = { modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) };
  const algorithm = algorithms[kind];
  const named = algorithm.name === 'ECDSA' ? algorithm : { ...algorithm, ...rsa };
  return { kind, pair: await crypto.subtle.generateKey(named, true, ['sign', 'verify']) };
}

/** fixedTPM, fixedParent, sensitiveDataOrigin, userWithAuth, restricted, sign. */
export const goodAttributes = 0x0005_0072;

export interface AreaChanges {
  readonly type?: number;
  readonly attributes?: number;
  readonly symmetric?: number;
  readonly scheme?: Bytes;
  readonly policy?: Bytes;
  readonly keyBits?: number;
  readonly curve?: number;
}

export async function publicAreaOf({ kind, pair }: TpmTestKey, changes: AreaChanges = {}) {
  const jwk = await crypto.subtle.exportKey('jwk', pair.publicKey);
  const bytes = (text: string | undefined) => new Uint8Array(Buffer.from(text ?? '', 'base64url'));
  const isEc = kind.startsWith('ECDSA');
  const scheme =
    changes.scheme ?? concatBytes(u16(schemeIds[kind]), u16(hashIds[algorithms[kind].hash]));
  const head = concatBytes(
    u16(changes.type ?? (isEc ? 0x23 : 1)),
    u16(0x0b),
    u32(changes.attributes ?? goodAttributes),
    sized(changes.policy ?? new Uint8Array()),
    u16(changes.symmetric ?? 0x10),
    scheme,
  );
  return isEc
    ? concatBytes(
        head,
        u16(changes.curve ?? (kind === 'ECDSA P-384' ? 4 : 3)),
        u16(0x10),
        sized(bytes(jwk.x)),
        sized(bytes(jwk.y)),
      )
    : concatBytes(head, u16(changes.keyBits ?? 2048), u32(0), sized(bytes(jwk.n)));
}

export const pcrsOfTest: ReadonlyMap<number, Bytes> = new Map(
  [0, 4, 7, 23].map((index) => [index, new Uint8Array(32).fill(index + 1)]),
);

export interface QuoteChanges {
  readonly magic?: string;
  readonly type?: string;
  readonly signer?: Bytes;
  readonly extraData?: Bytes;
  readonly safe?: number;
  /** The whole TPML_PCR_SELECTION. */
  readonly selection?: Bytes;
  readonly pcrDigest?: Bytes;
  readonly behindAttest?: Bytes;
  readonly schemeId?: number;
  readonly hashId?: number;
  readonly registers?: readonly Uint8Array[];
  readonly behind?: Bytes;
  /** Numbers of the signature without leading zeros. */
  readonly trimmed?: boolean;
  /** Signs in the place of the key. */
  readonly by?: TpmTestKey;
}

function selectionOf(indexes: readonly number[]): Bytes {
  const bits = new Uint8Array(3);
  for (const index of indexes) bits[index >> 3] = (bits[index >> 3] ?? 0) | (1 << (index & 7));
  return concatBytes(u32(1), u16(0x0b), Uint8Array.of(3), bits);
}

function attestOf(kind: KeyKind, changes: QuoteChanges): Bytes {
  const hash = algorithms[kind].hash === 'SHA-384' ? 'sha384' : 'sha256';
  const digest = createHash(hash);
  for (const pcr of pcrsOfTest.values()) digest.update(pcr);
  return concatBytes(
    fromHex(changes.magic ?? 'ff544347'),
    fromHex(changes.type ?? '8018'),
    sized(changes.signer ?? concatBytes(u16(0x0b), new Uint8Array(32).fill(9))),
    sized(changes.extraData ?? extraDataOfTest),
    fromHex('00000000000003e8'),
    u32(5),
    u32(2),
    Uint8Array.of(changes.safe ?? 1),
    fromHex('2019102300163636'),
    changes.selection ?? selectionOf([...pcrsOfTest.keys()]),
    sized(changes.pcrDigest ?? new Uint8Array(digest.digest())),
    changes.behindAttest ?? new Uint8Array(),
  );
}

const trimmed = (number: Uint8Array) => number.subarray(number.findIndex((byte) => byte !== 0));

/** TPM2B_ATTEST ‖ TPMT_SIGNATURE ‖ registers. */
export async function makeTpmQuote(key: TpmTestKey, changes: QuoteChanges = {}): Promise<Bytes> {
  const { kind } = key;
  const { hash } = algorithms[kind];
  const attest = attestOf(kind, changes);
  const { pair } = changes.by ?? key;
  const signature = new Uint8Array(
    await crypto.subtle.sign(algorithms[kind], pair.privateKey, attest),
  );
  const half = signature.length / 2;
  const parts = kind.startsWith('ECDSA')
    ? [signature.subarray(0, half), signature.subarray(half)]
    : [signature];
  const registers = changes.registers ?? [...pcrsOfTest.values()];
  return concatBytes(
    sized(attest),
    u16(changes.schemeId ?? schemeIds[kind]),
    u16(changes.hashId ?? hashIds[hash]),
    ...parts.map((part) => sized(changes.trimmed === true ? trimmed(part) : part)),
    u32(registers.length),
    ...registers.map(sized),
    changes.behind ?? new Uint8Array(),
  );
}

export interface TpmWorld {
  readonly key: TpmTestKey;
  readonly raw: Bytes;
  readonly area: Bytes;
  readonly root: TestCertificate;
  readonly issuer: TestCertificate;
  readonly leaf: TestCertificate;
}

export const leafOptions = {
  name: 'CN=attestation key',
  isCa: false,
  usages: KeyUsageFlags.digitalSignature,
} as const;

export async function makeTpmWorld(kind: KeyKind = 'ECDSA P-256'): Promise<TpmWorld> {
  const key = await makeTpmKey(kind);
  const [rootKey, issuerKey] = await Promise.all([makeKey(ecdsa256), makeKey(ecdsa256)]);
  const root = await issue({ name: 'CN=TPM root', key: rootKey, ...authority });
  const issuer = await issue({ name: 'CN=TPM issuer', key: issuerKey, issuer: root, ...authority });
  const leaf = await issue({
    ...leafOptions,
    key: { algorithm: ecdsa256, pair: key.pair },
    issuer,
  });
  return { key, raw: await makeTpmQuote(key), area: await publicAreaOf(key), root, issuer, leaf };
}
