// AWS Nitro documents made from test keys: root, an issuing authority, a leaf, a signed document.

import { encode, Tag } from 'cbor2';
import { concatBytes, utf8, type Bytes } from '#enclave/protocol/index.ts';
import type { Anchor } from '#enclave/attestation/x509/path.ts';
import { encodeByteString } from '#enclave/attestation/encoding/cbor.ts';
import {
  anchorOf,
  ecdsa384,
  issue,
  KeyUsageFlags,
  makeKey,
  now,
  signRaw,
  type TestCertificate,
  type TestKey,
} from './test-pki.ts';

export const reportDataOfTest: Bytes = Uint8Array.from({ length: 64 }, (_, index) => index);

export type Payload = Record<string, unknown>;

export interface NitroWorld {
  readonly root: TestCertificate;
  readonly issuer: TestCertificate;
  readonly leaf: TestCertificate;
  readonly anchors: { readonly nitro: Anchor };
  readonly payload: Payload;
  readonly raw: Bytes;
}

export const pack = (value: unknown): Bytes => new Uint8Array(encode(value));

export interface SignOptions {
  readonly header?: Map<number, unknown>;
  readonly tag?: number;
  readonly parts?: (parts: readonly unknown[]) => readonly unknown[];
}

/** COSE_Sign1 over a payload, as the hypervisor makes it. */
export async function signDocument(
  payload: Bytes,
  key: TestKey,
  { header = new Map([[1, -35]]), tag, parts = (same) => same }: SignOptions = {},
): Promise<Bytes> {
  const head = pack(header);
  const signed = concatBytes(
    Uint8Array.of(0x84, 0x6a),
    utf8('Signature1'),
    encodeByteString(head),
    Uint8Array.of(0x40),
    encodeByteString(payload),
  );
  const array = parts([head, new Map(), payload, await signRaw(key, signed)]);
  return pack(tag === undefined ? array : new Tag(tag, array));
}

export const authority = {
  isCa: true,
  usages: KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign,
} as const;

export async function makeNitroWorld(kind: 'nitro-enclave' | 'nitro-tpm'): Promise<NitroWorld> {
  const [rootKey, issuerKey, leafKey] = await Promise.all([
    makeKey(ecdsa384),
    makeKey(ecdsa384),
    makeKey(ecdsa384),
  ]);
  const root = await issue({ name: 'CN=aws.nitro-enclaves', key: rootKey, ...authority });
  const issuer = await issue({
    name: 'CN=i-1234.region.aws.nitro-enclaves',
    key: issuerKey,
    issuer: root,
    pathLength: 0,
    ...authority,
  });
  const leaf = await issue({
    name: 'CN=i-1234-enc5678.region.aws',
    key: leafKey,
    issuer,
    usages: KeyUsageFlags.digitalSignature,
    isCa: false,
    notBefore: new Date((now - 3600) * 1000),
    notAfter: new Date((now + 7200) * 1000),
  });
  const pcrs = new Map(
    Array.from({ length: 16 }, (_, index) => [
      index,
      new Uint8Array(48).fill(index < 5 ? index + 1 : 0),
    ]),
  );
  const payload: Payload = {
    module_id: kind === 'nitro-tpm' ? 'i-1234-tpm5678' : 'i-1234-enc5678',
    digest: 'SHA384',
    timestamp: (now - 60) * 1000,
    [kind === 'nitro-tpm' ? 'nitrotpm_pcrs' : 'pcrs']: pcrs,
    certificate: leaf.der,
    cabundle: [root.der, issuer.der],
    public_key: null,
    user_data: reportDataOfTest,
    nonce: new Uint8Array(1024).fill(7),
  };
  return {
    root,
    issuer,
    leaf,
    anchors: { nitro: await anchorOf(root) },
    payload,
    raw: await signDocument(pack(payload), leafKey),
  };
}
