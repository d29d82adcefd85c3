// A vendor's certificate service for tests: made with another implementation than the one that
// reads it.

import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import { hashOf, type Bytes } from '#enclave/protocol/index.ts';
import type { Anchor } from '#enclave/attestation/x509/path.ts';

const crypto = webcrypto as Crypto;
x509.cryptoProvider.set(crypto);

export const rsaPss = { name: 'RSA-PSS', hash: 'SHA-384', saltLength: 48 } as const;
export const ecdsa256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
export const ecdsa384 = { name: 'ECDSA', namedCurve: 'P-384', hash: 'SHA-384' } as const;
export const ecdsa521 = { name: 'ECDSA', namedCurve: 'P-521', hash: 'SHA-512' } as const;
export type TestAlgorithm = typeof rsaPss | typeof ecdsa256 | typeof ecdsa384 | typeof ecdsa521;

export interface TestKey {
  readonly algorithm: TestAlgorithm;
  readonly pair: CryptoKeyPair;
}

export async function makeKey(algorithm: TestAlgorithm): Promise<TestKey> {
  const rsa = { modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) };
  const named = algorithm.name === 'RSA-PSS' ? { ...algorithm, ...rsa } : algorithm;
  const pair = await crypto.subtle.generateKey(named, true, ['sign', 'verify']);
  return { algorithm, pair };
}

const day = 86_400_000;
/** The middle of every validity here; seconds since 1970. */
export const now = Date.UTC(2026, 5, 1) / 1000;

export interface TestCertificate {
  readonly der: Bytes;
  readonly key: TestKey;
  readonly name: string;
}

export interface IssueOptions {
  readonly name: string;
  readonly key: TestKey;
  /** Itself if absent. */
  readonly issuer?: { readonly key: TestKey; readonly name: string };
  readonly serial?: string;
  readonly isCa?: boolean;
  readonly pathLength?: number;
  /** Sum of KeyUsageFlags. */
  readonly usages?: number;
  readonly extensions?: readonly x509.Extension[];
  readonly notBefore?: Date;
  readonly notAfter?: Date;
}

export function extension(id: string, value: Uint8Array, isCritical = false): x509.Extension {
  return new x509.Extension(id, isCritical, value.slice());
}

export async function issue(options: IssueOptions): Promise<TestCertificate> {
  const { name, key, issuer = { key, name }, isCa, pathLength, usages } = options;
  const made = await x509.X509CertificateGenerator.create({
    serialNumber: options.serial ?? '01',
    subject: name,
    issuer: issuer.name,
    notBefore: options.notBefore ?? new Date(now * 1000 - 30 * day),
    notAfter: options.notAfter ?? new Date(now * 1000 + 30 * day),
    publicKey: key.pair.publicKey,
    signingKey: issuer.key.pair.privateKey,
    signingAlgorithm: issuer.key.algorithm,
    extensions: [
      ...(isCa === undefined ? [] : [new x509.BasicConstraintsExtension(isCa, pathLength, true)]),
      ...(usages === undefined ? [] : [extension('2.5.29.15', usageBits(usages), true)]),
      ...(options.extensions ?? []),
    ],
  });
  return { der: new Uint8Array(made.rawData), key, name };
}

export interface ListOptions {
  readonly revoked?: readonly string[];
  readonly thisUpdate?: Date;
  readonly nextUpdate?: Date;
  readonly key?: TestKey;
}

export async function revocationList(
  issuer: TestCertificate,
  { revoked = [], thisUpdate, nextUpdate, key = issuer.key }: ListOptions = {},
): Promise<Bytes> {
  const made = await x509.X509CrlGenerator.create({
    issuer: issuer.name,
    thisUpdate: thisUpdate ?? new Date(now * 1000 - 10 * day),
    nextUpdate: nextUpdate ?? new Date(now * 1000 + 10 * day),
    signingKey: key.pair.privateKey,
    signingAlgorithm: key.algorithm,
    entries: revoked.map((serialNumber) => ({
      serialNumber,
      revocationDate: new Date(now * 1000 - 20 * day),
    })),
  });
  return new Uint8Array(made.rawData);
}

/** The public key as SubjectPublicKeyInfo. */
export async function spkiOf({ pair }: TestKey): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey));
}

/** The public key as an uncompressed point. */
export async function pointOf({ pair }: TestKey): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
}

export async function anchorOf({ key, name }: TestCertificate): Promise<Anchor> {
  return { name, keyHash: hashOf(await spkiOf(key)) };
}

/** RFC 5280 section 4.2.1.3, first byte of the BIT STRING. */
export const KeyUsageFlags = { digitalSignature: 0x80, keyCertSign: 0x04, cRLSign: 0x02 } as const;

const usageBits = (usages: number) => Uint8Array.of(3, 2, Math.log2(usages & -usages), usages);

/** r ‖ s over a message. */
export async function signRaw({ pair, algorithm }: TestKey, message: Bytes): Promise<Bytes> {
  const named = algorithm.name === 'ECDSA' ? { name: 'ECDSA', hash: algorithm.hash } : algorithm;
  return new Uint8Array(await crypto.subtle.sign(named, pair.privateKey, message));
}
